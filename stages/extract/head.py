"""The head of a page: site name, title, byline, date. It is told from the text's own headings, and dropped."""

import re
from collections.abc import Sequence

from stages.extract import phrases
from stages.extract.items import Item, is_prose, key

HEAD = 4  # blocks, and lines of one, in which title and byline stand
ARTICLE = re.compile(r"^(?:the|an?) ")


def drop_head(found: list[Item], titles: Sequence[str]) -> list[Item]:
    """Without what stands before the text up to its last title or byline, and without headings that say it again.

    Args:
        titles: every form in which the page names itself.
    """
    names = {name_of(title) for title in titles if key(title)}
    found = split_lines(drop_fields(found), names)
    first = next((n for n, this in enumerate(found) if is_prose(this) and not is_named(this, names)), len(found))
    named = [n for n in range(first) if is_named(found[n], names) or repeats(found[n], names)]
    body = found[named[-1] + 1 if named else 0 :]
    return [this for this in body if not (this.kind == "heading" and name_of(this.text) in names)]


def drop_fields(found: list[Item]) -> list[Item]:
    """Without blocks at the start whose lines each name a field: title, author, rating, summary."""
    lines = [this.text.split("\n") for this in found[:HEAD]]
    told = [is_told(own) for own in lines]
    fields = sum(len(own) for own, is_field in zip(lines, told, strict=True) if is_field)
    if fields < phrases.MIN_FIELDS:
        return found
    return [this for this, is_field in zip(found, [*told, *[False] * len(found)], strict=False) if not is_field]


def is_told(lines: Sequence[str]) -> bool:
    """True for lines that each name a field, after a line for the title where one of them says who wrote it."""
    return all(map(phrases.FIELD.fullmatch, lines)) or (
        any(map(phrases.LEADING.fullmatch, lines[1:3]))
        and all(phrases.FIELD.fullmatch(line) or phrases.LEADING.fullmatch(line) for line in lines[1:])
    )


def name_of(text: str) -> str:
    """A title's letters and digits, without an article before them."""
    return ARTICLE.sub("", key(text))


def split_lines(found: list[Item], names: set[str]) -> list[Item]:
    """With title and byline taken apart where they are lines of one block."""
    head: list[Item] = []
    for this in found[:HEAD]:
        lines = this.text.split("\n")
        parts = this.kind == "verse" and len(lines) <= HEAD and any(name_of(line) in names for line in lines)
        head += [Item(line, "text") for line in lines] if parts else [this]
    return head + found[HEAD:]


def is_named(this: Item, names: set[str]) -> bool:
    """True for a title, a byline, a date or a count of words."""
    if this.kind == "break" or len(this.text) > phrases.MAX_STOCK:
        return False
    return name_of(this.text) in names or phrases.LEADING.fullmatch(this.text) is not None


def repeats(this: Item, names: set[str]) -> bool:
    """True for a heading that is part of a title."""
    name = key(this.text)
    return this.kind == "heading" and bool(name) and any(f" {name} " in f" {title} " for title in names)
