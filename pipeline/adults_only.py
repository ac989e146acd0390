"""The one boundary without a switch: no text that brings together sexual content and anyone under eighteen.

Strong signs (a stated age, school years, age-coded terms, "barely legal" coding) refuse a whole text that has sexual
content anywhere; weak signs (child, kid, boy, girl, daughter ...) refuse within 1,500 characters of it. Recall comes
first: false refusals are accepted and counted. Rules cannot see everything; CONTRIBUTING states the limits.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pipeline.gate import idioms, terms, young
from pipeline.gate.ages import STATED_AGE, find_strong_signs
from pipeline.gate.fold import fold, original_offset
from pipeline.gate.grown import AGAIN, Grown
from pipeline.gate.past import is_past
from pipeline.gate.patterns import NO_LETTER, one_of, split_terms, whole_words
from pipeline.gate.search import Alternatives, Search
from pipeline.gate.starts import Words
from pipeline.languages import LANGUAGES

__all__ = ["LANGUAGES", "Refusal", "find_refusal"]

WEAK_REACH = 1500  # characters between a weak sign and sexual content
STRONG_REACH = 300  # characters between a strong sign and a suggestive word that counts alone
EDGE = 50  # characters around a sign that tell what it means
SUGGESTIVE_REACH = 400  # characters within which suggestive words add up
LEFT_BEHIND = {STATED_AGE: "age", "school_years": "word", "age_coded": "word"}  # signs that may be of the past
STEM = 6  # first characters that make suggestive words the same one


@dataclass(frozen=True)
class Refusal:
    """Why a text is refused: never the text itself."""

    rule: str  # stated_age, school_years, age_coded, barely_legal or young_person_near
    where: int  # offset in the text, characters


def counting(kind: str, parts: list[str]) -> str:
    """Words of sexual content, in a group that tells what they count for."""
    return f"(?P<{kind}>{one_of(parts)}){NO_LETTER}"


SEXUAL = Search(
    Alternatives(split_terms(terms.EXPLICIT), partial(counting, "explicit")),
    Alternatives(split_terms(terms.ROMANCE), partial(counting, "romance")),
    Alternatives(split_terms(terms.SUGGESTIVE_ALONE), partial(counting, "alone")),
    Alternatives(split_terms(terms.SUGGESTIVE), partial(counting, "some")),
)
NO_YOUNG = Search(Alternatives(split_terms(idioms.NO_YOUNG), whole_words))
WEAK = Search(Alternatives(split_terms(f"{idioms.NO_YOUNG.strip()}, {young.WEAK}"), whole_words))


def find_refusal(text: str) -> Refusal | None:
    """The rule that refuses a text, and where; None when nothing does.

    Give a document together with its title, tags, URL and query, and an output together with its prompt and the
    story so far: only what stands in `text` is judged.
    """
    folded = " " + fold(text)  # the patterns match what stands before a word, too
    content = Content(Words(folded))
    refusal = (
        find_close_sign(content) if content.first is None else find_strong_sign(content) or find_weak_sign(content)
    )
    return Refusal(refusal[0], original_offset(text, refusal[1])) if refusal else None


class Content:
    """A folded text and where its sexual content stands."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.folded = words.folded
        self.alone: list[int] = []  # suggestive words that count alone near a strong sign; known once `all` is
        self.places = sexual_places(words, self.alone)
        self.first = next(self.places, None)

    @cached_property
    def all(self) -> list[int]:
        """Every place, in order."""
        return [] if self.first is None else [self.first, *self.places]

    @cached_property
    def with_alone(self) -> list[int]:
        """The same with the words that count alone near a strong sign."""
        return sorted([*self.all, *self.alone])

    def is_past(self, start: int, end: int, kind: str = "age") -> bool:
        """Whether what stands between two places is a childhood left behind."""
        return is_past(self.folded, start, end, lambda: self.with_alone, kind)


def sexual_places(words: Words, alone: list[int]) -> Iterator[int]:
    """Offsets of sexual content, in order: explicit words, and three different suggestive ones within reach.

    Args:
        alone: takes the offsets of suggestive words that count alone where a strong sign is near.
    """
    last: list[tuple[int, str]] = []  # where the two latest different suggestive words stood
    for found in SEXUAL.finditer(words):
        start, stem = found.start(), found[0][1:STEM]
        if found.lastgroup == "explicit":
            yield start
            continue
        if found.lastgroup != "some":
            alone.append(start)
        if found.lastgroup == "romance":
            continue
        last = [(at, word) for at, word in last if start - at <= SUGGESTIVE_REACH and word != stem]
        if len(last) == 2:
            yield start
            last = last[1:]
        last.append((start, stem))


def find_strong_sign(content: Content) -> tuple[str, int] | None:
    """The first strong sign that is not of the past."""
    return next((sign for sign in find_strong_signs(content.words) if not is_left_behind(sign, content)), None)


def is_left_behind(sign: tuple[str, int], content: Content) -> bool:
    """Whether a strong sign is of the past."""
    rule, where = sign
    return rule in LEFT_BEHIND and content.is_past(where, where + 1, LEFT_BEHIND[rule])


def find_weak_sign(content: Content) -> tuple[str, int] | None:
    """The first word for a young person within reach of sexual content, where nothing says that it is none."""
    grown = Grown(content.folded)
    for found in WEAK.finditer(content.words):
        start = found.start()
        if not is_near(start, content.all, WEAK_REACH + AGAIN) or NO_YOUNG.match(content.folded, start):
            continue
        if grown.is_grown(found) or not is_near(start, content.all, WEAK_REACH):
            continue
        if not content.is_past(start, found.end(), "weak"):
            return "young_person_near", start
    return None


def find_close_sign(content: Content) -> tuple[str, int] | None:
    """The first strong sign within reach of a suggestive word that counts alone."""
    for start, end in joined(content.alone, STRONG_REACH + EDGE):
        for sign in find_strong_signs(content.words, start, end):
            if is_near(sign[1], content.alone, STRONG_REACH) and not is_left_behind(sign, content):
                return sign
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
