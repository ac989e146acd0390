"""Where in a folded text a pattern can begin to match at all, found with NumPy by the first characters of each word.

What a large alternation can begin with is read from the pattern itself and never too narrow: a place that is left out
cannot match. A search that looks only there finds the same several times sooner.
"""

from collections.abc import Iterable
from functools import cached_property
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.gate.figures import Places, figure_places

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
MEANINGS = {  # of \d, \s, \w and their contraries; never too narrow
    "CATEGORY_DIGIT": frozenset({DIGIT}),
    "CATEGORY_SPACE": frozenset({SPACE}),
    "CATEGORY_WORD": ANY - {APOSTROPHE, SPACE, HYPHEN, SLASH},  # the underscore is one of the others
}
WIDTHLESS = {"AT", "ASSERT", "ASSERT_NOT"}
Beginning = tuple[frozenset[int], ...]


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

    @property
    def numbers(self) -> Places:
        """Where each number in figures begins."""
        figure = self.kinds[PADDING:-PADDING] == DIGIT
        return np.flatnonzero(figure & (self.kinds[PADDING - 1 : -PADDING - 1] != DIGIT))

    @cached_property
    def figures(self) -> Places:
        """The place before each number in figures that may be an age if what stands beside it says so."""
        return figure_places(self.folded)


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
