"""Which numbers in figures may be an age by what stands right beside them, found with NumPy.

Most numbers of a text have neither a word before them that an age stands behind nor anything behind them that makes an
age of any number. What is left out here cannot be an age; what stays is judged as before.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.gate import leads, signs
from pipeline.gate.figures import Places
from pipeline.gate.patterns import one_of
from pipeline.gate.starts import (
    ANY,
    DEPTH,
    DIGIT,
    KIND,
    LETTERS,
    PADDING,
    Beginning,
    Words,
    beginnings_of,
    table_of,
)

FIRST_AGES = ("and", "to", "or")  # between fourteen and 16
SPACE = 0x20
BETWEEN = " \t\n\r\f\v)]\"'-"  # may stand between a number and what says that it is an age


def may_be_ages(words: Words, start: int, end: int) -> Places:
    """The place before each number between two places that what stands beside it can make an age or a school year."""
    low, high = np.searchsorted(words.figures, (start, end))
    places = words.figures[low:high]
    return may_be_ages_among(words, places) if words.is_long else places


def may_be_ages_among(words: Words, places: Places) -> Places:
    """Those of the places before numbers that what stands beside them can make an age or a school year."""
    behind = places + 2
    behind += words.kinds[behind + PADDING] == DIGIT
    return places[may_be_led(words, places) | words_behind(words, behind) | signs_behind()[words.told(behind)]]


def may_be_led(words: Words, places: Places) -> NDArray[np.bool_]:
    """Where the word before a number may make it an age, or where something else than one space stands before it."""
    codes = words.codes
    plain = (codes[places] == SPACE) & (words.kinds[places - 1 + PADDING] < DIGIT)
    led: NDArray[np.bool_] = ~plain | lead_table()[words.told(places - DEPTH)]
    return led


def words_behind(words: Words, behind: Places) -> NDArray[np.bool_]:
    """Where what stands behind a number may make it an age."""
    codes = words.codes
    is_between = between_codes()
    apart = codes[behind] == SPACE
    first = behind + apart
    told: NDArray[np.bool_] = is_between[codes[first]] | age_table()[words.told(first)]
    return told


@cache
def between_codes() -> NDArray[np.bool_]:
    """For each code, whether the character may stand between a number and what says that it is an age."""
    found = np.zeros(0x80, np.bool_)
    found[[ord(sign) for sign in BETWEEN]] = True
    found[:SPACE] = True
    return found


@cache
def lead_table() -> NDArray[np.bool_]:
    """For the last characters before a space, whether a word ends there that an age may stand behind."""
    edge = ANY - {DIGIT, *LETTERS}
    return table_of(ending(word, edge) for word in (*leads.lead_words(), *FIRST_AGES))


def ending(word: str, edge: frozenset[int]) -> Beginning:
    """The last characters of a word, and what stands before a short one."""
    last = [frozenset({int(KIND[ord(sign)])}) for sign in word[-DEPTH:]]
    before = [ANY] * DEPTH if len(word) >= DEPTH else [*[ANY] * (DEPTH - len(word) - 1), edge]
    return tuple([*before, *last][-DEPTH:])


@cache
def age_table() -> NDArray[np.bool_]:
    """For the first characters behind a number, whether they may say that it is an age."""
    return table_of(beginnings_of(signs.behind_figure(), DEPTH))


@cache
def signs_behind() -> NDArray[np.bool_]:
    """For the characters right behind a number, whether a sign may go on there that begins with figures."""
    found: set[Beginning] = set()
    for beginning in beginnings_of(one_of(signs.terms(with_figures=True)), DEPTH + 2):
        for figures in (1, 2):
            if all(DIGIT in kinds for kinds in beginning[:figures]):
                found.add(beginning[figures:])
    return table_of(found)
