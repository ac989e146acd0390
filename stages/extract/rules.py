"""Block rules: which of a page's chosen blocks are its text."""

from collections.abc import Sequence

from pipeline.scene_breaks import SCENE_BREAK
from stages.extract import phrases
from stages.extract.contents import drop_contents
from stages.extract.gates import drop_gate
from stages.extract.gutenberg import book_places
from stages.extract.head import drop_head
from stages.extract.items import MIN_PARAGRAPH, MIN_VERSE, Item, is_prose
from stages.extract.labels import is_label, is_speech
from stages.extract.listings import MAX_LINK_BLOCK
from stages.extract.marks import drop_marks
from stages.extract.notes import drop_notes
from stages.extract.plugs import drop_plugs

MAX_LINKED = 0.6  # of a block's characters
MIN_STANDFIRST = 80  # characters of a paragraph in a header that is the text's own
MIN_TEXT = 40  # characters of a text at all, in words
MIN_TEXT_WORDS = 8
MIN_SHORT_PROSE = 100  # characters of prose that has neither verse nor one paragraph of some length


def apply_rules(found: Sequence[Item], titles: Sequence[str]) -> list[str]:
    """The paragraphs of the text; none when the page holds no text.

    Args:
        titles: every form in which the page names itself.
    """
    left = drop_contents(list(found))  # first: it needs the heading over a table, and links
    left = drop_links(left)
    left = drop_stock(left)
    left = [left[n] for n in book_places([this.text for this in left])]
    left = drop_head(left, titles)
    left = drop_notes(left)
    left = drop_plugs(left)
    left = drop_marks(left)
    left = drop_rules(drop_gate(left))
    return single_breaks([this.text for this in left]) if has_text(left) else []


def drop_links(found: list[Item]) -> list[Item]:
    """Without blocks of links, and without what a site puts into a header beside its headings."""
    return [
        this
        for this in found
        if not (this.link_share > MAX_LINKED and len(this.text) <= MAX_LINK_BLOCK)
        and not (this.in_header and len(this.text) < MIN_STANDFIRST)
    ]


def drop_stock(found: list[Item]) -> list[Item]:
    """Without stock phrases."""
    return [this for this in found if this.kind == "break" or not is_stock(this.text)]


def is_stock(text: str) -> bool:
    """True when every line is a stock phrase, and none is speech."""
    return len(text) <= 2 * phrases.MAX_STOCK and all(
        len(line) <= phrases.MAX_STOCK
        and (phrases.STOCK.fullmatch(line) is not None or is_label(line))
        and not is_speech(line)
        for line in text.split("\n")
    )


def drop_rules(found: list[Item]) -> list[Item]:
    """Without breaks right under a heading: rules that a page draws there."""
    headed = [this.kind == "heading" or phrases.CHAPTER.fullmatch(this.text) is not None for this in found]
    return [this for n, this in enumerate(found) if not (this.kind == "break" and n and headed[n - 1])]


def has_text(found: Sequence[Item]) -> bool:
    """True when something is there to read: verse, one paragraph of some length, or several short ones."""
    prose = [this for this in found if is_prose(this)]
    words = sum(len(this.text.split()) for this in prose)
    characters = sum(len(this.text) for this in prose)
    spaced = words >= MIN_TEXT_WORDS or characters > 20 * max(1, words)  # Chinese and Japanese have no spaces
    lines = [this.text.split("\n") for this in prose]
    some = any(len(verse) >= MIN_VERSE or max(map(len, verse)) >= MIN_PARAGRAPH for verse in lines)
    return characters >= MIN_TEXT and spaced and (some or characters >= MIN_SHORT_PROSE)


def single_breaks(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs with one scene break where there were several, and none at either end."""
    kept: list[str] = []
    for paragraph in paragraphs:
        if paragraph == SCENE_BREAK and (not kept or kept[-1] == SCENE_BREAK):
            continue
        kept.append(paragraph)
    return kept[:-1] if kept and kept[-1] == SCENE_BREAK else kept
