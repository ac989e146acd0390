"""Strong signs of someone under eighteen: stated ages, school years, age-coded terms, "barely legal" coding.

Works on folded text (see `pipeline.gate.fold`). Durations, times of day and adult ages are none: every number
that may be an age is found first, and is one when what stands behind it says so ("years old"), or when what stands
before it does ("she was") and nothing behind it speaks against that ("miles"). What stands before is read from the
number backwards, so that each number costs the same.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import repeat
from typing import NamedTuple

from pipeline.gate import behind, leads, numbers, relative
from pipeline.gate.beside import may_be_ages
from pipeline.gate.signs import AFTER_WORD, EXCUSED, IN_FIGURES, IN_WORDS, NO_AGE, NUMBER_WORDS, STRONG
from pipeline.gate.starts import Words

STATED_AGE = "stated_age"
REACH = 48  # characters before a number that say whether it is an age
NUMBER_STARTS = frozenset(word[:2] for word in NUMBER_WORDS)
FIRST_FIGURE = re.compile(r"\d+")
LOWEST = 2  # years that what stands before a number can make an age
APART = ("bracket", "comma")  # a number set apart is known in every language
ENDS = {  # lowest age, and what must stand behind it
    "any": (2, behind.PLAIN_END),
    "subject": (2, behind.STRICT_END),
    "ten": (10, behind.PLAIN_END),
    "plural": (10, behind.STRICT_END),
    "late": (13, behind.STRICT_END),
    "elsewhere": (13, behind.STRICT_END_ELSEWHERE),
    "elsewhere_of": (10, behind.PLAIN_END),
    "elsewhere_ten": (10, behind.STRICT_END_ELSEWHERE),
    "bracket": (10, behind.BRACKET),  # Anna (16)
    "comma": (10, behind.COMMA),  # Anna, 16, left
}


def find_strong_signs(words: Words, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """The rule and the place of each strong sign of a folded text between two places, in order."""
    folded, figures = words.folded, may_be_ages(words, start, len(words.folded) if end is None else end)
    end = len(folded) if end is None else end
    others, done = relative.Numbers(words), 0
    for found in in_order(IN_WORDS.finditer(words, start, end), figured(folded, figures.tolist(), end)):
        place = found.start()
        if place >= done:
            if rule := rule_of(folded, found, others):
                yield rule, place
            done = found.end()


def figured(folded: str, places: Iterable[int], end: int) -> Iterator[re.Match[str]]:
    """The matches of IN_FIGURES at these places."""
    return filter(None, map(partial(IN_FIGURES.match, folded), places, repeat(end)))


def in_order(words: Iterator[re.Match[str]], figures: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Both by where they begin; several times faster than `heapq.merge` with a key."""
    word = next(words, None)
    for figure in figures:
        place = figure.start()
        while word is not None and word.start() <= place:
            yield word
            word = next(words, None)
        yield figure
    if word is not None:
        yield word
        yield from words


def rule_of(folded: str, found: re.Match[str], others: relative.Numbers) -> str | None:
    """The rule behind a match of IN_WORDS or IN_FIGURES; None for what is excused, and for a number that is no age."""
    place, end, kind, number = found.start(), found.end(), found.lastgroup, found[0][1:]
    if kind is not None:
        figure = FIRST_FIGURE.match(number)
        assert figure is not None
        said = Number(folded, place + 1, end, figure[0], int(figure[0]))
        return STATED_AGE if is_age(said, kind, number[figure.end() :]) else None
    value = NUMBER_WORDS.get(number)
    if value is None and number[:2] in NUMBER_STARTS:
        number = " ".join(number.replace("-", " ").split())
        value = NUMBER_WORDS.get(number)
    if value is not None:
        return STATED_AGE if is_worded_age(Number(folded, place + 1, end, number, value)) else None
    if EXCUSED.match(folded, place):
        return None
    if told := relative.RELATIVE.match(folded, place):
        return STATED_AGE if others.tell_young(told) else None
    return next((rule for rule, pattern in STRONG.items() if pattern.match(folded, place)), STATED_AGE)


class Number(NamedTuple):
    """A number that may be an age, and where it stands."""

    folded: str
    start: int
    end: int
    written: str
    value: int


def is_worded_age(number: Number) -> bool:
    """Whether a number in words is an age under eighteen."""
    if after := AFTER_WORD.match(number.folded, number.end):
        return is_age(number, after.lastgroup, after[0])
    return number.value >= LOWEST and NO_AGE.match(number.folded, number.end) is not None and has_lead(number)


def is_age(number: Number, kind: str | None, tail: str) -> bool:
    """Whether a number, with what stands behind it, is an age under eighteen.

    Args:
        kind: `age` or `years` where what stands behind says so; anything else where it does not.
    """
    folded, start, _, _, value = number
    if "month" in tail:
        return leads.GROWN_YEARS.match(before_number(folded, start)) is None
    if kind == "age" and value < 18:
        return leads.THING.match(before_number(folded, start)) is None
    if kind == "years" and value < 18:
        return not is_duration(folded, start, tail) and leads.THING.match(before_number(folded, start)) is None
    return LOWEST <= value <= 18 and has_lead(number)


def is_duration(folded: str, start: int, tail: str) -> bool:
    """Whether what stands before a number of years makes them a duration; `ha 15 anni` tells an age."""
    before = leads.DURATION.match(before_number(folded, start))
    return before is not None and not (before[0].strip() == "ah" and tail.endswith("anni"))


def before_number(folded: str, start: int) -> str:
    """What stands before a number, backwards."""
    return folded[max(0, start - REACH) : start][::-1]


def has_lead(number: Number) -> bool:
    """Whether what stands before a number makes it an age under eighteen."""
    before = before_number(number.folded, number.start)
    if number.value == 18:
        return leads.LEAD_OF_EIGHTEEN.match(before) is not None
    lead = leads.LEAD.match(before)
    if lead is None:
        return False
    if lead["lead"] is None:
        kinds = [lead.lastgroup or ""]
    else:
        kinds = leads.KINDS.get(" ".join(lead["lead"][::-1].replace("-", " ").split()), [])
    return any(fits(number, kind) for kind in kinds) and not leads.THING.match(before)


def fits(number: Number, kind: str) -> bool:
    """Whether a number behind a lead of this kind is an age under eighteen."""
    folded, _, end, written, value = number
    lowest, closing = ENDS[kind]
    words = numbers.OTHER_LANGUAGES if kind.startswith("elsewhere") else numbers.ENGLISH
    known = written in words or written.isdigit() or (kind in APART and value > 12)
    return known and lowest <= value < 18 and closing.match(folded, end) is not None
