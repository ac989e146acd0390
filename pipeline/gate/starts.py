"""Where in a folded text a pattern can begin to match at all, found with NumPy by the first characters of each word.

What a large alternation can begin with is read from the pattern itself and never too narrow: a place that is left out
cannot match. A search that looks only there finds the same several times sooner.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from re import Match, Pattern, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.gate.figures import Places, figure_places
from pipeline.gate.patterns import BEFORE_WORD

DEPTH = 4  # characters of a word that are looked at
LONG = 20_000  # characters of a text for which it pays to read off where patterns can begin
LETTERS, DIGIT, APOSTROPHE, SPACE, HYPHEN, SLASH, OTHER = range(26), 26, 27, 28, 29, 30, 31  # what is told apart
KINDS = 32
PADDING = 2 * DEPTH
ANY = frozenset(range(KINDS))
KIND = np.full(0x80, OTHER, np.int32)
KIND[ord("a") : ord("z") + 1] = LETTERS
KIND[ord("0") : ord("9") + 1] = DIGIT
KIND[ord("'")], KIND[ord("-")], KIND[ord("/")] = APOSTROPHE, HYPHEN, SLASH
KIND[[*range(0x09, 0x0E), *range(0x1C, 0x21)]] = SPACE
KIND_OF = {chr(code): kind for code, kind in enumerate(KIND.tolist())}
BEHIND = 5 * (DEPTH - 2)  # bits of a told beginning behind its first two characters
PLAIN_START = re.compile(r"[a-z0-9]{2}(?![?*{|])")  # of a pattern that begins with these characters and no others
MEANINGS = {  # of \d, \s, \w and their contraries; never too narrow
    "CATEGORY_DIGIT": frozenset({DIGIT}),
    "CATEGORY_SPACE": frozenset({SPACE}),
    "CATEGORY_WORD": ANY - {APOSTROPHE, SPACE, HYPHEN, SLASH},  # the underscore is one of the others
}
WIDTHLESS = {"AT", "ASSERT", "ASSERT_NOT"}
Beginning = tuple[frozenset[int], ...]
Matcher = Callable[[str, int, int], Match[str] | None]  # of a folded text at a place, up to an end


class Words:
    """The words and figures of a folded text, each found once."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.is_long = len(folded) >= LONG

    @cached_property
    def padded(self) -> NDArray[np.uint8]:
        """The characters, with as many spaces as are looked at before the first and behind the last."""
        padding = b" " * PADDING
        return np.frombuffer(padding + self.folded.encode("ascii") + padding, np.uint8)

    @property
    def codes(self) -> NDArray[np.uint8]:
        """The characters and the spaces behind them."""
        return self.padded[PADDING:]

    @cached_property
    def kinds(self) -> NDArray[np.int32]:
        """The kind of each character of `padded`."""
        return np.take(KIND, self.padded)

    @cached_property
    def places(self) -> tuple[Places, NDArray[np.int32]]:
        """The place before each word, and a number that tells the beginning of the word."""
        inside = self.kinds[PADDING:-PADDING] <= DIGIT
        before = np.flatnonzero(~inside)
        return before, self.told(before + 1)

    def told(self, places: Places) -> NDArray[np.int32]:
        """A number that tells the characters from each place on."""
        found = self.kinds[places + PADDING]
        for step in range(1, DEPTH):
            found = found * KINDS + self.kinds[places + PADDING + step]
        return found

    @cached_property
    def figures(self) -> Places:
        """The place before each number in figures that may be an age if what stands beside it says so."""
        return figure_places(self.folded)


class Alternatives(NamedTuple):
    """Parts of a pattern, any of which may match."""

    parts: list[str]
    form: Callable[[list[str]], str]  # makes one pattern of some of them
    is_apart: bool = False  # compiled by itself, and tried behind the others: long, and the same for many beginnings


class Search:
    """Finds what a pattern finds that is one character, no letter and no figure, and one of many parts behind it.

    The parts that can begin with the same two characters are a pattern of their own, compiled when a word begins so:
    all at once would take 23 MB for a moment.
    """

    def __init__(self, *alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        self.matchers: dict[int, Matcher | None] = {}  # by the number of the first two characters

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
        first, second = (*folded[place + 1 : place + 3], " ", " ")[:2]
        match = self.matcher(KIND_OF[first] * KINDS + KIND_OF[second])
        return match(folded, place, end) if match else None

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


def table_of(told: Iterable[Beginning]) -> NDArray[np.bool_]:
    """For the number of each few characters, whether they are among those told."""
    found = np.zeros((KINDS,) * DEPTH, np.bool_)
    for beginning in told:
        found[np.ix_(*(sorted(kinds) for kinds in [*beginning, *[ANY] * DEPTH][:DEPTH]))] = True
    return found.reshape(-1)


def beginnings_of(pattern: str, length: int) -> set[Beginning]:
    """What the first characters of a match of a pattern can be; fewer where a match may end before."""
    return beginnings(_parser.parse(pattern), length)


def beginnings(items: Any, length: int, ends: bool = True) -> set[Beginning]:
    """What the first characters of a match can be, up to a number of them; less where the match may end before.

    Args:
        ends: nothing follows the items; what is only looked at behind them then follows them, too.
    """
    found: set[Beginning] = {()}
    parts = [(str(operation), argument) for operation, argument in items]
    last = max((place for place, (operation, _) in enumerate(parts) if operation not in WIDTHLESS), default=-1)
    for place, (operation, argument) in enumerate(parts):
        if place > length and all(len(beginning) == length for beginning in found):
            break
        if operation == "ASSERT" and argument[0] == 1 and ends and place > last:
            following = beginnings(argument[1], length)
        elif operation in WIDTHLESS:
            continue
        else:
            following = one_item(operation, argument, length, ends and place >= last)
        found = {(start + more)[:length] for start in found for more in (following if len(start) < length else {()})}
    return found


def one_item(operation: str, argument: Any, length: int, ends: bool) -> set[Beginning]:
    """What one part of a pattern can begin with."""
    if operation == "LITERAL":
        return {(frozenset({int(KIND[argument]) if argument < 0x80 else OTHER}),)}
    if operation == "IN":
        return {(characters(argument),)}
    if operation == "SUBPATTERN":
        return beginnings(argument[-1], length, ends)
    if operation == "ATOMIC_GROUP":
        return beginnings(argument, length, ends)
    if operation == "BRANCH":
        return {beginning for branch in argument[1] for beginning in beginnings(branch, length, ends)}
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, repeated_items = argument
        return repeated(low, high, repeated_items, length)
    if operation in ("NOT_LITERAL", "ANY"):
        return {(ANY,)}
    return {(ANY,) * length, ()}


def repeated(low: int, high: Any, items: Any, length: int) -> set[Beginning]:
    """What a repeated part can begin with."""
    once = beginnings(items, length, ends=False)
    found: set[Beginning] = {()} if low == 0 else set()
    reached: set[Beginning] = {()}
    for times in range(1, length + 1):
        reached = {(beginning + more)[:length] for beginning in reached for more in once}
        if times >= low:
            found |= reached
        if high is not _constants.MAXREPEAT and times >= high:
            break
    return found or reached


def characters(members: Any) -> frozenset[int]:
    """The kinds of the characters of a class."""
    kinds: set[int] = set()
    for operation, argument in members:
        if str(operation) == "NEGATE":
            return ANY
        if str(operation) == "LITERAL":
            kinds.add(int(KIND[argument]) if argument < 0x80 else OTHER)
        elif str(operation) == "RANGE":
            kinds.update(
                int(KIND[code]) if code < 0x80 else OTHER for code in range(argument[0], min(argument[1], 0x80) + 1)
            )
        else:
            kinds |= MEANINGS.get(str(argument), ANY)
    return frozenset(kinds)
