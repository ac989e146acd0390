"""A page as nodes: what libxml2 recovers of any source, of bounded depth, in document order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape as html_unescape

from lxml import etree

from stages.extract.vocabulary import vocabulary

MAX_DEPTH = 200  # libxml2 itself stops reading at 256 where a page is not told to be huge
MAX_FLATTENED = 60  # counted elements; tables add rows and cells to each
OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
BREAKS = re.compile(r"<br>\s*+<br>(?:\s*+<br>)++")
VOID = vocabulary("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option")
INLINE = vocabulary("a abbr b bdi bdo big cite code em font i ins kbd mark q s small span strong sub sup tt u")
NO_TEXT = vocabulary("script style template link meta input head")
LEAVES = vocabulary("svg math canvas select object audio video iframe map")  # what is in them is never text
ESCAPED_TAG = re.compile(
    r"&(?:amp;)?lt;(/?(?:p|br|em|i|b|u|strong|hr|div|span|center|blockquote|font)\b(?:[^<>&]|&quot;|&#39;){0,200}?)&(?:amp;)?gt;",
    re.IGNORECASE,
)
SHOWN_TAG = re.compile(r"(?:<|&lt;)/?(?:p|br|em|i|b|u|strong|hr|div|span|center|blockquote|font)\b", re.IGNORECASE)
MIN_ESCAPED = 2  # tags that readers would see, in a body that was escaped as a whole
FRAMES = re.compile(r"</?(?:frameset|frame|noframes)\b[^<>]*+>", re.IGNORECASE)
SHADOW = ("shadowrootmode", "shadowroot")  # of a template whose content is shown
SELF_ENCODED = re.compile(r"\s*<\?xml[^>]*>")
NOTHING: Mapping[str, str] = {}


class Node:
    """One element: its text before the first child, the text after it, and what was decided about it."""

    __slots__ = (
        *("attributes", "children", "dropped", "keeps_lines", "number", "own_line", "parent", "tag", "tail", "text"),
    )

    def __init__(self, element: etree._Element, number: int, parent: "Node | None") -> None:
        self.tag: str = element.tag  # a string: comments and the like are not parsed
        self.text = element.text or ""
        self.tail = element.tail or ""
        attributes = element.items()
        self.attributes: Mapping[str, str] = dict(attributes) if attributes else NOTHING  # type: ignore[arg-type]
        self.number = number  # in document order, so that a parent's is lower
        self.parent = parent
        self.children: Sequence[Node] = ()
        self.dropped = self.tag in NO_TEXT and not any(name in self.attributes for name in SHADOW)
        self.keeps_lines = False  # its source's line ends count
        self.own_line = False  # an inline element that stands on a line of its own

    def get(self, name: str) -> str:
        """An attribute, empty when there is none."""
        return self.attributes.get(name, "")

    def walk(self) -> "Iterator[Node]":
        """This node and all under it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def whole_text(self) -> str:
        """All text in it, as it is read."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            this = waiting.pop()
            if isinstance(this, str):
                parts.append(this)
            elif not this.dropped or this is self:
                parts.append(this.text)
                for child in reversed(this.children):
                    waiting += (child.tail, child)
        return "".join(parts)


def parse(text: str) -> list[Node]:
    """Every element of the page in document order, the root first; empty for a page without any."""
    nodes = read(text)
    if shown_tags(nodes) >= MIN_ESCAPED:
        text = unescape_tags(text)
        nodes = read(text)
    return nodes


def read(text: str) -> list[Node]:
    """The nodes of a source, flattened first where they would lie too deep."""
    root = build(text)
    nodes = list_nodes(root) if root is not None else []
    if nodes is None:
        root = build(flatten(text))
        nodes = list_nodes(root, MAX_DEPTH * MAX_DEPTH) if root is not None else []
    assert nodes is not None
    return nodes


def build(text: str) -> etree._Element | None:
    """The tree that libxml2 recovers."""
    declared = SELF_ENCODED.match(text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    if "<noframes" in text or "<NOFRAMES" in text:  # what stands in one would be read as text without tags
        text = FRAMES.sub("", text)
    source = text[declared.end() if declared else 0 :].encode("utf-8", "replace")
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:  # nothing in it
        return None


def list_nodes(root: etree._Element, max_depth: int = MAX_DEPTH) -> list[Node] | None:
    """The nodes of a tree in document order; None where one lies deeper than `max_depth`."""
    nodes: list[Node] = []
    above: list[tuple[etree._Element | None, Node | None]] = [(None, None)]  # open elements; no node: left out
    for element in root.iter(etree.Element):
        around = element.getparent()
        while above[-1][0] is not around:
            above.pop()
        parent = above[-1][1]
        if around is not None and (parent is None or parent.tag in LEAVES):
            above.append((element, None))
            continue
        try:
            node = Node(element, len(nodes), parent)
        except ValueError:  # a name that XML does not know
            above.append((element, None))
            continue
        above.append((element, node))
        if len(above) > max_depth:
            return None
        nodes.append(node)
        if parent is not None:
            if parent.children:
                parent.children.append(node)  # type: ignore[attr-defined]
            else:
                parent.children = [node]
    return nodes


def shown_tags(nodes: Sequence[Node]) -> int:
    """How many tags a reader would see as text."""
    found = 0
    for node in nodes:
        if not node.dropped and node.tag != "noscript" and ("<" in node.text or "&lt;" in node.text):
            found += len(SHOWN_TAG.findall(node.text))
        if "<" in node.tail or "&lt;" in node.tail:
            found += len(SHOWN_TAG.findall(node.tail))
    return found


def unescape_tags(text: str) -> str:
    """The source with its tags as tags, where a body was escaped once too often."""
    return ESCAPED_TAG.sub(lambda match: f"<{html_unescape(match[1])}>", text)


def flatten(text: str) -> str:
    """The source without the tags of elements nested too deep; block ones leave a paragraph's break."""
    level = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal level
        closing, name = match[1], match[2].lower()
        if name in VOID or match[3].endswith("/"):
            return match[0]
        if closing:
            level = max(0, level - 1)
            kept = level < MAX_FLATTENED
        else:
            kept = level < MAX_FLATTENED
            level += 1
        return match[0] if kept else "" if name in INLINE else "<br><br>"

    return BREAKS.sub("<br><br>", OPEN_OR_CLOSE.sub(replace, text))
