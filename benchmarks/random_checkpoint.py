"""A checkpoint of random weights in any size: for speed, memory and limits it is as good as a trained one."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from model.memory import MEMORY_FORMAT
from model.network import GPTConfig
from model.params import ModelParams
from model.state import BEST, State
from model.tokenizer import Tokenizer
from pipeline.files import CHECKPOINTS, PROCESSED, write_text

Floats = NDArray[np.float32]
SHARP = 3.0  # of the prediction: logits spread like a trained network's, so that filters have something to do


def config_of(params: dict[str, Any], preset: str) -> GPTConfig:
    """The shape of one of params.yaml's presets, with its vocabulary."""
    model = ModelParams.model_validate({**params["model"], "preset": preset})
    return model.network(Tokenizer("".join(params["tokenizer"]["characters"])).vocab_size)


def random_tensors(config: GPTConfig, seed: int) -> dict[str, Floats]:
    """Tensors as training names them."""
    rng = np.random.default_rng(seed)
    C, H, V = config.n_embd, config.n_hidden, config.vocab_size  # noqa: N806

    def drawn(*shape: int) -> Floats:
        tensor: Floats = (rng.standard_normal(shape) / shape[-1] ** 0.5).astype(np.float32)
        return tensor

    tensors = {"embedding.weight": drawn(V, C) * np.float32(SHARP), "norm.weight": np.ones(C, np.float32)}
    tensors |= {f"previous.{place}.weight": drawn(V, C) for place in range(config.n_previous)}
    if not config.tie_word_embeddings:
        tensors["head.weight"] = drawn(V, C) * np.float32(SHARP)
    for layer in range(config.n_layer):
        block = f"blocks.{layer}"
        for name in ("query", "key", "value", "output"):
            tensors[f"{block}.attention.{name}.weight"] = drawn(C, C)
        for name in ("query_norm", "key_norm"):
            tensors[f"{block}.attention.{name}.weight"] = np.ones(config.head_dim, np.float32)
        for name in ("attention_norm", "hidden_norm"):
            tensors[f"{block}.{name}.weight"] = np.ones(C, np.float32)
        for name, shape in (("gate", (H, C)), ("up", (H, C)), ("down", (C, H))):
            tensors[f"{block}.hidden.{name}.weight"] = drawn(*shape)
    return tensors


def write_random_checkpoint(folder: Path, config: GPTConfig, characters: str, seed: int = 1) -> int:
    """checkpoints/best and the vocabulary below a folder; how many parameters."""
    tokenizer = Tokenizer(characters)
    tokenizer.save(folder / PROCESSED / "vocabulary.json")
    best = folder / CHECKPOINTS / BEST
    best.mkdir(parents=True)
    tensors = random_tensors(config, seed)
    save_file(tensors, best / "model.safetensors")
    state = State(
        step=0, target=0, stretch_start=0, data="", data_start=0, tokens_seen=0, seed=seed, architecture=asdict(config),
        tokenizer=tokenizer.hash, memory=MEMORY_FORMAT, device="cpu", cores=1, dtype="float32", threads=1,
        micro_batch=1, experiment="", scaler={}, loss_sum=0.0, loss_count=0, metrics={}, best=None,
    )  # fmt: skip
    write_text(best / "state.json", state.model_dump_json(indent=2) + "\n")
    write_text(best / "documents.txt", "")
    return sum(tensor.size for tensor in tensors.values())
