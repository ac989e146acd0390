"""The robots exclusion protocol, RFC 9309: groups of rules, and whether they let an agent have a path.

Our own reading and not a library's: those at hand take a group for `mini` as one for `miniature-memory`, miss one for
`miniature-memory/2.0`, or let `/` through because of `Allow: /index.html`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

LINE_END = re.compile(r"\r\n|\r|\n")
PRODUCT = re.compile(r"[A-Za-z_-]+")  # a product token; a version behind it says nothing
ANYONE = "*"


@dataclass(frozen=True)
class Pattern:
    """A path with wildcards: `*` stands for anything, a `$` at the end for the end."""

    pieces: tuple[bytes, ...]  # what stands between the wildcards
    anchored: bool

    @classmethod
    def read(cls, text: str) -> "Pattern":
        """The pattern, octets compared as they are meant: %7E and ~, %C3%A9 and é are one."""
        anchored = text.endswith("$")
        pieces = (text[:-1] if anchored else text).split("*")
        return cls(tuple(unquote_to_bytes(piece) for piece in pieces), anchored)

    @property
    def octets(self) -> int:
        """How specific it is."""
        return sum(map(len, self.pieces)) + len(self.pieces) - 1 + self.anchored

    def covers(self, path: bytes) -> bool:
        """Whether it matches the start of a decoded path, or all of it when it is anchored."""
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        if not others:
            return not self.anchored or path == first
        place = len(first)
        for piece in others[:-1]:
            found = path.find(piece, place)
            if found < 0:
                return False
            place = found + len(piece)
        if self.anchored:
            return path.endswith(others[-1]) and len(path) - len(others[-1]) >= place
        return path.find(others[-1], place) >= 0


@dataclass(eq=False)
class Group:
    """What one agent is told, its groups merged."""

    rules: list[tuple[Pattern, bool]] = field(default_factory=list)  # (pattern, allowed)
    others: list[tuple[str, str]] = field(default_factory=list)  # further records: (field in lower case, value)

    def add(self, name: str, value: str) -> None:
        """One more record; an empty Allow or Disallow covers nothing."""
        if name not in ("allow", "disallow"):
            self.others.append((name, value))
        elif value:
            self.rules.append((Pattern.read(value), name == "allow"))

    def allows(self, path: str) -> bool:
        """The word of the most specific rule that covers a path and query; of two equal ones, the permission."""
        wanted = unquote_to_bytes(path)
        found = [(pattern.octets, allowed) for pattern, allowed in self.rules if pattern.covers(wanted)]
        return max(found)[1] if found else True


@dataclass(frozen=True)
class RobotsFile:
    """A robots.txt, read."""

    groups: dict[str, Group]  # agent in lower case -> its group
    unbound: tuple[tuple[str, str], ...]  # records before any group, and Sitemap and the like wherever they stand

    def names(self, agent: str) -> bool:
        """Whether a group is addressed to an agent by name."""
        return agent.lower() in self.groups

    def group(self, agent: str) -> Group:
        """The group that an agent must obey: its own, else everybody's, else an empty one."""
        return self.groups.get(agent.lower()) or self.groups.get(ANYONE) or Group()

    def allows(self, agent: str, path: str) -> bool:
        """Whether an agent may have a path; robots.txt itself may always be had."""
        return path.partition("?")[0] == "/robots.txt" or self.group(agent).allows(path)


UNBOUND = frozenset({"sitemap", "license", "host"})
MEMBERS = frozenset({"allow", "disallow", "crawl-delay", "content-usage", "content-signal"})  # end a list of agents

RULES = frozenset({"user-agent", "allow", "disallow"})
MISSPELT = {"useragent": "user-agent", "user agent": "user-agent"} | dict.fromkeys(
    ("dissallow", "dissalow", "disalow", "diasllow", "disallaw", "dis-allow"), "disallow"
)


def parse(text: str) -> RobotsFile:
    """The groups of a robots.txt; lines that are no records are passed over, as are rules before the first group."""
    groups: dict[str, Group] = {}
    unbound: list[tuple[str, str]] = []
    current: list[Group] = []
    naming = False  # between user-agent lines of one group
    for name, value in records(LINE_END.split(text)):
        if name == "user-agent":
            current = current if naming else []
            naming = True
            group = groups.setdefault(agent_named(value), Group())
            current += [group] if group not in current else []
        elif name in UNBOUND or not current:
            unbound.append((name, value))
        else:
            naming = naming and name not in MEMBERS
            for group in current:
                group.add(name, value)
    return RobotsFile(groups, tuple(unbound))


def records(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """(field in lower case, value) of each line that has one; comments and a byte-order mark dropped.

    A rule without its colon ("disallow /") and a misspelt one are read as they are meant.
    """
    for line in lines:
        content = line.partition("#")[0].lstrip("\ufeff")
        name, colon, value = content.partition(":")
        words = content.split()
        if not colon and len(words) == 2 and words[0].lower() in RULES:
            name, value = words
        elif not colon:
            continue
        if name := name.strip().lower():
            yield MISSPELT.get(name, name), value.strip()


def agent_named(value: str) -> str:
    """The product token of a user-agent line, in lower case; `*` for everybody."""
    if value.startswith(ANYONE):
        return ANYONE
    found = PRODUCT.match(value)
    return found[0].lower() if found else value.lower()
