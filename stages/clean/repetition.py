"""How much of a text repeats itself (Rae et al. 2021, "Gopher", table A1), in NumPy."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

NGRAM = 10  # words
MAX_WORDS = 200_000  # of a text, looked at for repetition: memory stays flat
# Odd and without pattern (2^64 over the golden ratio; a prime of xxHash): what they are changes no verdict.
MULTIPLIER, OFFSET, SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(29)

Hashes = NDArray[np.uint64]


def repeated_paragraphs(text: str) -> float:
    """Share of characters in paragraphs that stood before."""
    seen: set[str] = set()
    repeated = 0
    for paragraph in text.split("\n\n"):
        if paragraph in seen and paragraph != "***":
            repeated += len(paragraph)
        seen.add(paragraph)
    return repeated / max(1, len(text))


def word_numbers(words: Sequence[str], vocabulary: Iterable[str]) -> Hashes:
    """(N,) the number of each word within a vocabulary that holds them all."""
    numbers = {word: number for number, word in enumerate(vocabulary, start=1)}
    return np.fromiter(map(numbers.__getitem__, words), np.uint64, len(words))


def joined(first: Hashes, second: Hashes) -> Hashes:
    """A hash of each pair."""
    count = min(len(first), len(second))
    hashes: Hashes = (first[:count] * MULTIPLIER) ^ (second[:count] + OFFSET)
    hashes ^= hashes >> SHIFT
    return hashes


def ngrams(numbers: Hashes, length: int) -> Hashes:
    """(N - length + 1,) a hash of each run of words, put together from runs of half the length."""
    if length > len(numbers):
        return np.zeros(0, np.uint64)
    if length == 1:
        return numbers
    half = 1 << ((length - 1).bit_length() - 1)  # the largest power of two below
    first = ngrams(numbers, half)
    rest = first if length == 2 * half else ngrams(numbers, length - half)
    return joined(first, rest[half:])


def top_trigram(words: Sequence[str], numbers: Hashes) -> float:
    """Share of the words' characters in the most frequent three words; of several, the first."""
    hashes = ngrams(numbers, 3)
    ordered = np.sort(hashes)
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    counts = np.diff(np.r_[starts, len(ordered)])
    total = sum(map(len, words))
    if not len(hashes) or not total or (top := int(counts.max())) < 2:
        return 0.0
    start = int(np.isin(hashes, ordered[starts[counts == top]]).argmax())
    return top * sum(map(len, words[start : start + 3])) / total


def repeated_ngrams(numbers: Hashes) -> float:
    """Share of words inside runs of `NGRAM` words that stood before."""
    runs = ngrams(numbers, NGRAM)
    ordered = np.sort(runs)  # np.unique takes twenty times as long when it keeps no places
    if not (ordered[1:] == ordered[:-1]).any():
        return 0.0
    _, first = np.unique(runs, return_index=True)
    again = np.ones(len(runs), np.int64)
    again[first] = 0
    edges = np.zeros(len(numbers) + 1, np.int64)
    edges[: len(runs)] += again
    edges[NGRAM : NGRAM + len(runs)] -= again
    return float(np.count_nonzero(np.cumsum(edges[:-1]))) / max(1, len(numbers))
