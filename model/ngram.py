"""The sober reference: a character n-gram with modified Kneser-Ney smoothing (Chen and Goodman 1999), in NumPy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]


@dataclass(frozen=True)
class Level:
    """The n-grams of one length, sorted, and their contexts, sorted."""

    grams: Keys
    shares: NDArray[np.float64]  # each n-gram's discounted share of its context's count
    contexts: Keys
    left: NDArray[np.float64]  # the share of each context's count that the discounts free for shorter n-grams


class NGram:
    """Probabilities of a symbol after the `order` before it."""

    def __init__(self, ids: NDArray[np.uint16], order: int) -> None:
        """Count (N,) ids; `order` is lowered to what fits 64 bits."""
        self.symbols = np.unique(ids)
        self.bits = len(self.symbols).bit_length()  # one symbol more stands for all that were never seen
        self.order = min(order, 64 // self.bits - 1, len(ids) - 1)
        grams, counts = np.unique(self.keys(self.indices(ids), self.order), return_counts=True)
        self.levels = [level(grams, counts, self.bits)]
        for length in range(self.order, 0, -1):  # a shorter n-gram counts the different symbols it came after
            mask = np.uint64((1 << self.bits * length) - 1)
            grams, counts = np.unique(self.levels[-1].grams & mask, return_counts=True)
            self.levels.append(level(grams, counts, self.bits))

    def indices(self, ids: NDArray[np.uint16]) -> Keys:
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

    def bits_of(self, ids: NDArray[np.uint16]) -> NDArray[np.float64]:
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


def look_up(sorted_keys: Keys, values: NDArray[np.float64], keys: Keys) -> NDArray[np.float64]:
    """The value beside each key, 0 where there is none."""
    places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.where(sorted_keys[places] == keys, values[places], 0.0)
