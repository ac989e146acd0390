"""What a page's style says about its text: what is hidden, what comes first, where lines are kept.

Only inline styles and rules of plain selectors (`p`, `.a`, `#b`, `p.a.b`) are read, and of descendant selectors the
last part where it only adds line breaks. At-rules are skipped: print and narrow-screen styles do not say what a
reader sees.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree, html

from stages.extract.vocabulary import vocabulary

SELECTOR = re.compile(r"([a-zA-Z][a-zA-Z0-9]*+)?((?:[.#][\w-]++)*+)")
MAX_STYLE = 500_000  # characters read, all style elements together
HIDDEN_MAX_SHARE = 0.9  # of the page's text: what hides more is a page that shows itself by script
OFF_SCREEN = 900  # px, em or %: beyond any screen
LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(px|em|rem|%|vw|vh|pt)?")
ORDER = re.compile(r"-?\d{1,6}")

LINES = "data-extract-lines"

Declarations = dict[str, str]
Rule = tuple[str, frozenset[str], Declarations]  # tag or "", classes (.a) and ids (#b), what it sets
INTERESTING = vocabulary(
    "display visibility opacity font-size left top right text-indent clip clip-path height max-height width overflow "
    "position order flex-direction white-space speak color"
)


def declarations(style: str) -> Declarations:
    """The declarations of a style attribute that matter here, lower-case, later ones winning."""
    found = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip().lower() in INTERESTING:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def rules(sheet: str) -> Iterator[Rule]:
    """The rules of a style sheet that have a plain selector and something that matters."""
    sheet = "".join(part.split("*/", 1)[-1] if number else part for number, part in enumerate(sheet.split("/*")))
    depth, start, selector = 0, 0, ""
    for match in re.finditer(r"[{}]", sheet):
        if match[0] == "{":
            if depth == 0:
                selector = sheet[start : match.start()].strip()
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0 and not selector.startswith("@"):
                yield from rules_of(selector, declarations(sheet[start : match.start()]))
        start = match.end()


def rules_of(selectors: str, what: Declarations) -> Iterator[Rule]:
    """One rule for each plain selector of a comma-separated list."""
    if not what:
        return
    for selector in selectors.replace("<!--", " ").split(","):
        parts = selector.split()
        if not parts:
            continue
        said = what if len(parts) == 1 else {k: v for k, v in what.items() if (k, v) == ("display", "block")}
        match = SELECTOR.fullmatch(parts[-1])
        if match and said and (len(parts) == 1 or match[2]):
            yield (match[1] or "").lower(), frozenset(re.findall(r"[.#][\w-]+", match[2])), said


class Style:
    """The declarations that apply to each element of one page."""

    def __init__(self, root: html.HtmlElement) -> None:
        sheets = "\n".join(element.text or "" for element in root.iter("style"))
        self.by_name: dict[str, list[Rule]] = {}  # under one class, id or tag that the selector needs
        for rule in rules(sheets[:MAX_STYLE]):
            self.by_name.setdefault(min(rule[1], default=rule[0]), []).append(rule)

    def of(self, element: html.HtmlElement) -> Declarations:
        """What the style sheets and the element's own attribute say, the attribute winning."""
        inline = element.get("style")
        if not self.by_name:
            return declarations(inline) if inline else {}
        names = {f".{name}" for name in (element.get("class") or "").split()}
        if element.get("id"):
            names.add(f"#{element.get('id')}")
        found: Declarations = {}
        for name in [element.tag, *sorted(names)]:
            for tag, needed, what in self.by_name.get(name, ()):
                if needed <= names and tag in ("", element.tag):
                    found.update(what)
        return found | declarations(inline) if inline else found


def hides(style: Declarations) -> bool:
    """True when the declarations keep an element from a reader's eyes."""
    if not style:
        return False
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if style.get("opacity") in ("0", "0.0", ".0", "0%") or is_zero(style.get("font-size")):
        return True
    if style.get("color") == "transparent" or style.get("speak") in ("never", "none"):
        return True
    if style.get("clip", "").replace(" ", "") in ("rect(0000)", "rect(0,0,0,0)", "rect(1px,1px,1px,1px)"):
        return True
    if any(length(style.get(name)) <= -OFF_SCREEN for name in ("left", "top", "right", "text-indent")):
        return True
    folded = any(is_zero(style.get(name)) for name in ("height", "max-height", "width"))
    return folded and style.get("overflow") == "hidden"


def length(value: str | None) -> float:
    """The number of a length, 0 for none."""
    match = LENGTH.fullmatch(value or "")
    return float(match[1]) if match else 0.0


def is_zero(value: str | None) -> bool:
    """True for a length that is given, and is nothing."""
    return value is not None and LENGTH.fullmatch(value) is not None and length(value) == 0.0


def is_hidden(element: html.HtmlElement, style: Declarations) -> bool:
    """True when an attribute or the style hides the element."""
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
        return True
    return hides(style)


def apply_style(root: html.HtmlElement, style: Style) -> None:
    """Drop what is hidden, put what has an order in order, and mark line-keeping elements with `LINES`."""
    whole = text_size(root)
    said = {element: style.of(element) for element in root.iter(etree.Element)}
    hidden = [element for element, what in said.items() if is_hidden(element, what)]
    styled = {element: what for element, what in said.items() if what}
    put_in_order(styled)
    mark_lines(styled)
    for element in hidden:
        if text_size(element) <= HIDDEN_MAX_SHARE * whole:
            drop(element)


def put_in_order(styled: Mapping[html.HtmlElement, Declarations]) -> None:
    """Sort the children of flexible boxes as the style orders them."""
    ordered: dict[html.HtmlElement, dict[html.HtmlElement, int]] = {}
    for element, what in styled.items():
        if ORDER.fullmatch(what.get("order", "")) and element.getparent() is not None:
            ordered.setdefault(element.getparent(), {})[element] = int(what["order"])
        if what.get("flex-direction") == "column-reverse":
            ordered.setdefault(element, {}).update({child: -n for n, child in enumerate(element)})
    for parent, orders in ordered.items():
        parent[:] = sorted(parent, key=lambda child: orders.get(child, 0))


def mark_lines(styled: Mapping[html.HtmlElement, Declarations]) -> None:
    """Mark elements whose source lines are kept, and spans that are lines of their own."""
    for element, what in styled.items():
        if what.get("white-space", "").startswith(("pre", "break-spaces")) and element.tag not in ("html", "body"):
            element.set(LINES, "kept")
        if what.get("display") == "block" and element.tag == "span":
            element.set(LINES, "own")


def text_size(element: html.HtmlElement) -> int:
    """Characters of text, what is said to browsers without scripts left out."""
    return sum(
        len((node.text or "").strip()) * (node.tag != "noscript")
        + len((node.tail or "").strip()) * (node is not element)
        for node in element.iter(etree.Element)
    )


def drop(element: html.HtmlElement) -> None:
    """Take an element out of its tree, its tail staying."""
    if element.getparent() is not None and element.tag not in ("html", "body"):
        element.drop_tree()
