"""Blocks of a page: what is read between two ends of a block element."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import html

from stages.extract.characters import tidy
from stages.extract.tree import NUMBER

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SECTIONS = frozenset({"article", "section", "main"})
AROUND = 4  # containers that a block remembers
SPACE = re.compile(r"[ \t\r\n\f]+")

Kind = Literal["text", "heading", "lines", "break"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, preformatted passage or scene break of a page."""

    text: str  # lines apart by \n: from <br>, or from the source in a preformatted passage
    kind: Kind
    shares: tuple[tuple[int, int], ...]  # element number, its characters here
    link_share: float  # of its characters, inside links
    around: tuple[int, ...]  # numbers of the elements around the block's own, nearest last, at most AROUND
    in_header: bool = False  # part of what a site puts over a text

    def share_in(self, numbers: frozenset[int]) -> float:
        """How much of its text lies directly in these elements."""
        total = sum(characters for _, characters in self.shares)
        return sum(characters for number, characters in self.shares if number in numbers) / total if total else 0.0


@dataclass(slots=True)
class Run:
    """A piece of text, whose it is, and whether it is a link."""

    text: str
    owner: int
    link: bool


@dataclass(slots=True)
class Builder:
    """The blocks so far, and the runs of the one being read."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    stack: list[html.HtmlElement] = field(default_factory=list)  # block elements that are open
    numbers: list[int] = field(default_factory=list)  # theirs
    headers: int = 0  # open <header>
    sections: int = 0  # open <article>, <section>, <main>
    links: int = 0  # open <a href>
    kept_lines: int = 0  # open elements whose line ends count

    def add(self, text: str | None, owner: html.HtmlElement) -> None:
        """Take a piece of text."""
        if text:
            text = tidy(text)
            self.runs.append(Run(text if self.kept_lines else SPACE.sub(" ", text), number(owner), self.links > 0))

    def line(self, owner: html.HtmlElement) -> None:
        """End a line."""
        self.runs.append(Run("\n", number(owner), False))

    def flush(self) -> None:
        """End the block, or the blocks: an empty line ends one too, save where lines are kept."""
        if not self.runs:
            return
        kind: Kind = "heading" if any(e.tag in HEADINGS for e in self.stack[-3:]) else "text"
        if self.kept_lines:
            self.emit(self.runs, "lines")
        else:
            for runs in paragraphs(self.runs):
                self.emit(runs, kind)
        self.runs = []

    def emit(self, runs: Sequence[Run], kind: Kind) -> None:
        """Add a block, unless it is blank."""
        text = "".join(run.text for run in runs)
        if kind != "lines":
            text = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
        if not text.strip():
            return
        shares: dict[int, int] = {}
        for run in runs:
            shares[run.owner] = shares.get(run.owner, 0) + len(run.text.strip())
        linked = sum(len(run.text.strip()) for run in runs if run.link)
        self.blocks.append(
            Block(
                text=text,
                kind=kind,
                shares=tuple(shares.items()),
                link_share=linked / max(1, sum(shares.values())),
                around=tuple(self.numbers[-AROUND - 1 : -1] or self.numbers),
                in_header=self.headers > 0 and not (kind == "heading" and self.sections > 0),
            )
        )

    def open(self, element: html.HtmlElement) -> None:
        """Go into a block element."""
        self.flush()
        self.stack.append(element)
        self.numbers.append(number(element))
        self.headers += element.tag == "header"
        self.sections += element.tag in SECTIONS

    def close(self) -> None:
        """Leave the innermost block element; the outermost stays, for what follows it."""
        self.flush()
        if len(self.stack) > 1:
            element = self.stack.pop()
            self.numbers.pop()
            self.headers -= element.tag == "header"
            self.sections -= element.tag in SECTIONS

    def scene_break(self, element: html.HtmlElement) -> None:
        """Add a scene break."""
        self.flush()
        self.blocks.append(Block("***", "break", ((number(element), 3),), 0.0, tuple(self.numbers[-AROUND:])))


def number(element: html.HtmlElement) -> int:
    """The number that parsing gave the element; -1 for one that came later."""
    return int(element.get(NUMBER, "-1"))


def paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs split where two line ends follow each other."""
    parts: list[list[Run]] = [[]]
    blank = False  # the line so far is blank, and follows a line end
    for run in runs:
        if run.text == "\n" and blank:
            parts.append([])
        parts[-1].append(run)
        blank = run.text == "\n" or (blank and not run.text.strip())
    return parts
