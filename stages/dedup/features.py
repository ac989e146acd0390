"""What is kept of a text, so that it need not be read again: sizes, hashes, a sketch and a fingerprint.

A shingle is a few words in a row. A sketch keeps the shingles with the smallest hashes (FracMinHash: Irber et al. 2022;
bottom-k for short texts). Its shingles are longer than those that two texts are judged by: they occur less by chance.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stages.dedup.paragraphs import hash_paragraphs
from stages.dedup.params import DedupParams
from stages.dedup.words import ODD, Hashes, hash_words, mix

DIGEST = 16  # bytes
FACTORS = mix(np.arange(1001, 1065, dtype=np.uint64) * ODD) | np.uint64(1)  # (64,) odd, one per place in a shingle
ROWS_PER_SUM = 255  # votes that a byte can count


@dataclass(frozen=True)
class Features:
    """What is kept of a text."""

    content: bytes  # 16 bytes; equal for the same characters
    normalised: bytes  # 16 bytes; equal for the same words; zeros for a text without words
    simhash: bytes  # 16 bytes
    size: int  # different shingles
    sketch: Hashes  # sorted
    paragraphs: Hashes  # sorted, each once


def compute_features(text: str, params: DedupParams) -> Features:
    """Everything that dedup stores about a text, in one pass."""
    words = hash_words(text)
    return Features(
        content=digest(text.encode("utf-8", "surrogatepass")),
        normalised=digest(words.tobytes()) if len(words) else bytes(DIGEST),
        simhash=make_simhash(words),
        size=len(make_shingles(words, params.shingle_words)),
        sketch=make_sketch(hash_shingles(words, params.sketch_words), params),
        paragraphs=hash_paragraphs(text, params.boilerplate),
    )


def digest(content: bytes) -> bytes:
    """16 bytes."""
    return hashlib.sha256(content).digest()[:DIGEST]  # hardware makes it twice as fast as BLAKE2


def hash_shingles(words: Hashes, width: int) -> Hashes:
    """(words - width + 1,) hashes of every `width` words in a row, in order; a shorter text is one shingle."""
    if not len(words):
        return words
    width = min(width, len(words))
    count = len(words) - width + 1
    total = words[:count] * FACTORS[0]
    for place in range(1, width):
        total += words[place : place + count] * FACTORS[place]
    return mix(total)


def make_shingles(words: Hashes, width: int) -> Hashes:
    """Sorted hashes of every `width` words in a row, each once."""
    return different(hash_shingles(words, width))


def different(hashes: Hashes) -> Hashes:
    """Sorted, each once (np.unique hashes first and takes twice as long)."""
    ordered = hashes.copy()
    ordered.sort()
    once: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered
    return once


def make_sketch(shingles: Hashes, params: DedupParams) -> Hashes:
    """The shingles below 1/`sketch_denominator` of the range, and at least the `min_sketch` smallest."""
    below = different(shingles[shingles < sketch_limit(params)])
    return below if len(below) >= params.min_sketch else different(shingles)[: params.min_sketch].copy()


def sketch_limit(params: DedupParams) -> np.uint64:
    """Below it every text keeps its shingles."""
    return np.uint64((2**64 - 1) // params.sketch_denominator)


def make_simhash(words: Hashes) -> bytes:
    """128-bit simhash (Charikar 2002) of the word pairs, each counted as often as it occurs."""
    votes = simhash_votes(hash_shingles(words, 2))
    sums = np.zeros(128, np.int64)
    for start in range(0, len(votes), ROWS_PER_SUM):
        bits = np.unpackbits(votes[start : start + ROWS_PER_SUM], axis=1)
        sums += np.add.reduce(bits, axis=0, dtype=np.uint8)
    return np.packbits(2 * sums > len(votes)).tobytes()


def simhash_votes(pairs: Hashes) -> NDArray[np.uint8]:
    """(pairs, 16) the 128 bits that a word pair votes with: its hash, and that hashed again."""
    return np.stack([pairs, mix(pairs + ODD)], axis=1, dtype="<u8").view(np.uint8)
