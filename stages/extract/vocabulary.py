"""Word lists and pattern lists written as plain text, one home for the way they are read."""

import re

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def words(name: str) -> list[str]:
    """The words of one class or id: 'authorNote-box_2' gives author, note, box, 2."""
    return [word.lower() for word in WORD.findall(name)]


def any_of(text: str) -> str:
    """A pattern that matches one of the lines of a text; an indented line goes on from the line before."""
    return "|".join(text.strip().replace("\n    ", "").splitlines())


def whole(text: str) -> re.Pattern[str]:
    """A pattern that a whole block must match, apart from marks around it."""
    before = r"(?:[^\w(©]++|_++)*+[\W_]{0,3}"  # of any length, but hardly tried again: lines of dots are long
    return re.compile(rf"{before}(?:{any_of(text)})[\W_]*", re.IGNORECASE)
