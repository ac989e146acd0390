"""Large alternations of terms, searched for word by word: each part is tried only where a word begins as it does.

The parts that can begin with the same two characters are a pattern of their own, compiled when a word begins so: all at
once would take 23 MB for a moment. In a long text NumPy leaves out the words that no part can begin with.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from re import Match, Pattern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.gate.patterns import BEFORE_WORD
from pipeline.gate.starts import ANY, DEPTH, KIND_OF, KINDS, Words, beginnings_of, table_of

BEHIND = 5 * (DEPTH - 2)  # bits of a told beginning behind its first two characters
PLAIN_START = re.compile(r"[a-z0-9]{2}(?![?*{|])")  # of a pattern that begins with these characters and no others
Matcher = Callable[[str, int, int], Match[str] | None]  # of a folded text at a place, up to an end


class Alternatives(NamedTuple):
    """Parts of a pattern, any of which may match."""

    parts: list[str]
    form: Callable[[list[str]], str]  # makes one pattern of some of them
    is_apart: bool = False  # compiled by itself, and tried behind the others: long, and the same for many beginnings


class Search:
    """Finds what a pattern finds that is one character, no letter and no figure, and one of many parts behind it."""

    def __init__(self, *alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        self.matchers: dict[int, Matcher | None] = {}  # by the number of the first two characters
        self.matchers_by_text: dict[str, Matcher | None] = {}  # by the two characters themselves

    @property
    def source(self) -> str:
        """All of it as one pattern."""
        return any_of(self.alternatives)

    @cached_property
    def by_start(self) -> dict[int, list[Alternatives]]:
        """For the number of each two characters, the parts that can begin so, in their order."""
        found: dict[int, list[Alternatives]] = {}
        for each in self.alternatives:
            chosen: dict[int, list[str]] = {}
            for part in each.parts:
                for start in starts(part):
                    chosen.setdefault(start, []).append(part)
            for start, some in chosen.items():
                found.setdefault(start, []).append(each._replace(parts=some))
        return found

    def sources(self, start: int) -> list[str]:
        """The patterns of the parts that can begin with two characters, the first to be tried first."""
        found = self.by_start.get(start, [])
        together = [one for one in found if not one.is_apart]
        return [any_of(some) for some in (together, *([one] for one in found if one.is_apart)) if some]

    def matcher(self, start: int) -> Matcher | None:
        """What matches the parts that can begin with two characters."""
        if start not in self.matchers:
            self.matchers[start] = first_of([compiled(source).match for source in self.sources(start)])
        return self.matchers[start]

    @cached_property
    def table(self) -> NDArray[np.bool_]:
        """For the number of each beginning, whether the pattern can match there: as long to read off as to compile."""
        sources = {source for start in self.by_start for source in self.sources(start)}
        return table_of(one[1:] for source in sources for one in beginnings_of(source, DEPTH + 1))

    def match(self, folded: str, place: int, end: int = sys.maxsize) -> Match[str] | None:
        """The match at a place, where there is one."""
        start = folded[place + 1 : place + 3]
        known = self.matchers_by_text
        match = known[start] if start in known else self.matcher_by_text(start)
        return match(folded, place, end) if match else None

    def matcher_by_text(self, start: str) -> Matcher | None:
        """What matches the parts that can begin with two characters of a text, or with fewer at its end."""
        first, second = map(KIND_OF.__getitem__, [*start, " ", " "][:2])
        match = self.matchers_by_text[start] = self.matcher(first * KINDS + second)
        return match

    def finditer(self, words: Words, start: int = 0, end: int | None = None) -> Iterator[Match[str]]:
        """The matches between two places, in order; in a long text looked for only where a match can begin."""
        end = len(words.folded) if end is None else end
        before, told = words.places
        low, high = np.searchsorted(before, (start, end))
        before, told = before[low:high], told[low:high]
        if words.is_long:
            chosen = self.table[told]
            before, told = before[chosen], told[chosen]
        return self.matches(words.folded, before.tolist(), (told >> BEHIND).tolist(), end)

    def matches(self, folded: str, places: list[int], starts: list[int], end: int) -> Iterator[Match[str]]:
        """The matches at sorted places, none that begins inside another.

        Args:
            starts: the number of the two characters behind each place.
        """
        known, done = self.matchers, 0
        for place, start in zip(places, starts, strict=True):
            if place >= done:
                match = known[start] if start in known else self.matcher(start)
                if match and (found := match(folded, place, end)):
                    yield found
                    done = found.end()


def any_of(alternatives: Iterable[Alternatives]) -> str:
    """One pattern of them all, behind a character that is no letter and no figure."""
    return f"{BEFORE_WORD}(?:{'|'.join(one.form(one.parts) for one in alternatives)})"


def first_of(matchers: list[Matcher]) -> Matcher | None:
    """What gives the first match of some."""
    if len(matchers) < 2:
        return matchers[0] if matchers else None
    first, then = matchers[0], first_of(matchers[1:])
    assert then is not None

    def match(folded: str, place: int, end: int) -> Match[str] | None:
        return first(folded, place, end) or then(folded, place, end)

    return match


@cache
def compiled(source: str) -> Pattern[str]:
    """A pattern, compiled once: `re` keeps only the newest 512."""
    return re.compile(source)


def starts(part: str) -> set[int]:
    """The numbers of the two characters that a part of a pattern can begin with."""
    if PLAIN_START.match(part):
        return {KIND_OF[part[0]] * KINDS + KIND_OF[part[1]]}
    told = ((*beginning, ANY, ANY)[:2] for beginning in beginnings_of(part, 2))
    return {first * KINDS + second for firsts, seconds in told for first in firsts for second in seconds}
