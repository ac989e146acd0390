"""The network of model/gpt.py in NumPy: the same probabilities, for one text at a time, one thread, little memory.

A single token takes the short way (`step`): vectors instead of matrices, and no array larger than it must be. Many at
once take `rows`. Norms scale a vector after its product, as their factors are multiplied into the matrices.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from model.engine.weights import Floats, Layer, Weights
from model.network import GPTConfig

EPSILON = 1e-6
ONE = np.float32(1)
ROWS = 128  # tokens at once: bounds the memory of scores and hidden values


class Engine:
    """A network (model/network.py's Network) whose weights every text shares."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    @property
    def config(self) -> GPTConfig:
        """Its shape."""
        return self.weights.config

    @cached_property
    def rotary(self) -> Floats:
        """(2, T, 2, D / 2): each position's cosines, and its sines, negative for the first half of a head."""
        config = self.config
        frequencies = config.rope_theta ** (-np.arange(0, config.head_dim, 2) / config.head_dim)
        angles = np.arange(config.block_size)[:, None] * frequencies
        cos, sin = np.cos(angles), np.sin(angles)
        return np.stack([np.stack([cos, cos], axis=1), np.stack([-sin, sin], axis=1)]).astype(np.float32)

    def context(self) -> "TextContext":
        """A new text."""
        return TextContext(self)


class TextContext:
    """What was read of one text, as keys and values (model/network.py's Context)."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.weights = engine, engine.weights
        config = engine.config
        self.shape = (config.n_head, config.head_dim)
        self.keys = np.zeros((config.n_layer, *self.shape, config.block_size), np.float32)
        self.values = np.zeros((config.n_layer, config.n_head, config.block_size, config.head_dim), np.float32)
        self.ids: list[int] = []

    def __len__(self) -> int:
        return len(self.ids)

    def clear(self) -> None:
        """Begin anew."""
        self.ids.clear()

    def read(self, ids: Sequence[int]) -> Floats:
        """(t, V) logits behind each token."""
        if len(ids) == 1:
            return self.step(ids[0])[None]
        return np.concatenate([self.weights.prediction.times(normalised(x)) for x in self.pass_through(ids, False)])

    def prime(self, ids: Sequence[int]) -> None:
        """Read on without asking: of the last layer, keys and values are all that counts."""
        for _ in self.pass_through(ids, True):
            pass

    def pass_through(self, ids: Sequence[int], silent: bool) -> list[Floats]:
        """What leaves the last layer, (t, C) for each run of at most ROWS tokens."""
        return [self.rows(ids[start : start + ROWS], silent) for start in range(0, len(ids), ROWS)]

    def embed(self, ids: Sequence[int]) -> Floats:
        """(t, C) for the tokens behind those read, which are noted."""
        start, tables = len(self.ids), self.weights.embeddings
        self.ids += ids
        x = tables[0, ids]
        for distance in range(1, len(tables)):
            first = max(start, distance)  # the text's first tokens have none so far before them
            if first < len(self.ids):
                x[first - start :] += tables[distance, self.ids[first - distance : len(self.ids) - distance]]
        return x

    def rows(self, ids: Sequence[int], silent: bool) -> Floats:
        """What leaves the last layer for some tokens; nothing of use where `silent`."""
        start, t = len(self.ids), len(ids)
        x = self.embed(ids)
        hidden = self.engine.config.n_hidden
        hides = np.arange(start + t) > np.arange(start, start + t)[:, None]  # (t, n)
        for number, layer in enumerate(self.weights.layers):
            queries = self.attend_to(number, layer, x, start)
            if silent and number + 1 == len(self.weights.layers):
                break
            scores: Floats = np.matmul(queries, self.keys[number, :, :, : start + t])  # (H, t, n)
            scores[:, hides] = -np.inf
            scores -= scores.max(axis=2, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=2, keepdims=True)
            mixed: Floats = np.matmul(scores, self.values[number, :, : start + t])  # (H, t, D)
            x += layer.output.times(mixed.transpose(1, 0, 2).reshape(t, -1))
            both = layer.hidden.times(normalised(x))
            x += layer.down.times(gated(both[:, :hidden], both[:, hidden:]))
        return x

    def attend_to(self, number: int, layer: Layer, x: Floats, start: int) -> Floats:
        """Queries (H, t, D) of some tokens, whose keys and values are stored."""
        t, (n_head, head_dim) = len(x), self.shape
        parts = layer.attention.times(normalised(x)).reshape(t, 3, n_head, head_dim)
        pair = normalised(parts[:, :2])
        pair *= layer.scales
        pair = turned(pair, self.engine.rotary[:, start : start + t, None, None])
        self.keys[number, :, :, start : start + t] = pair[:, 1].transpose(1, 2, 0)
        self.values[number, :, start : start + t] = parts[:, 2].transpose(1, 0, 2)
        return pair[:, 0].transpose(1, 0, 2)

    def step(self, token: int) -> Floats:
        """(V,) logits behind one more token."""
        place, tables = len(self.ids), self.weights.embeddings
        x = tables[0, token].copy()
        for distance in range(1, min(len(tables), place + 1)):
            x += tables[distance, self.ids[-distance]]
        self.ids.append(token)
        end, hidden, (n_head, head_dim) = place + 1, self.engine.config.n_hidden, self.shape
        cos, sin = self.engine.rotary[:, place]
        for number, layer in enumerate(self.weights.layers):
            parts = layer.attention.times(scaled(x)).reshape(3, n_head, head_dim)
            pair = normalised(parts[:2])
            pair *= layer.scales
            halves = pair.reshape(2, n_head, 2, -1)
            turned = halves * cos
            turned += halves[:, :, ::-1] * sin
            pair = turned.reshape(2, n_head, head_dim)
            keys, values = self.keys[number], self.values[number]
            keys[:, :, place] = pair[1]
            values[:, place] = parts[2]
            scores = np.matmul(pair[0][:, None], keys[:, :, :end])  # (H, 1, n)
            scores -= np.maximum.reduce(scores, axis=2, keepdims=True)
            np.exp(scores, out=scores)
            mixed = np.matmul(scores, values[:, :end])
            mixed /= np.add.reduce(scores, axis=2, keepdims=True)
            x += layer.output.times(mixed.reshape(-1))
            both = layer.hidden.times(scaled(x))
            x += layer.down.times(gated(both[:hidden], both[hidden:]))
        return self.weights.prediction.times(scaled(x))


def scaled(x: Floats) -> Floats:
    """(n,) scaled to unit mean square: `normalised` with the arithmetic of one number outside NumPy."""
    unit: Floats = x * np.float32(1 / math.sqrt(float(x.dot(x)) / len(x) + EPSILON))
    return unit


def normalised(x: Floats) -> Floats:
    """(..., n) scaled to unit mean square."""
    squares = np.vecdot(x, x)
    squares /= x.shape[-1]
    squares += EPSILON
    np.sqrt(squares, out=squares)
    return np.asarray(x / squares[..., None])


def turned(x: Floats, rotary: Floats) -> Floats:
    """(..., D) turned by angles, of which `rotary` holds cosines and sines (2, ..., 2, D / 2) (Su et al. 2021)."""
    halves = x.reshape(*x.shape[:-1], 2, -1)
    out: Floats = halves * rotary[0]
    out += halves[..., ::-1, :] * rotary[1]
    return out.reshape(x.shape)


def gated(half: Floats, up: Floats) -> Floats:
    """silu(gate) * up, given half of the gate: a sigmoid is a tanh of half, and a tanh cannot overflow."""
    out: Floats = np.tanh(half)
    out += ONE
    out *= half
    out *= up
    return out
