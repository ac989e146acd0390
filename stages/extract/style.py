"""What a page's style says about its text: what is hidden, what comes first, where lines are kept."""

import re
from collections.abc import Mapping, Sequence

from pipeline.scene_breaks import is_scene_break
from stages.extract.ornaments import is_blank_break
from stages.extract.sheets import Declarations, Style
from stages.extract.tree import INLINE, Node

HIDDEN_MAX_SHARE = 0.9  # of the page's text: what hides more is a page that shows itself by script
OFF_SCREEN = 900  # px, em or %: beyond any screen
LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(px|em|rem|%|vw|vh|pt)?")
PLACE = re.compile(r"(-?\d{1,6})(?:\s*/.*)?")
MIN_PIECE = 60  # characters between two tags, outside links: prose
MIN_PLACED = 3  # elements with places of their own, side by side, that are sorted by them


def apply_style(nodes: Sequence[Node]) -> None:
    """Drop what is hidden, put what has an order in order, and mark elements whose lines count."""
    style = Style(nodes)
    said = {}
    hidden = []
    for node in nodes:
        if not node.attributes and node.tag not in style.telling:
            continue
        what = style.of(node)
        if what:
            said[node] = what
        if is_hidden(node, what):
            hidden.append(node)
    if said:
        put_in_order(said)
        mark_lines(said)
    if hidden:
        size, _ = text_sizes(nodes)
        for node in hidden:
            if size[node.number] <= HIDDEN_MAX_SHARE * size[0]:
                node.dropped = True


def is_hidden(node: Node, style: Declarations) -> bool:
    """True when an attribute or the style hides the element."""
    attributes = node.attributes
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if "aria-hidden" in attributes and attributes["aria-hidden"].lower() == "true":
        return not is_scene_break(node.text) and not is_drop_capital(node) and not is_blank_break(node)
    return bool(style) and (hides(style) or (is_zero(style.get("font-size")) and not node.children))


def is_drop_capital(node: Node) -> bool:
    """True for one letter at the start of a word."""
    letter, first = node.text.strip(), node
    while not first.tail and first.parent is not None and first.parent.tag in INLINE and not first.parent.text.strip():
        first = first.parent
    return not node.children and len(letter) == 1 and letter.isalpha() and first.tail[:1].isalpha()


def hides(style: Declarations) -> bool:
    """True when the declarations keep an element from a reader's eyes."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if style.get("opacity") in ("0", "0.0", ".0", "0%"):
        return True
    if style.get("color") == "transparent" or style.get("speak") in ("never", "none"):
        return True
    if style.get("clip", "").replace(" ", "") in ("rect(0000)", "rect(0,0,0,0)", "rect(1px,1px,1px,1px)"):
        return True
    if style.get("clip-path", "").replace(" ", "") in ("inset(50%)", "inset(100%)", "circle(0)"):
        return True
    if style.get("transform", "").replace(" ", "") in ("scale(0)", "scale(0,0)", "scalex(0)", "scaley(0)"):
        return True
    if any(length(style.get(name)) <= -OFF_SCREEN for name in ("left", "top", "right", "text-indent")):
        return True
    folded = any(is_zero(style.get(name)) for name in ("height", "max-height", "width"))
    return folded and style.get("overflow") == "hidden"


def length(value: str | None) -> float:
    """The number of a length, 0 for none."""
    match = LENGTH.fullmatch(value) if value else None
    return float(match[1]) if match else 0.0


def is_zero(value: str | None) -> bool:
    """True for a length that is given, and is nothing."""
    return value is not None and LENGTH.fullmatch(value) is not None and length(value) == 0.0


def put_in_order(said: Mapping[Node, Declarations]) -> None:
    """Sort the children of flexible boxes and grids as the style orders them, and what stands at heights of its own."""
    order: dict[Node, dict[Node, float]] = {}
    heights: dict[Node, dict[Node, float]] = {}
    for node, what in said.items():
        if node.parent is None:
            continue
        place = PLACE.fullmatch(what.get("order") or what.get("grid-row-start") or what.get("grid-row", ""))
        if place:
            order.setdefault(node.parent, {})[node] = int(place[1])
        elif what.get("position") == "absolute" and LENGTH.fullmatch(what.get("top", "")):
            heights.setdefault(node.parent, {})[node] = length(what["top"])
    for parent, places in heights.items():
        if len(places) >= max(MIN_PLACED, len(parent.children)):
            order.setdefault(parent, {}).update(places)
    for parent, places in order.items():
        parent.children = sorted(parent.children, key=lambda child: places.get(child, 0))
    for node, what in said.items():
        if what.get("flex-direction", "").endswith("-reverse") and "flex" in what.get("display", "flex"):
            node.children = node.children[::-1]


def mark_lines(said: Mapping[Node, Declarations]) -> None:
    """Mark elements whose source lines are kept, and inline ones that are lines of their own."""
    for node, what in said.items():
        if what.get("white-space", "").startswith(("pre", "break-spaces")) and node.tag not in ("html", "body"):
            node.keeps_lines = True
        if what.get("display") == "block" and node.tag == "span":
            node.own_line = True


def text_sizes(nodes: Sequence[Node]) -> tuple[list[int], list[int]]:
    """Characters of text under each node, by its number: all, and those in pieces of prose, outside links."""
    size, prose = [0] * len(nodes), [0] * len(nodes)
    for node in reversed(nodes):
        number = node.number
        if node.dropped:
            size[number] = prose[number] = 0
        elif node.text and node.tag != "noscript":
            own = len(node.text.strip())
            size[number] += own
            if own >= MIN_PIECE and node.tag != "a":
                prose[number] += own
        if node.parent is not None:
            above = node.parent.number
            size[above] += size[number]
            prose[above] += prose[number]
            if node.tail:
                tail = len(node.tail.strip())
                size[above] += tail
                prose[above] += tail if tail >= MIN_PIECE else 0
    return size, prose
