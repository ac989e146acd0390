"""Selectors of a style sheet, as far as they are read: tags, classes, ids, attributes, places, `:not`."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from stages.extract.tree import Node

SIMPLE = re.compile(
    r"(?P<tag>[a-zA-Z][a-zA-Z0-9-]*+|\*)|(?P<name>[.#][\w-]++)"
    r"|\[\s*+(?P<attribute>[\w-]++)\s*+(?:(?P<how>[~|^$*]?=)\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s\]\"']++)\s*+[is]?\s*+)?\]"
    r"|:not\((?P<no>[^()]++)\)|:(?P<place>[a-z-]++)(?:\((?P<which>[^()]{0,20})\))?"
)
STEP = re.compile(r"([+-]?\d{0,4})n(?:([+-]\d{1,4}))?")
MAX_COMPOUNDS = 6  # parts of a selector
MAX_SELECTOR = 400  # characters

Test = Callable[[Node], bool]


class Compound(NamedTuple):
    """One part of a selector."""

    tag: str  # or ""
    names: frozenset[str]  # classes (.a) and ids (#b)
    attributes: tuple[str, ...]
    tests: tuple[Test, ...]  # of attributes and places
    child: bool  # of the part before, not only under it


def compounds_of(selector: str) -> tuple[Compound, ...]:
    """The parts of a selector; none where one of them cannot be read."""
    found: list[Compound] = []
    child = False
    if len(selector) > MAX_SELECTOR:
        return ()
    for part in split_parts(selector):
        if part == ">":
            child = True
            continue
        compound = compound_of(part, child)
        if compound is None:
            return ()
        found.append(compound)
        child = False
    if not found or child or len(found) > MAX_COMPOUNDS:
        return ()
    last = found[-1]
    return tuple(found) if last.tag or last.names or last.attributes else ()


def split_parts(selector: str) -> list[str]:
    """A selector cut where it has spaces and `>`, outside brackets."""
    if "[" not in selector and "(" not in selector:
        return selector.replace(">", " > ").split()
    masked = re.sub(r"\[[^\]]*+\]|\([^()]*+\)", lambda inside: re.sub(r"[\s>]", "\0", inside[0]), selector)
    return [part.replace("\0", " ") for part in masked.replace(">", " > ").split()]


def compound_of(part: str, child: bool) -> Compound | None:
    """One part of a selector, None where it cannot be read."""
    tag, names, attributes, end = "", set[str](), list[str](), 0
    tests: list[Test] = []
    for match in SIMPLE.finditer(part):
        if match.start() != end:
            return None
        end = match.end()
        if match["tag"]:
            tag = "" if match["tag"] == "*" else match["tag"].lower()
        elif match["name"]:
            names.add(match["name"])
        elif match["attribute"]:
            attributes.append(match["attribute"].lower())
            tests.append(partial(has, attributes[-1], match["how"] or "", (match["value"] or "").strip("\"'")))
        else:
            test = denial(match["no"]) if match["no"] else place_test(match["place"], match["which"] or "")
            if test is None:
                return None
            tests.append(test)
    return Compound(tag, frozenset(names), tuple(attributes), tuple(tests), child) if end == len(part) else None


def has(attribute: str, how: str, value: str, node: Node) -> bool:
    """True when an element has an attribute, with a value that is as said."""
    own = node.attributes.get(attribute)
    if own is None or not how:
        return own is not None
    if how == "=":
        return own == value
    if how == "~=":
        return value in own.split()
    if how == "|=":
        return own == value or own.startswith(f"{value}-")
    return bool(value) and {"^=": own.startswith, "$=": own.endswith, "*=": own.__contains__}[how](value)


def denial(inside: str) -> Test | None:
    """What `:not(...)` asks, of one simple part; None where it cannot be read."""
    compound = compound_of(inside.strip(), child=False)
    if compound is None:
        return None
    return lambda node: not fits(compound, node)


def fits(compound: Compound, node: Node) -> bool:
    """True when an element is what one part of a selector says."""
    if compound.tag and compound.tag != node.tag:
        return False
    names = {f".{name}" for name in node.get("class").split()} | {f"#{node.get('id')}"}
    return compound.names <= names and all(test(node) for test in compound.tests)


def place_test(name: str, which: str) -> Test | None:
    """What `:first-child`, `:nth-of-type(2n+1)` and the like ask; None for other pseudo-classes."""
    if name in ("first-child", "last-child", "first-of-type", "last-of-type"):
        name, which = f"nth-{'last-' * name.startswith('last')}{name.split('-', 1)[1]}", "1"
    if name not in ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"):
        return None
    which = {"odd": "2n+1", "even": "2n"}.get(which.strip(), which.replace(" ", ""))
    match = STEP.fullmatch(which)
    if match is None and not which.isdecimal():
        return None
    step, offset = (0, int(which)) if match is None else (steps(match[1]), int(match[2] or 0))
    return partial(stands, "last" in name, name.endswith("type"), step, offset)


def steps(written: str) -> int:
    """The a of an+b."""
    return int(f"{written}1") if written in ("", "+", "-") else int(written)


def stands(last: bool, typed: bool, step: int, offset: int, node: Node) -> bool:
    """True for an element at the places step * n + offset among its siblings."""
    siblings = node.parent.children if node.parent else [node]
    if typed:
        siblings = [other for other in siblings if other.tag == node.tag]
    place = siblings.index(node) + 1
    place = len(siblings) + 1 - place if last else place
    return place == offset if not step else (place - offset) % step == 0 and (place - offset) // step >= 0
