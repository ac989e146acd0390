"""What two texts are compared by: word hashes, shingles, sketches and fingerprints, in NumPy.

A shingle is three words in a row; a sketch keeps the smallest hashes (FracMinHash: Irber et al. 2022, bottom-k for
short texts). Words are runs of ASCII letters and digits, so that case, punctuation, quotes, white space and most
mojibake change nothing; where other alphabets prevail their letters count too.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.sites import paragraph_key
from stages.dedup.params import DedupParams

Hashes = NDArray[np.uint64]

CHUNK = 1 << 20  # bytes hashed at a time: memory stays flat for long texts
LONGEST_WORD = 64  # letters told apart by place
SHINGLE_WORDS = 3
ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, as in splitmix64


def mix(values: Hashes) -> Hashes:
    """The finaliser of splitmix64: every input bit reaches every output bit."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def letter_table(above_ascii: bool) -> NDArray[np.uint8]:
    """(256,) which byte stands for which letter, case folded; 0 separates words."""
    table = np.zeros(256, np.uint8)
    for letters in (b"0123456789", b"abcdefghijklmnopqrstuvwxyz"):
        table[list(letters)] = list(letters)
        table[list(letters.upper())] = list(letters)
    if above_ascii:
        table[128:] = np.arange(128, 256)
    return table


LATIN, ANY_ALPHABET = letter_table(above_ascii=False), letter_table(above_ascii=True)
LETTERS = mix(np.arange(1, 257, dtype=np.uint64) * ODD)  # (256,) a random number per letter
PLACES = mix(np.arange(1001, 1001 + LONGEST_WORD, dtype=np.uint64) * ODD) | np.uint64(1)  # (64,) odd, one per place
SHINGLE_FACTORS = PLACES[:SHINGLE_WORDS]
BIGRAM_FACTORS = PLACES[SHINGLE_WORDS : SHINGLE_WORDS + 2]
BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.int64)  # (256, 8), high bit first


@dataclass(frozen=True)
class Features:
    """What is kept of a text."""

    size: int  # different shingles
    normalised: bytes  # 16 bytes; equal for texts with the same words; empty for a text without words
    sketch: Hashes  # sorted
    simhash: str  # 32 hexadecimal digits
    paragraphs: Hashes  # sorted, each once


def compute_features(text: str, params: DedupParams) -> Features:
    """Everything that dedup stores about a text, in one pass."""
    words = hash_words(text)
    shingles = make_shingles(words)
    return Features(
        size=len(shingles),
        normalised=hashlib.blake2b(words.tobytes(), digest_size=16).digest() if len(words) else b"",
        sketch=make_sketch(shingles, params),
        simhash=make_simhash(words),
        paragraphs=hash_paragraphs(text, params.boilerplate.min_words),
    )


def hash_words(text: str) -> Hashes:
    """(words,) one hash per word, in the order of the text."""
    data = text.encode("utf-8", "replace")
    content = np.frombuffer(data, np.uint8)
    table = LATIN
    if 2 * np.count_nonzero(content >= 128) > np.count_nonzero(LATIN[content]):
        data, table = text.lower().encode("utf-8", "replace"), ANY_ALPHABET
    pieces = []
    start = 0
    while start < len(data):
        end = min(start + CHUNK, len(data))
        if end < len(data):
            end = data.rfind(b" ", start, end) + 1 or end
        pieces.append(hash_chunk(table[np.frombuffer(data, np.uint8, end - start, start)]))
        start = end
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint64)


def hash_chunk(letters: NDArray[np.uint8]) -> Hashes:
    """Word hashes of one piece; `letters` holds 0 between words."""
    inside = np.flatnonzero(letters)
    if not len(inside):
        return np.empty(0, np.uint64)
    begins = np.diff(inside, prepend=-2) > 1
    firsts = np.flatnonzero(begins)
    lengths = np.diff(firsts, append=len(inside))
    places = np.arange(len(inside)) - np.repeat(firsts, lengths)
    values = LETTERS[letters[inside]] * PLACES[np.minimum(places, LONGEST_WORD - 1)]
    hashes: Hashes = mix(np.add.reduceat(values, firsts))
    return hashes


def make_shingles(words: Hashes) -> Hashes:
    """Sorted hashes of every three words in a row, each once; a shorter text is one shingle."""
    if not len(words):
        return words
    width = min(SHINGLE_WORDS, len(words))
    rows = [words[i : len(words) - width + 1 + i] * SHINGLE_FACTORS[i] for i in range(width)]
    total = rows[0]
    for row in rows[1:]:
        total = total + row
    ordered = np.sort(mix(total))  # np.unique hashes first and takes twice as long
    different: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])]
    return different


def make_sketch(shingles: Hashes, params: DedupParams) -> Hashes:
    """The shingles below 1/`sketch_denominator` of the range, and at least the `min_sketch` smallest."""
    kept = int(np.searchsorted(shingles, sketch_limit(params)))
    return shingles[: max(kept, params.min_sketch)].copy()


def sketch_limit(params: DedupParams) -> np.uint64:
    """Below it every text keeps its shingles."""
    return np.uint64((2**64 - 1) // params.sketch_denominator)


def hash_bigrams(words: Hashes) -> Hashes:
    """Hashes of every two words in a row, in order; of the word itself when there is only one."""
    if len(words) < 2:
        return words
    return mix(words[:-1] * BIGRAM_FACTORS[0] + words[1:] * BIGRAM_FACTORS[1])


def make_simhash(words: Hashes) -> str:
    """128-bit simhash (Charikar 2002) of the word pairs, each counted as often as it occurs."""
    bigrams = hash_bigrams(words)
    counts = np.zeros((16, 256), np.int64)
    for start in range(0, len(bigrams), CHUNK):
        columns = feature_bytes(bigrams[start : start + CHUNK]) + 256 * np.arange(16)
        counts += np.bincount(columns.ravel(), minlength=16 * 256).reshape(16, 256)
    sums = (counts @ BITS).ravel()
    return np.packbits(2 * sums > len(bigrams)).tobytes().hex()


def feature_bytes(bigrams: Hashes) -> NDArray[np.uint8]:
    """(bigrams, 16) the 128 bits that a word pair votes with, most significant byte first."""
    halves = np.stack([mix(bigrams + ODD), mix(bigrams ^ ODD)], axis=1)
    return halves.astype(">u8").view(np.uint8)


def hash_paragraphs(text: str, min_words: int) -> Hashes:
    """Sorted hashes of the paragraphs of at least `min_words` words, each once."""
    keys = {paragraph_key(paragraph) for paragraph in text.split("\n\n") if paragraph.count(" ") + 1 >= min_words}
    return np.sort(np.frombuffer(b"".join(keys), np.uint64))
