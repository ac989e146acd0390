"""Style sheets of a page: which declarations apply to an element, as far as they matter to its text.

Selectors that cannot be read are skipped (`selectors`), and so are print and narrow-screen styles: they do not say what
a reader sees.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stages.extract.selectors import Compound, compounds_of
from stages.extract.tree import Node
from stages.extract.vocabulary import vocabulary

BRACE = re.compile(r"[{}]")
SEEN = re.compile(
    r"@(?:media|supports|layer)\b(?![^{]*\b(?:print|speech|not|max-|prefers-|pointer|hover))", re.IGNORECASE
)
MAX_STYLE = 500_000  # characters read, all style elements together
MAX_TRIALS = 300_000  # of a part of a selector on an element: ordinary pages need a hundredth
INTERESTING = vocabulary(
    "display visibility opacity font-size left top right text-indent clip clip-path height max-height width overflow "
    "position order flex-direction white-space speak color grid-row grid-row-start transform"
)

TELLING = vocabulary("order flex-direction white-space speak clip clip-path grid-row grid-row-start transform")
HIDING = vocabulary("none hidden collapse transparent")
NOTHING_LONG = vocabulary("0 0p 0e 0r 0% 0. .0 0v")  # how a length or an opacity of nothing begins
BEHIND = ("background", "background-color")
OTHERS = ("inherit", "initial", "unset", "currentcolor")  # colours that another element says
NO_NAMES: frozenset[str] = frozenset()

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector and what it sets."""

    compounds: tuple[Compound, ...]  # the last one names the element
    weight: tuple[int, int, int, int]  # ids, classes, tags, place in the sheet: what wins
    plain: Declarations
    important: Declarations


def declarations(style: str) -> tuple[Declarations, Declarations]:
    """The declarations that matter here, lower-case, later ones winning: plain ones, and important ones."""
    plain: Declarations = {}
    important: Declarations = {}
    behind = ""
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        name = name.strip()
        if value and name in INTERESTING:
            value, mark, _ = value.partition("!")
            (important if mark else plain)[name] = value.strip()
        elif value and name in BEHIND:
            behind = value.partition("!")[0].strip()
    if behind and behind not in OTHERS and plain.get("color") == behind:
        plain["color"] = "transparent"  # letters in the colour that is behind them
    return plain, important


def rules(sheet: str) -> Iterator[Rule]:
    """The rules of a style sheet that can be read and set something that matters."""
    sheet = "".join(part.split("*/", 1)[-1] if number else part for number, part in enumerate(sheet.split("/*")))
    depth, start, selectors, place = 0, 0, "", 0
    for match in BRACE.finditer(sheet):
        if match[0] == "{":
            said = sheet[start : match.start()].strip()
            if depth == 0 and SEEN.match(said.rpartition(";")[2].strip()):  # its rules count as if it were not there
                start = match.end()
                continue
            if depth == 0:
                selectors = said
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0 and not selectors.startswith("@"):
                plain, important = declarations(sheet[start : match.start()])
                if plain or important:
                    for selector in selectors.replace("<!--", " ").split(","):
                        place += 1
                        compounds = compounds_of(selector)
                        if compounds:
                            yield Rule(compounds, (*weight(compounds), place), plain, important)
        start = match.end()


def weight(compounds: Sequence[Compound]) -> tuple[int, int, int]:
    """How many ids, classes and tags a selector names."""
    names = [name for compound in compounds for name in compound.names]
    ids = sum(name.startswith("#") for name in names)
    tests = sum(len(compound.tests) for compound in compounds)
    return ids, len(names) - ids + tests, sum(bool(compound.tag) for compound in compounds)


class Style:
    """The declarations that apply to each element of one page."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        sheets = "\n".join(node.text for node in nodes if node.tag == "style")
        self.by_name: dict[str, list[Rule]] = {}  # under one class, id or tag that the selector's last part needs
        self.telling: set[str] = set()  # names under which some rule does more than undo another
        self.left = MAX_TRIALS
        self.by_attribute = False  # some rules are under the name of an attribute alone
        if not sheets:
            return
        self.names = [names_of(node) for node in nodes]
        known = set().union(*self.names) | {node.tag for node in nodes} | {""}
        for rule in rules(sheets[:MAX_STYLE]):
            if all(compound.tag in known and compound.names <= known for compound in rule.compounds):
                last = rule.compounds[-1]
                name = min(last.names, default=last.tag) or f"[{last.attributes[0]}"
                self.by_name.setdefault(name, []).append(rule)
                if tells(rule.plain | rule.important, last.tag):
                    self.telling.add(name)
        self.by_attribute = any(name.startswith("[") for name in self.telling)

    def of(self, node: Node) -> Declarations:
        """What the style sheets and the element's own attribute say."""
        inline = node.attributes.get("style")
        matching = self.matching(node) if self.telling else ()
        if not matching and not inline:
            return {}
        plain, important = declarations(inline) if inline else ({}, {})
        found: Declarations = {}
        for rule in matching:
            found |= rule.plain
        found |= plain
        for rule in matching:
            found |= rule.important
        return found | important

    def matching(self, node: Node) -> list[Rule]:
        """The rules that apply, the strongest last; none where no rule tells anything."""
        names = self.names[node.number]
        if not self.by_attribute and node.tag not in self.telling and self.telling.isdisjoint(names):
            return []
        names = names | {node.tag}
        if self.by_attribute:
            names |= {f"[{name}" for name in node.attributes}
        if self.left <= 0 or self.telling.isdisjoint(names):
            return []
        listed = [rule for name in names if name in self.by_name for rule in self.by_name[name]]
        return sorted((rule for rule in listed if self.applies(rule, node)), key=lambda rule: rule.weight)

    def applies(self, rule: Rule, node: Node) -> bool:
        """True when the selector names the element."""
        last = rule.compounds[-1]
        if not self.fits(last, node):
            return False
        child, at = last.child, node.parent
        for compound in rule.compounds[-2::-1]:
            if child and (at is None or not self.fits(compound, at)):
                return False
            while at is not None and not self.fits(compound, at):
                at = at.parent
            if at is None:
                return False
            child, at = compound.child, at.parent
        return True

    def fits(self, compound: Compound, node: Node) -> bool:
        """True when tag, classes and id are the element's."""
        self.left -= 1
        if (compound.tag and compound.tag != node.tag) or not compound.names <= self.names[node.number]:
            return False
        if not compound.tests:
            return True
        self.left -= len(node.parent.children) // 10 if node.parent else 0  # places among siblings are counted
        return all(test(node) for test in compound.tests)


def names_of(node: Node) -> frozenset[str]:
    """An element's classes as .a and its id as #b."""
    attributes = node.attributes
    if not attributes:
        return NO_NAMES
    names = class_names(attributes["class"]) if "class" in attributes else NO_NAMES
    return names | {f"#{attributes['id']}"} if "id" in attributes else names


@lru_cache(maxsize=4096)
def class_names(classes: str) -> frozenset[str]:
    """The classes of an attribute, each as .a."""
    return frozenset(f".{name}" for name in classes.split())


def tells(what: Declarations, tag: str) -> bool:
    """True for declarations on `tag` that can hide or move a text or keep its lines, not only show what others hide."""
    if any(name in TELLING or value in HIDING or value[:2] in NOTHING_LONG for name, value in what.items()):
        return True
    if (what.get("display") == "block" and tag in ("", "span")) or what.get("position") == "absolute":
        return True
    return any(what[name].startswith("-") for name in ("left", "top", "right", "text-indent") if name in what)
