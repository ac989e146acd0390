"""The sober reference: a character n-gram with modified Kneser-Ney smoothing (Chen and Goodman 1999), in NumPy."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from pipeline.errors import DataError
from pipeline.files import write_bytes

NGRAM = "ngram.safetensors"  # beside the checkpoints
Ids = NDArray[np.uint16]
Keys = NDArray[np.uint64]
Shares = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Level:
    """The n-grams of one length, sorted, and their contexts, sorted."""

    grams: Keys
    shares: Shares  # each n-gram's discounted share of its context's count
    contexts: Keys
    left: Shares  # the share of each context's count that the discounts free for shorter n-grams


class NGram:
    """Probabilities of a symbol after the `order` before it."""

    def __init__(self, symbols: Ids, levels: list[Level]) -> None:
        """What was counted.

        Args:
            symbols: the ids that were seen, rising.
            levels: the longest n-grams first.
        """
        self.symbols, self.levels, self.order = symbols, levels, len(levels) - 1
        self.bits = len(symbols).bit_length()  # one symbol more stands for all that were never seen

    @classmethod
    def of(cls, ids: Ids, order: int) -> "NGram":
        """Count (N,) ids; `order` is lowered to what fits 64 bits."""
        counted = cls(np.unique(ids), [])
        order = min(order, 64 // counted.bits - 1, len(ids) - 1)
        grams, counts = np.unique(counted.keys(counted.indices(ids), order), return_counts=True)
        counted.levels.append(level(grams, counts, counted.bits))
        for length in range(order, 0, -1):  # a shorter n-gram counts the different symbols it came after
            mask = np.uint64((1 << counted.bits * length) - 1)
            grams, counts = np.unique(counted.levels[-1].grams & mask, return_counts=True)
            counted.levels.append(level(grams, counts, counted.bits))
        return cls(counted.symbols, counted.levels)

    def save(self, path: Path) -> None:
        """Write it as safetensors, shares in float32."""
        tensors: dict[str, NDArray[Any]] = {"symbols": self.symbols}
        for number, each in enumerate(self.levels):
            tensors |= {f"{number}.grams": each.grams, f"{number}.contexts": each.contexts}
            tensors |= {
                f"{number}.shares": each.shares.astype(np.float32),
                f"{number}.left": each.left.astype(np.float32),
            }
        write_bytes(path, save(tensors))

    @classmethod
    def load(cls, path: Path) -> "NGram | None":
        """What `save` wrote; None where there is none.

        Raises:
            DataError: the file is damaged.
        """
        try:
            tensors = load_file(path)
            numbers = range(sum(name.endswith(".grams") for name in tensors))
            names = ("grams", "shares", "contexts", "left")
            return cls(tensors["symbols"], [Level(*(tensors[f"{each}.{name}"] for name in names)) for each in numbers])
        except FileNotFoundError:
            return None
        except (SafetensorError, OSError, KeyError) as error:
            raise DataError(f"{path}: not an n-gram model ({error}); delete it, then `dvc repro -f train`") from None

    def following(self, recent: Sequence[int]) -> dict[int, float]:
        """Each seen symbol's probability after the newest ids."""
        newest = self.indices(np.array(recent[-self.order or len(recent) :], dtype=np.uint16)).tolist()
        probability = np.full(len(self.symbols), 1 / (len(self.symbols) + 1))
        for length, found in enumerate(reversed(self.levels)):
            if length > len(newest):
                break
            context = 0
            for place in newest[len(newest) - length :]:
                context = context << self.bits | place
            at = int(np.searchsorted(found.contexts, np.uint64(context)))
            if at == len(found.contexts) or found.contexts[at] != context:
                break  # then no longer one was seen either
            ends = np.array([context << self.bits, (context << self.bits) + len(self.symbols)], dtype=np.uint64)
            first, last = np.searchsorted(found.grams, ends)
            probability *= found.left[at]
            following = (found.grams[first:last] & np.uint64((1 << self.bits) - 1)).astype(np.int64)
            probability[following] += found.shares[first:last]
        probability /= probability.sum()
        return dict(zip(self.symbols.tolist(), probability.tolist(), strict=True))

    def indices(self, ids: Ids) -> Keys:
        """Ids as places among the known symbols; len(symbols) for any other."""
        places = np.searchsorted(self.symbols, ids)
        known = self.symbols[np.minimum(places, len(self.symbols) - 1)] == ids
        return np.where(known, places, len(self.symbols)).astype(np.uint64)

    def keys(self, indices: Keys, order: int) -> Keys:
        """(N - order,) each symbol packed into one number with the `order` before it."""
        packed = np.zeros(len(indices) - order, dtype=np.uint64)
        for place in range(order + 1):
            packed = packed << np.uint64(self.bits) | indices[place : len(indices) - order + place]
        return packed

    def bits_of(self, ids: Ids) -> NDArray[np.float64]:
        """Bits of each of ids[order:], each after the `order` symbols before it."""
        keys = self.keys(self.indices(ids), self.order)
        probability = np.full(len(keys), 1 / (len(self.symbols) + 1))
        for number, found in enumerate(reversed(self.levels), start=1):
            mask = np.uint64((1 << self.bits * number) - 1)
            probability = interpolated(found, keys & mask, self.bits, probability)
        return np.asarray(-np.log2(probability))


def level(grams: Keys, counts: NDArray[np.int64], bits: int) -> Level:
    """Discounted shares of sorted n-grams."""
    contexts, first, kinds = np.unique(grams >> np.uint64(bits), return_index=True, return_counts=True)
    totals = np.add.reduceat(counts, first)
    taken = discounts(counts)[np.minimum(counts, 3)]
    return Level(grams, (counts - taken) / np.repeat(totals, kinds), contexts, np.add.reduceat(taken, first) / totals)


def discounts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """What is taken off a count of 0, 1, 2, and 3 or more."""
    n1, n2, n3, n4 = (max(1, int((counts == times).sum())) for times in (1, 2, 3, 4))
    rate = n1 / (n1 + 2 * n2)
    chosen = [0.0, 1 - 2 * rate * n2 / n1, 2 - 3 * rate * n3 / n2, 3 - 4 * rate * n4 / n3]
    return np.array([min(max(value, 0.1 * times), 0.9 * times) for times, value in enumerate(chosen)])


def interpolated(found: Level, keys: Keys, bits: int, lower: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of n-grams, given those of the n-grams one shorter."""
    contexts = keys >> np.uint64(bits)
    left = look_up(found.contexts, found.left, contexts)
    return np.asarray(np.where(left > 0, look_up(found.grams, found.shares, keys) + left * lower, lower))


def look_up(sorted_keys: Keys, values: Shares, keys: Keys) -> NDArray[np.float64]:
    """The value beside each key, 0 where there is none."""
    places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.where(sorted_keys[places] == keys, values[places], 0.0)
