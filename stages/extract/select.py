"""Which elements hold the text of a page: readability-lxml's choice, trafilatura's where that finds much more.

Both rewrite the tree they judge (poems, preformatted text and rules are lost), so only their choice is taken here, and
the text is serialised from the tree as it was.
"""

import copy
import logging
from collections.abc import Sequence
from itertools import islice

import trafilatura
from lxml import etree, html
from readability import Document
from readability.readability import Unparseable

from stages.extract.blocks import Block
from stages.extract.tree import NUMBER

RESCUE_RATIO = 1.2  # trafilatura's choice is taken where it holds this many times the text
MAX_ELEMENTS = 40_000  # of a page, chrome gone: more are a shelf of books, and judging them would take minutes
MAX_LINK_SHARE = 0.3  # of a block's characters, for a block that nobody chose


class Selector(Document):  # type: ignore[misc]
    """readability's choice as the numbers of the elements it kept; parsing, cleaning and writing out are left to us."""

    def __init__(self, root: html.HtmlElement) -> None:
        super().__init__(root)
        self.kept: frozenset[int] = frozenset()

    def _parse(self, root: html.HtmlElement) -> html.HtmlElement:
        self.encoding = "utf-8"
        return copy.deepcopy(root)

    def get_clean_html(self) -> str:
        """The numbers are noted; the return value only has the length that readability weighs."""
        self.kept = frozenset(int(e.get(NUMBER)) for e in self.html.iter(etree.Element) if e.get(NUMBER) is not None)
        return str(etree.tostring(self.html, encoding="unicode", method="html"))


def readable(root: html.HtmlElement) -> frozenset[int]:
    """Numbers of the elements that readability keeps; empty when it cannot read the page."""
    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)  # it prints what it then raises
    selector = Selector(root)
    try:
        selector.summary(html_partial=True)
    except Unparseable:
        return frozenset()
    return selector.kept


def choose(root: html.HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """The blocks that hold the page's text, in order."""
    if not blocks:
        return []
    if sum(1 for _ in islice(root.iter(etree.Element), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        return [block for block in blocks if block.link_share <= MAX_LINK_SHARE]
    kept = readable(root)
    chosen = fill_gaps(blocks, [block.share_in(kept) > 0.5 for block in blocks])
    found, whole = size(chosen), size(blocks)
    if whole <= RESCUE_RATIO * found:
        return chosen
    rescued = rescue(root, blocks)
    return rescued if size(rescued) > RESCUE_RATIO * found else chosen


def size(blocks: Sequence[Block]) -> int:
    """Characters in all."""
    return sum(len(block.text) for block in blocks)


def fill_gaps(blocks: Sequence[Block], keep: list[bool]) -> list[Block]:
    """The blocks to keep, with what was lost between them.

    Scene breaks, verse and paragraphs between the first and the last chosen block come back when their nearest
    container holds chosen blocks too.
    """
    if not any(keep):
        return []
    first, last = keep.index(True), len(keep) - 1 - keep[::-1].index(True)
    containers = {block.around[-1] for block, chosen in zip(blocks, keep, strict=True) if chosen}
    return [
        block
        for n, (block, chosen) in enumerate(zip(blocks, keep, strict=True))
        if chosen or (first < n < last and comes_back(block, containers))
    ]


def comes_back(block: Block, containers: set[int]) -> bool:
    """True for a block that the selector lost, not one that it left out for its links or its place."""
    if block.kind == "break":
        return True
    if block.link_share > MAX_LINK_SHARE:
        return False
    return any(number in containers for number in block.around)


def rescue(root: html.HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """The blocks whose text is in what trafilatura extracts."""
    text = trafilatura.extract(
        copy.deepcopy(root),
        favor_precision=True,
        deduplicate=False,  # its cache would make a page's text depend on earlier pages
        include_comments=False,
        include_tables=True,
    )
    body = " ".join((text or "").split())
    keep = [block.kind != "break" and " ".join(block.text.split()) in body for block in blocks]
    return fill_gaps(blocks, keep)
