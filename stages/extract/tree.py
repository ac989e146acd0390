"""A page as a tree of bounded depth, each element numbered so that a selector's choice can be found again."""

import re
from html import unescape as html_unescape
from itertools import islice

from lxml import etree, html

from stages.extract.vocabulary import vocabulary

NUMBER = "data-extract-number"
MAX_DEPTH = 200  # selectors take time in proportion to size times depth
MAX_FLATTENED = 60  # counted elements; tables add rows and cells to each
OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
BREAKS = re.compile(r"<br>\s*+<br>(?:\s*+<br>)++")
VOID = vocabulary("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option")
INLINE = vocabulary("a abbr b bdi bdo big cite code em font i ins kbd mark q s small span strong sub sup tt u")
ESCAPED_TAG = re.compile(
    r"&(?:amp;)?lt;(/?(?:p|br|em|i|b|u|strong|hr|div|span|center|blockquote|font)\b(?:[^<>&]|&quot;|&#39;){0,200}?)&(?:amp;)?gt;",
    re.IGNORECASE,
)
MIN_ESCAPED = 2  # such tags that make a body escaped as a whole
SELF_ENCODED = re.compile(r"^\s*<\?xml[^>]*>")


def parse(text: str) -> html.HtmlElement | None:
    """The root of the page, elements numbered in document order, or None for a page without any."""
    text = unescape_tags(text)
    root = build(text)
    if root is not None and depth(root) > MAX_DEPTH:
        root = build(flatten(text))
    if root is not None:
        for number, element in enumerate(root.iter(etree.Element)):
            element.set(NUMBER, str(number))
    return root


def build(text: str) -> html.HtmlElement | None:
    """The tree that libxml2 recovers."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(SELF_ENCODED.sub("", text).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # "Document is empty"
        return None


def unescape_tags(text: str) -> str:
    """The source with its tags as tags, where a body was escaped once too often."""
    if len(list(islice(ESCAPED_TAG.finditer(text), MIN_ESCAPED))) < MIN_ESCAPED:
        return text
    return ESCAPED_TAG.sub(lambda match: f"<{html_unescape(match[1])}>", text)


def depth(root: html.HtmlElement) -> int:
    """How many elements the deepest one lies under."""
    deepest = level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


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
