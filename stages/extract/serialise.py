"""A page's nodes as a list of blocks: paragraphs, headings, lines that are kept, scene breaks."""

from itertools import islice

from pipeline.scene_breaks import is_scene_break
from stages.extract.blocks import OWN_LINE, Block, Builder, Run
from stages.extract.ornaments import is_blank_break, is_ornament
from stages.extract.tree import INLINE, Node
from stages.extract.vocabulary import vocabulary

BLOCKS = vocabulary(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
KEEP_LINES = vocabulary("pre xmp listing textarea")
QUOTES = ("", *"\"'“‘«„‹")
LINE_NAMES = vocabulary("line poem-line poemline verse-line verseline l")


def serialise(root: Node) -> list[Block]:
    """Every block under the root, in order, without what was dropped."""
    builder = Builder()
    waiting: list[tuple[Node, bool]] = [(root, True)]
    while waiting:
        node, opening = waiting.pop()
        if not opening:
            close_node(builder, node)
        elif node.dropped:
            if node.tail:
                builder.add(node.tail)
        else:
            open_node(builder, node)
            waiting.append((node, False))
            if node.children:
                waiting += [(child, True) for child in reversed(node.children)]
    builder.flush()
    return builder.blocks


def open_node(builder: Builder, node: Node) -> None:
    """Take in the start of an element and the text before its first child."""
    tag = node.tag
    if not builder.stack or (tag in BLOCKS and not is_line(node)):
        builder.open(node)
    if tag == "hr":
        builder.scene_break()
    elif tag == "br":
        builder.br()
    elif tag == "img":
        add_image(builder, node)
    elif tag == "a":
        builder.links += is_link(node)
    elif tag == "q" and not is_quoted(node):
        builder.add("“")
    if node.keeps_lines or tag in KEEP_LINES:
        builder.kept_lines += 1
    if node.own_line:
        builder.own_line(joined=tag != "span")
    if node.text:
        builder.add(node.text)


def close_node(builder: Builder, node: Node) -> None:
    """Take in the end of an element and the text after it."""
    tag = node.tag
    if node is builder.stack[-1]:
        if is_blank_break(node):
            builder.scene_break()
        builder.close()
    if tag == "a":
        builder.links -= is_link(node)
    elif tag == "q" and not is_quoted(node):
        builder.add("”")
    if node.keeps_lines or tag in KEEP_LINES:
        builder.kept_lines -= 1
    if node.own_line:
        builder.runs.append(OWN_LINE)
    if node.tail:
        builder.add(node.tail)


def is_quoted(node: Node) -> bool:
    """True for a quotation without text, or with its marks in its text."""
    return next((part.text.lstrip() for part in islice(node.walk(), 4) if part.text.strip()), "")[:1] in QUOTES


def is_link(node: Node) -> bool:
    """True for a link that leads somewhere."""
    return bool(node.get("href"))


def is_line(node: Node) -> bool:
    """True for an element whose class says line of verse; its lines are then joined as such."""
    if (
        node.tag not in ("div", "p")
        or "class" not in node.attributes
        or not LINE_NAMES & set(node.get("class").split())
    ):
        return False
    if any(child.tag in BLOCKS for child in node.children):
        return False
    node.own_line = True
    return True


def add_image(builder: Builder, node: Node) -> None:
    """Take in what an image stands for: a scene break by its class or text, a drop capital by its one-letter text."""
    letter = node.get("alt").strip()
    if is_ornament(node) or is_scene_break(letter):
        builder.scene_break()
    elif len(letter) == 1 and letter.isalpha() and text_after(node)[:1].isalpha():
        builder.runs.append(Run(letter, False))


def text_after(node: Node) -> str:
    """The text that follows an element at the start of its parent, in the parent or in the next element."""
    first = node.parent.children[:2] if node.parent and not node.tail else ()
    return first[1].text if len(first) == 2 and first[0] is node and first[1].tag in INLINE else node.tail
