"""The shape of a network, and what speaking needs of one, whichever library computes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]


@dataclass(frozen=True)
class GPTConfig:
    """The shape of a network; two checkpoints fit each other when theirs are equal."""

    vocab_size: int  # V
    block_size: int  # T, tokens that the network sees at once
    n_layer: int
    n_head: int  # H
    n_embd: int  # C, a multiple of 2 * n_head
    n_hidden: int  # inside SwiGLU
    n_previous: int  # embeddings of the characters before each one, 0 for a plain Qwen3
    rope_theta: float  # base of the rotary wavelengths
    tie_word_embeddings: bool = True  # one matrix for reading and predicting characters; older checkpoints do not say

    @property
    def head_dim(self) -> int:
        """D."""
        return self.n_embd // self.n_head


class Context(Protocol):
    """What a network has read of one text: at most T tokens, each of which costs one column to add."""

    def __len__(self) -> int:
        """Tokens read."""

    def read(self, ids: Sequence[int]) -> Logits:
        """Read on; the logits (t, V) behind each token. They hold until the next call."""

    def prime(self, ids: Sequence[int]) -> None:
        """Read on where nobody asks what comes next."""

    def clear(self) -> None:
        """Forget everything read."""


class Network(Protocol):
    """What can be sampled from and scored."""

    @property
    def config(self) -> GPTConfig:
        """Its shape."""

    def context(self) -> Context:
        """A new text."""
