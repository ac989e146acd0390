"""Which blocks hold the text of a page.

The container whose own paragraphs weigh most, as in readability (Arc90, 2009), and what is like it around it: at each
level above, the parts of the page that are paragraphs rather than links and labels, and about as long.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.scene_breaks import is_scene_break
from stages.extract.blocks import Block
from stages.extract.gutenberg import NAMED
from stages.extract.labels import is_label, is_over_responses, is_speech
from stages.extract.listings import is_listing, is_short_listing
from stages.extract.phrases import CHAPTER, END
from stages.extract.tree import Node
from stages.extract.weights import PARTS, PROSE, Weights, container, fitness, is_prose, weigh

MIN_MASS = 80  # characters of prose in a part that joins
MIN_PROSE_SHARE, MAX_LINK_SHARE = 0.6, 0.3  # of such a part's characters
MIN_LIKENESS = 0.15  # its mean paragraph against that of the container
MIN_EXCHANGE = 2  # short blocks in a row that belong to the text around them
MAX_FRAGMENTS, MIN_MEAN = 20_000, 10  # blocks of so few characters in the mean are no text, and slow to judge


def choose(nodes: Sequence[Node], blocks: Sequence[Block]) -> list[Block]:
    """The blocks that hold the page's text, in order."""
    if len(blocks) > MAX_FRAGMENTS and sum(len(block.text) for block in blocks) < MIN_MEAN * len(blocks):
        return []
    weights = weigh(nodes, blocks)
    best = max(nodes, key=lambda node: (fitness(node, weights), -node.number), default=None)
    if best is None or not weights.score[best.number]:
        return list(blocks)
    parts = {best.number} | similar(best, weights)
    above_all = min((node.parent or node for node in map(nodes.__getitem__, parts)), key=lambda node: node.number)
    if len(parts) > 1 and is_short_listing(blocks_under(above_all, nodes, blocks)):
        return []
    inside = [False] * len(nodes)
    others = related(best, blocks)
    for node in nodes:
        above = node.parent is not None and inside[node.parent.number]
        inside[node.number] = (above or node.number in parts) and node.number not in others
    around = {node.parent.number for node in map(nodes.__getitem__, parts) if node.parent is not None}
    chosen = [block for block in blocks if inside[block.owner.number] or parts_two(block, around)]
    return [] if is_listing(chosen) else drop_labels(chosen)


def parts_two(block: Block, around: set[int]) -> bool:
    """True for a scene break that stands beside parts of the text, alone or in an element of its own."""
    if block.kind != "break" and not is_scene_break(block.text):
        return False
    above = block.owner.parent
    while above is not None and above.number not in around and len(above.children) == 1:
        above = above.parent
    return above is not None and above.number in around


def blocks_under(node: Node, nodes: Sequence[Node], blocks: Sequence[Block]) -> list[Block]:
    """The blocks in a node."""
    inside = [False] * len(nodes)
    for other in nodes[node.number :]:
        inside[other.number] = other is node or (other.parent is not None and inside[other.parent.number])
    return [block for block in blocks if inside[block.owner.number]]


def related(best: Node, blocks: Sequence[Block]) -> set[int]:
    """Numbers of the nodes that stand under a label over other texts, or over what readers said."""
    path = {best.number}
    at = best
    while at.parent is not None:
        at = at.parent
        path.add(at.number)
    found: set[int] = set()
    cut: set[int] = set()  # nodes of which all that comes after a heading is found already
    for block in blocks:
        heading = block.kind == "heading"
        if block.kind not in ("text", "heading") or not is_label(block.text, heading):
            continue
        if block.owner.tag == "summary":  # over a part of the text, to open
            continue
        node = outermost(block.owner, path)
        found.add(node.number)
        if node.parent is None:
            continue
        if node.parent.number not in path:
            found.add(node.parent.number)
        elif heading and is_over_responses(block.text) and node.parent.number not in cut:
            cut.add(node.parent.number)
            children = node.parent.children
            found.update(child.number for child in children[children.index(node) :] if child.number not in path)
    return found


def outermost(node: Node, path: set[int]) -> Node:
    """The largest node, not on the path to the text, that starts with this one."""
    while node.parent is not None and node.parent.number not in path and node.parent.children[0] is node:
        node = node.parent
    return node


def drop_labels(chosen: list[Block]) -> list[Block]:
    """Without short blocks that stand where no paragraph stands, and without headings over nothing."""
    prose = {place(block.owner) for block in chosen if is_prose(block)}
    said = exchanges(chosen)
    kept: list[Block] = []
    followed = False  # by a paragraph, before anything else but headings
    for n, block in reversed(list(enumerate(chosen))):
        if block.kind == "heading":
            if not followed:
                continue
        elif is_short(block) and place(block.owner) not in prose and n not in said:
            continue
        if block.kind in PROSE:
            followed = True
        kept.append(block)
    return kept[::-1]


def exchanges(chosen: Sequence[Block]) -> set[int]:
    """Places of short blocks in a row, without links, between two paragraphs of one container: messages, say."""
    paragraphs = [n for n, block in enumerate(chosen) if is_prose(block)]
    found: set[int] = set()
    for before, after in pairwise(paragraphs):
        row = range(before + 1, after)
        if len(row) < MIN_EXCHANGE or container(chosen[before].owner) is not container(chosen[after].owner):
            continue
        parents = {chosen[n].owner.parent for n in row}
        if len(parents) == 1 and all(chosen[n].kind == "text" and not chosen[n].link_share for n in row):
            found.update(row)
    return found


def is_short(block: Block) -> bool:
    """True for one line that is no paragraph, no scene break and no mark of a book's start or end."""
    if block.kind != "text" or "\n" in block.text or is_prose(block):
        return False
    if CHAPTER.fullmatch(block.text) and not block.link_share:
        return False
    if is_scene_break(block.text) or is_speech(block.text) or END.fullmatch(block.text):
        return False
    return NAMED.search(block.text) is None


def place(node: Node) -> tuple[int, str, str]:
    """Where a block stands: the container of a part, else the parent and what kind of element it is there."""
    if node.tag in PARTS or node.parent is None:
        return container(node).number, "", ""
    return node.parent.number, node.tag, node.get("class")


def similar(best: Node, weights: Weights) -> set[int]:
    """Numbers of the nodes beside `best` and beside what is above it that hold text like its own."""
    mean = weights.prose[best.number] / max(1, weights.paragraphs[best.number])
    found: set[int] = set()
    at = best
    while at.parent is not None and at.parent.tag != "html":
        joined = [
            node
            for node in at.parent.children
            if node is not at and not node.dropped and is_like(node.number, mean, weights)
        ]
        found.update(node.number for node in joined)
        found.update(node.number for node in between([at, *joined], at.parent) if is_bare(node, weights))
        at = at.parent
    return found


def between(joined: Sequence[Node], parent: Node) -> list[Node]:
    """Children of `parent` between the first and the last of `joined`, of the same make as one of them."""
    if len(joined) < 2:
        return []
    numbers, makes = {node.number for node in joined}, {(node.tag, node.get("class")) for node in joined}
    places = [n for n, child in enumerate(parent.children) if child.number in numbers]
    row = parent.children[places[0] : places[-1]]
    return [node for node in row if not node.dropped and (node.tag, node.get("class")) in makes]


def is_bare(node: Node, weights: Weights) -> bool:
    """True for a part with a text and no link."""
    return weights.characters[node.number] > 0 and not weights.linked[node.number]


def is_like(n: int, mean: float, weights: Weights) -> bool:
    """True for a part of the page that is paragraphs, of a length that is like `mean`."""
    size, prose = weights.characters[n], weights.prose[n]
    return (
        prose >= MIN_MASS
        and prose >= MIN_PROSE_SHARE * size
        and weights.linked[n] <= MAX_LINK_SHARE * size
        and prose >= MIN_LIKENESS * mean * weights.paragraphs[n]
    )
