"""Our tokenizer in the files that Hugging Face's `tokenizers` reads: BPE without merges, bytes as the fallback."""

import json
from pathlib import Path
from typing import Any

from model.tokenizer import CONTROL_TOKENS, END_OF_TEXT, FIRST_CHARACTER, Tokenizer
from pipeline.files import write_text


def token_texts(tokenizer: Tokenizer) -> list[str]:
    """Each id's text as SentencePiece and BPE vocabularies spell it: a byte is `<0x41>`."""
    return [*CONTROL_TOKENS, *(f"<0x{value:02X}>" for value in range(256)), *tokenizer.characters]


def write_tokenizer(tokenizer: Tokenizer, folder: Path, max_tokens: int) -> None:
    """Write tokenizer.json and tokenizer_config.json, which give the same ids."""
    write_json(folder / "tokenizer.json", tokenizer_json(tokenizer))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",  # without it transformers builds another tokenizer
        "eos_token": END_OF_TEXT,
        "pad_token": END_OF_TEXT,
        "additional_special_tokens": list(CONTROL_TOKENS[1:]),
        "split_special_tokens": True,  # control tokens in a text are text
        "clean_up_tokenization_spaces": False,
        "model_max_length": max_tokens,
    }
    write_json(folder / "tokenizer_config.json", config)


def tokenizer_json(tokenizer: Tokenizer) -> dict[str, Any]:
    """The content of tokenizer.json."""
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    vocabulary = {text: token for token, text in enumerate(token_texts(tokenizer))}
    assert len(vocabulary) == FIRST_CHARACTER + len(tokenizer.characters)
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": token, "content": text, **flags} for token, text in enumerate(CONTROL_TOKENS)],
        "normalizer": None,
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": True,
            "ignore_merges": False,
            "vocab": vocabulary,
            "merges": [],
        },
    }


def write_json(path: Path, content: Any) -> None:
    """One JSON file, readable."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
