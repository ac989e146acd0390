"""Prompts in every shape that OpenAI's reference names: text, texts, and token ids, which must be the model's own."""

import numpy as np

from model.serve.messages import CompletionRequest
from model.tokenizer import FIRST_BYTE, Tokenizer
from pipeline.errors import ParamsError

SEND = "send text, or the ids of the tokenizer that `run.py export --format hf` writes"


def spelled(request: CompletionRequest, tokenizer: Tokenizer) -> CompletionRequest:
    """The request with every prompt as text.

    Raises:
        ParamsError: ids that are not this model's.
    """
    texts = [prompt for prompt in request.prompts if isinstance(prompt, str)]
    lists = [prompt for prompt in request.prompts if not isinstance(prompt, str)]
    opened = [ids[:1] == [tokenizer.end_of_text] for ids in lists]
    read = [text_of(tokenizer, ids[first:]) for ids, first in zip(lists, opened, strict=True)]
    return request.with_texts(texts + read, [False] * len(texts) + opened)


def text_of(tokenizer: Tokenizer, ids: list[int]) -> str:
    """The text that ids stand for, which has these ids alone.

    Raises:
        ParamsError: another tokenizer wrote them, or they hold a control token, or a part of a character.
    """
    for token in ids:
        if not FIRST_BYTE <= token < tokenizer.vocab_size:
            raise ParamsError(f"prompt: id {token} is no character of this model; {SEND}")
    text = tokenizer.decode(np.array(ids, np.uint16))
    if "\r\n" in text or tokenizer.encode(text).tolist() != ids:
        raise ParamsError(f"prompt: these ids are not how this model writes {text[:20]!r}; {SEND}")
    return text
