"""Pages that list texts: a link to each, and a paragraph about it."""

from collections.abc import Sequence

from stages.extract.blocks import Block
from stages.extract.weights import MAX_LINKED, is_prose

MIN_LISTED, LISTED = 4, 0.7  # paragraphs, and the share of them that follow a link, of a page that lists texts
MAX_DESCRIPTION = 250  # characters of one of these in the mean
MIN_SHORT_LISTED, MAX_SHORT_DESCRIPTION = 3, 160  # paragraphs, and characters of each, where none is longer
MAX_LINK_BLOCK = 400  # characters: a longer block is a paragraph, however linked


def is_listing(blocks: Sequence[Block]) -> bool:
    """True for links to texts, each with a paragraph about it."""
    prose = [n for n, block in enumerate(blocks) if is_prose(block)]
    led = sum(n > 0 and leads(blocks[n - 1]) for n in prose)
    size = sum(len(blocks[n].text) for n in prose)
    return len(prose) >= MIN_LISTED and led >= LISTED * len(prose) and size <= MAX_DESCRIPTION * len(prose)


def is_short_listing(blocks: Sequence[Block]) -> bool:
    """True for a few links, each with a line or two about where it leads."""
    prose = [n for n, block in enumerate(blocks) if is_prose(block)]
    short = all(len(blocks[n].text) <= MAX_SHORT_DESCRIPTION for n in prose)
    return len(prose) >= MIN_SHORT_LISTED and short and all(n > 0 and leads(blocks[n - 1]) for n in prose)


def leads(block: Block) -> bool:
    """True for a block of links."""
    return block.link_share > MAX_LINKED and len(block.text) <= MAX_LINK_BLOCK
