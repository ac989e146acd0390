"""Tables of contents, told from prose and from the headings that they list."""

import re
from collections.abc import Sequence

from stages.extract.items import Item, key
from stages.extract.vocabulary import any_of

MAX_ENTRY = 90  # characters of an entry
MAX_LINKED_ENTRY = 250  # characters of one that is a link
MIN_ENTRIES = 4  # entries that make a table
ENTRY = re.compile(
    any_of(r"""
(?:chapter|letter|part|book|epilogue|prologue|preface|introduction|volume|act|scene|section)\b.{0,80}
[ivxlc]{1,7}\b\.?.{0,60}|\d{1,3}\b[.):]? ?.{0,60}
"""),
    re.IGNORECASE,
)
NUMERAL = re.compile(r"[ivxlc]+|\d+")
LINKED = 0.5  # of an entry's characters
CONTENTS = re.compile(r"\W*(?:table of )?contents\W*|\W*(?:chapters|chapter (?:list|index))\W*", re.IGNORECASE)


def drop_contents(found: list[Item]) -> list[Item]:
    """Without tables of contents: short entries in a row, under a heading that says so or named like chapters.

    A table ends where the name of a chapter comes again: that is the chapter's own heading.
    """
    names = [key(this.text) if len(this.text) <= MAX_LINKED_ENTRY else "" for this in found]
    last = {name: n for n, name in enumerate(names)}
    kept: list[Item] = []
    tried = {True: 0, False: 0}  # up to where no table starts, under a heading that says so and without one
    n = 0
    while n < len(found):
        titled = CONTENTS.fullmatch(found[n].text) is not None
        end, reached = contents_end(found, n, names, last, titled) if n >= tried[titled] else (n, n)
        if end == n:
            kept.append(found[n])
            tried[titled] = max(tried[titled], reached)
        n = max(end, n + 1)
    return kept


def contents_end(
    found: Sequence[Item], start: int, names: Sequence[str], last: dict[str, int], titled: bool
) -> tuple[int, int]:
    """Where the table of contents that starts here ends, `start` itself when none does; and how far entries go.

    Args:
        names: each item's `key`.
        last: where each name stands last.
        titled: it stands under a heading that says so.
    """
    seen: set[str] = set()
    chapters: set[str] = set()
    n = start + titled
    while n < len(found) and is_entry(found[n], titled) and not is_heading_of(found[n], names[n], seen, chapters):
        if is_chapter(found[n]):
            chapters.add(names[n])
        seen.add(names[n])
        n += 1
    if len(seen) >= MIN_ENTRIES and (titled or any(last[name] >= n for name in seen)):
        return n, n
    return start + (titled and not seen), n


def is_entry(this: Item, titled: bool) -> bool:
    """True for a block that may be an entry; without a heading over the table it must be named like a chapter."""
    long = len(this.text) > (MAX_LINKED_ENTRY if this.link_share > LINKED else MAX_ENTRY)
    if long or this.kind in ("break", "verse"):
        return False
    return titled or ENTRY.fullmatch(this.text) is not None


def is_chapter(this: Item) -> bool:
    """True for an entry that names a chapter, not what stands beside it (a page's number, whose journal it is)."""
    named = this.link_share > LINKED or ENTRY.fullmatch(this.text) is not None
    return named and NUMERAL.fullmatch(key(this.text)) is None


def is_heading_of(this: Item, name: str, seen: set[str], chapters: set[str]) -> bool:
    """True for the heading of a chapter that the table has named."""
    return this.link_share <= LINKED and (name in chapters or (name in seen and this.kind == "heading"))
