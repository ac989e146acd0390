"""Who wrote what of a story: spans of a text that the model told itself."""

from collections.abc import Iterator, Sequence
from itertools import groupby

Spans = Sequence[Sequence[int]]  # (start, end) in characters, rising, none over another


def joined(told: Spans, length: int) -> list[tuple[int, int]]:
    """Any spans as those of a text of so many characters: rising, none over another, none beyond its end."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(map(tuple, told)):
        start, end = max(first, found[-1][1] if found else 0), min(last, length)
        if start < end:
            found.append((start, end))
    return found


def authors(text: str, told: Spans) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether the model told it."""
    end = 0
    for start, stop in told:
        yield text[end:start], False
        yield text[start:stop], True
        end = stop
    yield text[end:], False


def runs(ids: Sequence[int], own: Sequence[bool]) -> Iterator[tuple[bool, list[int]]]:
    """Tokens in runs of one author: whether the model told them, and their ids."""
    for is_told, run in groupby(zip(own, ids, strict=True), key=lambda pair: pair[0]):
        yield is_told, [token for _, token in run]
