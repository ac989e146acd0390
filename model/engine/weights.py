"""A checkpoint's matrices as the engine multiplies by them: float32 or, for a quarter of the memory, 8-bit integers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from model.network import GPTConfig
from model.state import State, missing
from model.tokenizer import Tokenizer
from model.trained import config_of, find_trained, misfit
from pipeline.errors import DataError

Floats = NDArray[np.float32]
LEAST_STEP = np.float32(1e-12)  # of a row of zeros


class Matrix(Protocol):
    """What a vector, or rows of them, can be multiplied by."""

    def times(self, x: Floats) -> Floats:
        """(inputs,) to (outputs,), or (t, inputs) to (t, outputs)."""


@dataclass(frozen=True)
class FloatMatrix:
    """Exact weights."""

    weights: Floats  # (inputs, outputs): a row vector runs through memory in order

    def times(self, x: Floats) -> Floats:
        """The product."""
        product: Floats = x @ self.weights
        return product


class IntMatrix:
    """Weights rounded to 255 steps per output, and what they are multiplied by to 255 steps per row."""

    def __init__(self, weights: Floats) -> None:
        import numkong  # only who asks for 8 bits pays for it

        self.scales: Floats = np.abs(weights).max(axis=0) / np.float32(127) + LEAST_STEP  # (outputs,)
        self.packed = numkong.dots_pack(np.ascontiguousarray(rounded(weights, self.scales).T))
        self.multiply = numkong.dots_packed

    def times(self, x: Floats) -> Floats:
        """The product, to about two digits."""
        if x.ndim == 1:
            step = float(np.maximum.reduce(np.abs(x))) / 127 + float(LEAST_STEP)
            product = np.asarray(self.multiply(rounded(x, step)[None], self.packed))[0] * self.scales
            product *= step
        else:
            steps = np.abs(x).max(axis=1, keepdims=True) / np.float32(127) + LEAST_STEP
            product = np.asarray(self.multiply(rounded(x, steps), self.packed)) * self.scales
            product *= steps
        return np.asarray(product, dtype=np.float32)


def rounded(x: Floats, step: Floats | float) -> NDArray[np.int8]:
    """Whole steps, -127 to 127."""
    steps: NDArray[np.int8] = np.rint(x / step).astype(np.int8)
    return steps


@dataclass(frozen=True)
class Layer:
    """One block; the factors of its norms are multiplied into the matrices behind them."""

    attention: Matrix  # (C, 3C): queries, keys, values
    scales: Floats  # (2, 1, D): the norms of queries, with 1/sqrt(D), and of keys
    output: Matrix  # (C, C)
    hidden: Matrix  # (C, 2 * n_hidden): half the gate, then up
    down: Matrix  # (n_hidden, C)


@dataclass(frozen=True)
class Weights:
    """A network."""

    config: GPTConfig
    embeddings: Floats  # (1 + n_previous, V, C): of a character, and of those before it
    layers: list[Layer]
    prediction: Matrix  # (C, V)


def load_weights(root: Path, name: str, tokenizer: Tokenizer, int8: bool = False) -> tuple[State, Weights]:
    """The network of checkpoints/<name>.

    Raises:
        DataError: there is none, it is damaged, or it does not fit the vocabulary or its own state.json.
    """
    folder, state = find_trained(root, name, tokenizer)
    path = folder / "model.safetensors"
    config = config_of(folder, state)
    try:
        return state, prepare(config, FileTensors(path), int8)
    except FileNotFoundError:
        raise missing(path) from None
    except (SafetensorError, OSError) as error:
        raise DataError(f"{path}: not a whole safetensors file ({error}); delete its folder or `dvc pull`") from None
    except ValueError as error:
        raise misfit(folder, error) from None


class FileTensors(Mapping[str, Floats]):
    """The tensors of a file, each read when it is asked for: a file that stays mapped would count twice."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with safe_open(path, framework="numpy") as file:
            self.names: list[str] = sorted(file.keys())

    def __getitem__(self, name: str) -> Floats:
        if name not in self.names:
            raise KeyError(name)
        with safe_open(self.path, framework="numpy") as file:
            return np.asarray(file.get_tensor(name), dtype=np.float32)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def prepare(config: GPTConfig, tensors: Mapping[str, Floats], int8: bool = False) -> Weights:
    """Weights from tensors as training names them.

    Raises:
        ValueError: a tensor is missing, superfluous or of another shape.
    """
    taken: set[str] = set()

    def take(name: str, *shape: int) -> Floats:
        if name not in tensors:
            raise ValueError(f"{name} is missing")
        taken.add(name)
        tensor = tensors[name]
        if tensor.shape != shape:
            raise ValueError(f"{name} is {tensor.shape}, not {shape}")
        return tensor

    kind = IntMatrix if int8 else FloatMatrix
    C, H, V = config.n_embd, config.n_hidden, config.vocab_size  # noqa: N806

    def matrix(norm: Floats | None, *parts: Floats) -> Matrix:
        joined = np.empty((parts[0].shape[1], sum(map(len, parts))), np.float32)  # filled in place: no copy beside it
        np.concatenate([part.T for part in parts], axis=1, out=joined)
        if norm is not None:
            joined *= norm[:, None]
        return kind(joined)

    names = ["embedding", *(f"previous.{place}" for place in range(config.n_previous))]
    embeddings = np.stack([take(f"{name}.weight", V, C) for name in names])
    layers: list[Layer] = []
    for number in range(config.n_layer):
        block = f"blocks.{number}"
        attention = [take(f"{block}.attention.{part}.weight", C, C) for part in ("query", "key", "value", "output")]
        gate, up = (take(f"{block}.hidden.{part}.weight", H, C) for part in ("gate", "up"))
        norms = [take(f"{block}.attention.{part}_norm.weight", config.head_dim) for part in ("query", "key")]
        layers.append(
            Layer(
                matrix(take(f"{block}.attention_norm.weight", C), *attention[:3]),
                np.stack([norms[0] / np.float32(config.head_dim**0.5), norms[1]])[:, None],
                matrix(None, attention[3]),
                matrix(take(f"{block}.hidden_norm.weight", C), gate * np.float32(0.5), up),
                matrix(None, take(f"{block}.hidden.down.weight", C, H)),
            )
        )
    head = embeddings[0] if config.tie_word_embeddings else take("head.weight", V, C)
    prediction = matrix(take("norm.weight", C), head)
    if extra := set(tensors) - taken:
        raise ValueError(f"{min(extra)} is no part of this network")
    return Weights(config, embeddings, layers, prediction)
