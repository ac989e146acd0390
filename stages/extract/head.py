"""The head of a page: site name, title, byline, date. It is told from the text's own headings, and dropped."""

import re
from collections.abc import Sequence

from stages.extract import phrases
from stages.extract.items import Item, is_prose, key
from stages.extract.lines import is_closed

MAX_AHEAD = 100  # blocks among which the text's first paragraph is
HEAD = 4  # blocks, and lines of one, in which title and byline stand
IMPRINT = re.compile(r"(?:[^a-z\n]{2,60}\n){2,4}\W*[12MDCLXVI][\dMDCLXVI]{2,12}\W*")  # LONDON / PUBLISHER / 1911
BYLINE = re.compile(r"(?:(?:written )?by|von|par|por|di) (?:[A-ZÀ-ÞŒ][^\s.!?]{0,20}\.? ?){1,4}")
ARTICLE = re.compile(r"^(?:the|an?) ")


def drop_head(found: list[Item], titles: Sequence[str]) -> list[Item]:
    """Without what stands before the text up to its last title or byline, and without headings that say it again.

    Args:
        titles: every form in which the page names itself.
    """
    names = {name_of(title) for title in titles if key(title)}
    found = split_lines(drop_fields(found), names)
    ahead = found[:MAX_AHEAD]
    first = next((n for n, this in enumerate(ahead) if is_prose(this) and not is_named(this, names)), len(ahead))
    dated = [n for n, this in enumerate(found) if this.kind == "heading" and phrases.LEADING.fullmatch(this.text)]
    kept = dated if len(dated) > 1 and dated[-1] > first else []  # a journal's days
    named = [n for n in range(first) if n not in kept and (is_named(found[n], names) or repeats(found[n], names))]
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
        parts = this.kind == "verse" and len(lines) <= HEAD and is_titled(lines, names)
        head += [Item(line, "text") for line in lines] if parts else [this]
    return head + found[HEAD:]


def is_titled(lines: Sequence[str], names: set[str]) -> bool:
    """True for lines of which one is the title, or with a byline under a line that ends no sentence."""
    if any(name_of(line) in names for line in lines):
        return True
    return not is_closed(lines[0]) and BYLINE.fullmatch(lines[1]) is not None


def is_named(this: Item, names: set[str]) -> bool:
    """True for a title, a byline, a date or a count of words."""
    if this.kind == "break" or len(this.text) > phrases.MAX_STOCK:
        return False
    line = " ".join(this.text.split())
    told = any(pattern.fullmatch(line) for pattern in (phrases.LEADING, phrases.STOCK))
    return told or name_of(line) in names or IMPRINT.fullmatch(this.text) is not None


def repeats(this: Item, names: set[str]) -> bool:
    """True for a heading that is part of a title."""
    name = key(this.text)
    return this.kind == "heading" and bool(name) and any(f" {name} " in f" {title} " for title in names)
