"""Items: blocks with their lines decided, which the block rules judge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.scene_breaks import SCENE_BREAK, is_scene_break
from stages.extract.blocks import Block
from stages.extract.lines import reflow, unwrap, wrap_width

MIN_PARAGRAPH = 60  # characters of a block that is prose by its length
MIN_VERSE = 3  # lines
MIN_LINES = 4  # of a page, to tell a width at which they were wrapped
PUNCTUATED = re.compile(r"[.!?…。！？\"”’»:;,—-]\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph, verse, heading or scene break that may be part of the text."""

    text: str
    kind: str  # text, heading, verse, break
    link_share: float = 0.0
    in_header: bool = False


def items(blocks: Sequence[Block]) -> list[Item]:
    """The blocks with their lines decided: wrapped by hand, paragraphs, verse or scene break."""
    broken = [
        line for block in blocks if "\n" in block.text and block.kind == "text" for line in block.text.split("\n")
    ]
    width = wrap_width(broken) if len(broken) >= MIN_LINES else 0
    found: list[Item] = []
    for block in blocks:
        if block.kind == "break" or is_scene_break(block.text):
            found.append(Item(SCENE_BREAK, "break"))
        elif block.kind == "heading":
            found.append(Item(" ".join(block.text.split()), "heading", block.link_share, block.in_header))
        elif block.kind == "verse":
            found.append(item(block.text, block))
        else:
            texts = reflow(block.text) if block.kind == "lines" else unwrap(block.text, width)
            found += [item(text, block) for text in texts]
    return found


def item(text: str, block: Block) -> Item:
    """One paragraph of a block."""
    if is_scene_break(text):
        return Item(SCENE_BREAK, "break")
    return Item(text, "verse" if "\n" in text else "text", block.link_share, block.in_header)


def key(text: str) -> str:
    """A text's letters and digits, for comparing titles."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_prose(this: Item) -> bool:
    """True for a paragraph or verse, by its length or its punctuation."""
    lines = this.text.split("\n")
    if this.kind not in ("text", "verse"):
        return False
    return len(lines) >= MIN_VERSE or any(len(line) >= MIN_PARAGRAPH or PUNCTUATED.search(line) for line in lines)


def plain_item(paragraph: str) -> Item:
    """One paragraph of a plain text."""
    if paragraph == SCENE_BREAK:
        return Item(SCENE_BREAK, "break")
    return Item(paragraph, "verse" if "\n" in paragraph else "text")
