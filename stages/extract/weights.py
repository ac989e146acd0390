"""What a page's containers weigh: how much prose, how many links, how many paragraphs of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from stages.extract.blocks import Block
from stages.extract.items import PUNCTUATED
from stages.extract.tree import Node
from stages.extract.vocabulary import vocabulary, words

PARTS = vocabulary("p li h1 h2 h3 h4 h5 h6 dt dd th tr tbody thead caption center ul ol dl span font hr address legend")
DECAY = (1.0, 0.5, 0.25, 0.12, 0.06)  # of a paragraph's weight, for the container around it and those above
PROSE = ("text", "lines", "verse")  # kinds of blocks
MIN_PROSE = 60  # characters of a block that is prose by its length
MIN_SENTENCE = 25  # characters of one that is by its punctuation
MAX_LINKED = 0.5  # of its characters
FAVOURED = vocabulary("article body content entry hentry main page post text blog story chapter")
MET_ELSEWHERE = vocabulary("contact footer masthead media meta promo related scroll share sidebar sponsor tags widget")
FAVOUR = 1.3  # of a container's weight, by its name


@dataclass(slots=True)
class Weights:
    """What is under each node of a page, by its number."""

    characters: list[int]
    linked: list[float]  # characters
    prose: list[float]  # characters
    paragraphs: list[int]
    score: list[float]

    def add_up(self, nodes: Sequence[Node]) -> None:
        """Sums over everything under each node."""
        for node in reversed(nodes):
            if node.parent is not None:
                n, above = node.number, node.parent.number
                self.characters[above] += self.characters[n]
                self.linked[above] += self.linked[n]
                self.prose[above] += self.prose[n]
                self.paragraphs[above] += self.paragraphs[n]


def is_prose(block: Block) -> bool:
    """True for a paragraph, by its length or its punctuation."""
    if block.kind not in PROSE or block.link_share > MAX_LINKED:
        return False
    size = len(block.text)
    return size >= MIN_PROSE or (
        size >= MIN_SENTENCE and block.text[-1] != ":" and PUNCTUATED.search(block.text) is not None
    )


def weigh(nodes: Sequence[Node], blocks: Sequence[Block]) -> Weights:
    """What is under each node, and the weight of each container."""
    zeros, none = [0] * len(nodes), [0.0] * len(nodes)
    weights = Weights(zeros[:], none[:], none[:], zeros[:], none[:])
    for block in blocks:
        n, size = block.owner.number, len(block.text)
        weights.characters[n] += size
        weights.linked[n] += size * block.link_share
        if is_prose(block):
            weights.prose[n] += size * (1 - block.link_share)
            weights.paragraphs[n] += 1
            points = 1 + block.text.count(",") + min(size / 100, 3)
            at: Node | None = container(block.owner)
            for decay in DECAY:
                if at is None:
                    break
                weights.score[at.number] += points * decay
                at = at.parent
    weights.add_up(nodes)
    return weights


def container(node: Node) -> Node:
    """The nearest element around, or at, a block that is more than a part of a list or line."""
    while node.tag in PARTS and node.parent is not None:
        node = node.parent
    return node


def fitness(node: Node, weights: Weights) -> float:
    """A container's weight, less its links, by its name."""
    score = weights.score[node.number]
    if not score or node.tag == "html":
        return 0.0
    names = set(words(node.get("class"))) | set(words(node.get("id")))
    if node.tag in ("article", "main") or names & FAVOURED:
        score *= FAVOUR
    if names & MET_ELSEWHERE:
        score /= FAVOUR
    return score * (1 - weights.linked[node.number] / max(1, weights.characters[node.number]))
