"""One hash per word of a text, in NumPy.

Words are runs of ASCII letters and digits, so that case, punctuation, quotes, white space and most mojibake change
nothing; where another alphabet prevails its letters count too, and each sign of a script without spaces is a word.
"""

import re

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

CHUNK = 1 << 16  # bytes hashed at a time: memory stays flat for long texts
SHIFTS = np.array([30, 27, 31], np.uint64)
MIXERS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)
ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, as in splitmix64
FIRST_GREEK = 0x370  # code points below are Latin letters and signs
SYMBOLS = (0x2000, 0x2C00)  # punctuation, arrows, ornaments
REPLACEMENT = 0xFFFD  # stands for what could not be decoded
NOT_LETTERS = re.compile(r"[\W_]+")
SIGNS = re.compile(r"([\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff])")


def mix(values: Hashes) -> Hashes:
    """The finaliser of splitmix64: every input bit reaches every output bit."""
    values = values ^ (values >> SHIFTS[0])
    values *= MIXERS[0]
    values ^= values >> SHIFTS[1]
    values *= MIXERS[1]
    values ^= values >> SHIFTS[2]
    return values


def letter_table(above_ascii: bool) -> Hashes:
    """(256,) a random number for each byte, cases alike; 0 for what separates words."""
    numbers = mix(np.arange(1, 257, dtype=np.uint64) * ODD) | np.uint64(1)
    table = np.zeros(256, np.uint64)
    for letters in (b"0123456789", b"abcdefghijklmnopqrstuvwxyz"):
        table[list(letters)] = table[list(letters.upper())] = numbers[list(letters)]
    if above_ascii:
        table[128:] = numbers[128:]
    return table


LATIN, ANY_ALPHABET = letter_table(above_ascii=False), letter_table(above_ascii=True)
BASE = 0xD1342543DE82EF95  # odd, so that it has an inverse modulo 2^64
POWERS, INVERSES = (
    np.append(np.uint64(1), np.cumprod(np.full(CHUNK, base, np.uint64))) for base in (BASE, pow(BASE, -1, 1 << 64))
)


def hash_words(text: str) -> Hashes:
    """(words,) one hash per word, in the order of the text."""
    data, table = text.encode("utf-8", "replace"), LATIN
    if is_foreign(text, data):
        data = SIGNS.sub(r" \1 ", NOT_LETTERS.sub(" ", text.lower())).encode("utf-8", "replace")
        table = ANY_ALPHABET
    content = np.frombuffer(data, np.uint8)
    pieces = []
    start = 0
    while start < len(content):
        words, used = hash_chunk(table[content[start : start + CHUNK]], start + CHUNK >= len(content))
        pieces.append(words)
        start += used
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint64)


def is_foreign(text: str, data: bytes) -> bool:
    """Whether a third of the letters are of other alphabets than Latin; symbols, such as mojibake brings, are none."""
    if len(data) == len(text):
        return False
    letters = np.count_nonzero(LATIN[np.frombuffer(data, np.uint8)])
    if 2 * (len(data) - len(text)) <= letters:  # another alphabet's letter takes two bytes or more
        return False
    signs = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")
    symbols = (signs >= SYMBOLS[0]) & (signs < SYMBOLS[1]) | (signs == REPLACEMENT)
    return bool(2 * np.count_nonzero((signs >= FIRST_GREEK) & ~symbols) > letters)


def hash_chunk(letters: Hashes, last: bool) -> tuple[Hashes, int]:
    """Word hashes of one piece, and how much of it they cover: a word cut by the end is left to the next piece.

    A word's hash is its polynomial in `BASE`: the difference of two running sums, brought back to power 0.
    """
    inside = np.zeros(len(letters) + 2, np.bool_)
    np.not_equal(letters, 0, out=inside[1:-1])
    bounds = np.flatnonzero(inside[1:] != inside[:-1])
    begins, ends = bounds[::2], bounds[1::2]
    used = len(letters)
    if not last and len(begins) > 1 and ends[-1] == used:
        used = int(begins[-1])
        begins, ends = begins[:-1], ends[:-1]
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * POWERS[: len(letters)], out=sums[1:])
    return mix(np.multiply(sums[ends] - sums[begins], INVERSES[begins], dtype=np.uint64)), used
