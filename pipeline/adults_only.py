"""The one boundary without a switch: no text that brings together sexual content and anyone under eighteen.

Strong signs (a stated age, school years, age-coded terms, "barely legal" coding) refuse a whole text that has sexual
content anywhere; weak signs (child, kid, boy, girl, daughter ...) refuse within 1,500 characters of it. Recall comes
first: false refusals are accepted and counted. Rules cannot see everything; CONTRIBUTING states the limits.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.gate import terms, young
from pipeline.gate.ages import find_strong_signs
from pipeline.gate.figures import figure_places
from pipeline.gate.fold import fold, original_offset
from pipeline.gate.patterns import compile_terms
from pipeline.languages import LANGUAGES

__all__ = ["LANGUAGES", "Refusal", "find_refusal"]

WEAK_REACH = 1500  # characters between a weak sign and sexual content
STRONG_REACH = 300  # characters between a strong sign and a suggestive word that counts alone
EDGE = 50  # characters around a sign that tell what it means
SUGGESTIVE_REACH = 400  # characters within which suggestive words add up
STEM = 6  # first characters that make suggestive words the same one


@dataclass(frozen=True)
class Refusal:
    """Why a text is refused: never the text itself."""

    rule: str  # stated_age, school_years, age_coded, barely_legal or young_person_near
    where: int  # offset in the text, characters


EXPLICIT = compile_terms(terms.EXPLICIT)
SEXUAL = compile_terms(f"{terms.EXPLICIT.strip()}, {terms.SUGGESTIVE}")
SUGGESTIVE_ALONE = compile_terms(terms.SUGGESTIVE_ALONE)
WEAK = compile_terms(young.WEAK)


def find_refusal(text: str) -> Refusal | None:
    """The rule that refuses a text, and where; None when nothing does.

    Give a document together with its title, tags, URL and query, and an output together with its prompt and the
    story so far: only what stands in `text` is judged.
    """
    folded = " " + fold(text)  # the patterns match what stands before a word, too
    alone: list[int] = []
    places = sexual_places(folded, alone)
    first = next(places, None)
    if first is None:
        refusal = find_close_sign(folded, alone)
    else:
        refusal = next(find_strong_signs(folded), None) or find_weak_sign(folded, chain([first], places))
    return Refusal(refusal[0], original_offset(text, refusal[1])) if refusal else None


def sexual_places(folded: str, alone: list[int]) -> Iterator[int]:
    """Offsets of sexual content, in order: explicit words, and three different suggestive ones within reach.

    Args:
        alone: takes the offsets of suggestive words that count alone where a strong sign is near.
    """
    last: list[tuple[int, str]] = []  # where the two latest different suggestive words stood
    for found in SEXUAL.finditer(folded):
        start, stem = found.start(), found[0][1:STEM]
        if EXPLICIT.match(folded, start):
            yield start
            continue
        if SUGGESTIVE_ALONE.match(folded, start):
            alone.append(start)
        last = [(at, word) for at, word in last if start - at <= SUGGESTIVE_REACH and word != stem]
        if len(last) == 2:
            yield start
            last = last[1:]
        last.append((start, stem))


def find_weak_sign(folded: str, places: Iterable[int]) -> tuple[str, int] | None:
    """The first word for a young person within reach of sexual content."""
    sexual: list[int] = []
    for found in WEAK.finditer(folded):
        sexual = sexual or list(places)
        if is_near(found.start(), sexual, WEAK_REACH):
            return "young_person_near", found.start()
    return None


def find_close_sign(folded: str, alone: Sequence[int]) -> tuple[str, int] | None:
    """The first strong sign within reach of a suggestive word that counts alone."""
    figures = figure_places(folded) if alone else None
    for start, end in joined(alone, STRONG_REACH + EDGE):
        for rule, where in find_strong_signs(folded, figures, start, end):
            if is_near(where, alone, STRONG_REACH):
                return rule, where
    return None


def joined(places: Iterable[int], reach: int) -> Iterator[tuple[int, int]]:
    """Start and end of the stretches within reach of sorted places, those that touch as one."""
    stretch: tuple[int, int] | None = None
    for place in places:
        low, high = max(0, place - reach), place + reach
        if stretch is not None and low > stretch[1]:
            yield stretch
            stretch = None
        stretch = (stretch[0] if stretch else low, high)
    if stretch is not None:
        yield stretch


def is_near(where: int, offsets: Sequence[int], reach: int) -> bool:
    """True when one of the sorted offsets lies within reach."""
    right = bisect_left(offsets, where)
    after = right < len(offsets) and offsets[right] - where <= reach
    return after or (right > 0 and where - offsets[right - 1] <= reach)
