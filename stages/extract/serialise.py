"""A tree as a list of blocks: paragraphs, headings, lines that are kept, scene breaks."""

from itertools import pairwise

from lxml import etree, html

from stages.extract.blocks import Block, Builder, Run, number
from stages.extract.chrome import words
from stages.extract.style import LINES
from stages.extract.vocabulary import vocabulary

BLOCKS = vocabulary(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
BREAK_NAMES = vocabulary("break scenebreak divider separator ornament asterism fleuron hr tb")
BREAK_PAIRS = frozenset({("scene", "break"), ("section", "break"), ("thought", "break")})


def serialise(root: html.HtmlElement) -> list[Block]:
    """Every block of the tree, in order."""
    builder = Builder()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            open_element(builder, element)
        else:
            close_element(builder, element)
    builder.flush()
    return builder.blocks


def open_element(builder: Builder, element: html.HtmlElement) -> None:
    """Take in the start of an element and the text before its first child."""
    tag = element.tag
    if tag in BLOCKS or not builder.stack:
        builder.open(element)
    if tag == "hr":
        builder.scene_break(element)
    elif tag == "br":
        builder.line(element)
    elif tag == "img":
        add_image(builder, element)
    builder.links += is_link(element)
    builder.kept_lines += keeps_lines(element)
    if element.get(LINES) == "own":
        builder.line(element)
    builder.add(element.text, element)


def close_element(builder: Builder, element: html.HtmlElement) -> None:
    """Take in the end of an element and the text after it."""
    if element is builder.stack[-1]:
        if is_break(element) and len(element) == 0 and not (element.text or "").strip():
            builder.scene_break(element)
        builder.close()
    builder.links -= is_link(element)
    builder.kept_lines -= keeps_lines(element)
    if element.get(LINES) == "own" and not next_is_br(element):
        builder.line(element)
    parent = element.getparent()
    if parent is not None:
        builder.add(element.tail, parent)


def is_link(element: html.HtmlElement) -> bool:
    """True for a link that leads somewhere."""
    return element.tag == "a" and bool(element.get("href"))


def keeps_lines(element: html.HtmlElement) -> bool:
    """True where the source's line ends are the text's."""
    return element.tag in ("pre", "xmp", "listing") or element.get(LINES) == "kept"


def next_is_br(element: html.HtmlElement) -> bool:
    """True when a line end follows by itself."""
    following = element.getnext()
    return following is not None and following.tag == "br" and not (element.tail or "").strip()


def is_break(element: html.HtmlElement) -> bool:
    """True for an element whose class says scene break."""
    parts = words(element.get("class") or "")
    return bool(BREAK_NAMES & set(parts[:1] + parts[-1:])) or any(pair in BREAK_PAIRS for pair in pairwise(parts))


def add_image(builder: Builder, element: html.HtmlElement) -> None:
    """Take in what an image stands for: a scene break by its class, a drop capital by its one-letter text."""
    letter = (element.get("alt") or "").strip()
    if is_break(element):
        builder.scene_break(element)
    elif len(letter) == 1 and letter.isalpha() and element.tail and element.tail[:1].isalpha():
        builder.runs.append(Run(letter, number(element.getparent()), False))
