"""The one boundary without a switch: no text that brings together sexual content and anyone under eighteen.

Strong signs (a stated age, school years, age-coded terms, "barely legal" coding) refuse a whole text that has sexual
content anywhere; weak signs (child, kid, boy, girl, daughter ...) refuse within 1,500 characters of it. Recall comes
first: false refusals are accepted and counted. Rules cannot see everything; CONTRIBUTING states the limits.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import adults_only_terms as terms
from pipeline.adults_only_ages import find_stated_ages
from pipeline.adults_only_patterns import compile_terms

LANGUAGES = frozenset({"en", "fr", "de", "es", "it", "pt", "nl"})  # that the rules cover; no other may be stored
WEAK_REACH = 1500  # characters between a weak sign and sexual content
STRONG_REACH = 300  # characters between a strong sign and a suggestive word that counts alone
EDGE = 50  # characters around a sign that tell what it means
SUGGESTIVE_REACH = 400  # characters within which suggestive words add up
SUGGESTIVE_WORDS = 3  # different ones that make sexual content

MARKS = re.compile("[\u0300-\u036f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
DASHES = re.compile("[\u2010-\u2015\u2212_]")
APOSTROPHES = re.compile("[\u2018-\u201b\u02bc\u00b4`]")


@dataclass(frozen=True)
class Refusal:
    """Why a text is refused: never the text itself."""

    rule: str  # stated_age, school_years, age_coded, barely_legal or young_person_near
    where: int  # offset in the folded text, characters; the text's own offset where the text is ASCII


EXPLICIT = compile_terms(terms.EXPLICIT)
SUGGESTIVE = compile_terms(terms.SUGGESTIVE)
SUGGESTIVE_ALONE = compile_terms(terms.SUGGESTIVE_ALONE)
STRONG = {
    "school_years": compile_terms(terms.SCHOOL),
    "age_coded": compile_terms(terms.AGE_CODED),
    "barely_legal": compile_terms(terms.BARELY_LEGAL),
}
ANY_STRONG = compile_terms(f"{terms.SCHOOL}, {terms.AGE_CODED}, {terms.BARELY_LEGAL}")  # one search, not three
WEAK = compile_terms(terms.WEAK)


def find_refusal(text: str) -> Refusal | None:
    """The rule that refuses a text, and where; None when nothing does.

    Give a document together with its title, tags, URL and query, and an output together with its prompt and the
    story so far: only what stands in `text` is judged.
    """
    folded = " " + fold(text)  # the patterns match what stands before a word, too
    if sexual := list(find_sexual_content(folded)):
        return next(strong_signs(folded), None) or find_weak_sign(folded, sexual)
    return find_close_sign(folded)


def find_close_sign(folded: str) -> Refusal | None:
    """The first strong sign within reach of a suggestive word that counts alone."""
    end = 0
    for found in SUGGESTIVE_ALONE.finditer(folded):
        start = max(end - EDGE, found.start() - STRONG_REACH - EDGE, 0)  # what was searched before needs no second look
        end = found.start() + STRONG_REACH + EDGE
        for sign in strong_signs(folded[start:end]):
            if abs(start + sign.where - found.start()) <= STRONG_REACH:
                return Refusal(sign.rule, start + sign.where)
    return None


def strong_signs(folded: str) -> Iterator[Refusal]:
    """Every strong sign: stated ages, then the others."""
    for where in find_stated_ages(folded):
        yield Refusal("stated_age", where)
    for found in ANY_STRONG.finditer(folded):
        rule = next(rule for rule, pattern in STRONG.items() if pattern.match(folded, found.start()))
        yield Refusal(rule, found.start())


def fold(text: str) -> str:
    """Compatibility forms, accents, invisible characters, case, dashes and apostrophes made one."""
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text))
        text = APOSTROPHES.sub("'", text)
        text = DASHES.sub("-", text)
    return text.casefold().replace("_", " ")


def find_sexual_content(folded: str) -> Iterator[int]:
    """Offsets of explicit words, and of places where several suggestive ones stand together; sorted."""
    offsets = [found.start() for found in EXPLICIT.finditer(folded)]
    recent: list[tuple[int, str]] = []
    for found in SUGGESTIVE.finditer(folded):
        start, stem = found.start(), found[0][1:6]
        recent = [(at, word) for at, word in recent if start - at <= SUGGESTIVE_REACH and word != stem]
        recent.append((start, stem))
        if len(recent) >= SUGGESTIVE_WORDS:
            offsets.append(start)
    return iter(sorted(offsets))


def find_weak_sign(folded: str, sexual: list[int]) -> Refusal | None:
    """The first word for a young person within reach of sexual content."""
    for found in WEAK.finditer(folded):
        if is_near(found.start(), sexual, WEAK_REACH):
            return Refusal("young_person_near", found.start())
    return None


def is_near(where: int, offsets: list[int], reach: int) -> bool:
    """True when one of the sorted offsets lies within reach."""
    right = bisect_left(offsets, where)
    return any(abs(offset - where) <= reach for offset in offsets[max(0, right - 1) : right + 1])
