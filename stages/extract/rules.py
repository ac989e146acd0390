"""Block rules: which of a page's chosen blocks are its text."""

from collections.abc import Sequence

from pipeline.scene_breaks import SCENE_BREAK
from stages.extract import phrases
from stages.extract.contents import drop_contents
from stages.extract.gutenberg import book_places
from stages.extract.head import drop_head
from stages.extract.items import MIN_PARAGRAPH, MIN_VERSE, Item, is_prose
from stages.extract.labels import is_label, is_speech
from stages.extract.notes import drop_notes
from stages.extract.plugs import drop_plugs

MIN_LISTED, LISTED = 4, 0.7  # paragraphs, and the share of them that follow a link, of a page that lists texts
MAX_DESCRIPTION = 250  # characters of one of these in the mean
MAX_LINKED = 0.6  # of a block's characters
MAX_LINK_BLOCK = 400  # characters: a longer block is a paragraph, however linked
MIN_STANDFIRST = 80  # characters of a paragraph in a header that is the text's own
MAX_GATED_REST = 300  # characters beside the words of a gate, on a page that is one
MAX_GATE_PAGE = 3000  # characters: a longer page is a text in which somebody is asked for an age
MIN_TEXT = 40  # characters of a text at all, in words
MIN_TEXT_WORDS = 8
MIN_SHORT_PROSE = 100  # characters of prose that has neither verse nor one paragraph of some length


def apply_rules(found: Sequence[Item], titles: Sequence[str]) -> list[str]:
    """The paragraphs of the text; none when the page holds no text.

    Args:
        titles: every form in which the page names itself.
    """
    if is_listing(found):
        return []
    left = drop_contents(list(found))  # first: it needs the heading over a table, and links
    left = drop_links(left)
    left = drop_stock(left)
    left = [left[n] for n in book_places([this.text for this in left])]
    left = drop_head(left, titles)
    left = drop_notes(left)
    left = drop_plugs(left)
    left = drop_marks(left)
    left = drop_gate(left)
    return single_breaks([this.text for this in left]) if has_text(left) else []


def drop_links(found: list[Item]) -> list[Item]:
    """Without blocks of links, and without what a site puts into a header beside its headings."""
    return [
        this
        for this in found
        if not (this.link_share > MAX_LINKED and len(this.text) <= MAX_LINK_BLOCK)
        and not (this.in_header and len(this.text) < MIN_STANDFIRST)
    ]


def is_listing(found: Sequence[Item]) -> bool:
    """True for a page of links to texts, each with a paragraph about it."""
    prose = [n for n, this in enumerate(found) if is_prose(this) and this.link_share <= MAX_LINKED]
    led = sum(
        n > 0 and found[n - 1].link_share > MAX_LINKED and len(found[n - 1].text) <= MAX_LINK_BLOCK for n in prose
    )
    size = sum(len(found[n].text) for n in prose)
    return len(prose) >= MIN_LISTED and led >= LISTED * len(prose) and size <= MAX_DESCRIPTION * len(prose)


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


def drop_marks(found: list[Item]) -> list[Item]:
    """Without sentences that a site puts in against copying."""
    lowered = "\n".join([this.text for this in found]).lower()
    if not any(word in lowered for word in phrases.MARK_WORDS):
        return found
    return [this for this in map(without_marks, found) if this.text]


def without_marks(this: Item) -> Item:
    """The block without sentences that a site puts in against copying."""
    if this.kind == "break" or not phrases.MARK.search(this.text):
        return this
    sentences = phrases.SENTENCE.split(this.text)
    marked = [phrases.MARK.search(sentence) is not None for sentence in sentences]
    left = " ".join(sentence for sentence, mark in zip(sentences, marked, strict=True) if not mark)
    return Item(left if any(marked) else "", this.kind, this.link_share, this.in_header)


def drop_gate(found: list[Item]) -> list[Item]:
    """Nothing of a page that asks for an age, a login or a browser; of other pages all but such requests."""
    total = sum(len(this.text) for this in found if this.kind != "break")
    if total > MAX_GATE_PAGE:
        return found
    asks = [is_gate(this) for this in found]
    rest = sum(len(this.text) for this, ask in zip(found, asks, strict=True) if is_prose(this) and not ask)
    if any(asks) and rest <= MAX_GATED_REST:
        return []
    return [this for this, ask in zip(found, asks, strict=True) if not ask]


def is_gate(this: Item) -> bool:
    """True for words that keep a reader out; never for speech."""
    if this.text[:1] in "\"'“‘«„—–":
        return False
    lowered = this.text.lower()
    return any(word in lowered for word in phrases.GATE_WORDS) and phrases.GATE.search(this.text) is not None


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
