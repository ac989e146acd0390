"""GGUF: the file that llama.cpp loads, for networks that are a plain Qwen3."""

from pathlib import Path

from gguf import GGUFWriter, LlamaFileType, TokenType

from model.export.tokenizer_files import token_texts
from model.export.trained import Trained
from model.tokenizer import FIRST_BYTE, FIRST_CHARACTER
from pipeline.errors import DataError

SPACE = "▁"  # how SentencePiece vocabularies spell a space
PARTS = {  # ours: llama.cpp's, inside a block
    "attention_norm": "attn_norm",
    "attention.query": "attn_q",
    "attention.key": "attn_k",
    "attention.value": "attn_v",
    "attention.output": "attn_output",
    "attention.query_norm": "attn_q_norm",
    "attention.key_norm": "attn_k_norm",
    "hidden_norm": "ffn_norm",
    "hidden.gate": "ffn_gate",
    "hidden.up": "ffn_up",
    "hidden.down": "ffn_down",
}
WHOLE = {"embedding.weight": "token_embd.weight", "norm.weight": "output_norm.weight", "head.weight": "output.weight"}


def export_gguf(trained: Trained, folder: Path) -> list[str]:
    """Write model.gguf; how the model card says to use it.

    Raises:
        DataError: the network or its vocabulary has what llama.cpp does not know.
    """
    check(trained)
    writer = GGUFWriter(folder / "model.gguf", "qwen3")
    add_shape(writer, trained)
    add_vocabulary(writer, trained)
    for name, weight in trained.weights.items():
        writer.add_tensor(gguf_name(name), weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return [
        "```",
        f'llama-cli -m FOLDER/model.gguf -c {trained.config.block_size} -p "The ferry was late."',
        "```",
        "",
        f"The context is {trained.config.block_size} tokens; no BOS token is added.",
    ]


def check(trained: Trained) -> None:
    """Refuse what would be dropped in silence."""
    if trained.config.n_previous:
        raise DataError(
            f"{trained.folder}: has embeddings of {trained.config.n_previous} previous characters, which llama.cpp does"
            " not know; train with model.n_previous 0 for GGUF, or choose --format hf or onnx"
        )
    if SPACE in trained.tokenizer.characters:
        raise DataError(
            f"params.yaml: tokenizer.characters holds {SPACE!r}, which GGUF spells a space; choose hf or onnx"
        )


def add_shape(writer: GGUFWriter, trained: Trained) -> None:
    """The network's sizes."""
    shape = trained.config
    writer.add_name("miniature-memory")
    writer.add_file_type(LlamaFileType.ALL_F32)
    writer.add_vocab_size(shape.vocab_size)
    writer.add_context_length(shape.block_size)
    writer.add_embedding_length(shape.n_embd)
    writer.add_block_count(shape.n_layer)
    writer.add_feed_forward_length(shape.n_hidden)
    writer.add_head_count(shape.n_head)
    writer.add_head_count_kv(shape.n_head)
    writer.add_key_length(shape.head_dim)
    writer.add_value_length(shape.head_dim)
    writer.add_rope_freq_base(shape.rope_theta)
    writer.add_layer_norm_rms_eps(1e-6)


def add_vocabulary(writer: GGUFWriter, trained: Trained) -> None:
    """A SentencePiece vocabulary without merges, which gives our ids."""
    texts = [SPACE if text == " " else text for text in token_texts(trained.tokenizer)]
    kinds = [TokenType.CONTROL] * FIRST_BYTE + [TokenType.BYTE] * (FIRST_CHARACTER - FIRST_BYTE)
    kinds += [TokenType.NORMAL] * (len(texts) - FIRST_CHARACTER)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(texts)
    writer.add_token_scores([0.0] * len(texts))
    writer.add_token_types(kinds)
    writer.add_eos_token_id(trained.tokenizer.end_of_text)
    writer.add_pad_token_id(trained.tokenizer.end_of_text)
    writer.add_add_space_prefix(False)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)


def gguf_name(name: str) -> str:
    """Our name of a tensor as llama.cpp has it."""
    if name.startswith("blocks."):
        _, layer, part = name.split(".", 2)
        return f"blk.{layer}.{PARTS[part.removesuffix('.weight')]}.weight"
    return WHOLE[name]
