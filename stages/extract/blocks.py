"""Blocks of a page: what is read between two ends of a block element."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from stages.extract.characters import tidy
from stages.extract.lines import INDENTED
from stages.extract.tree import Node

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SECTIONS = frozenset({"article", "section", "main"})
SPACE = re.compile(r"[ \t\r\n\f]+")
INDENT = re.compile(r"^[ \t\r\n\f]*+(?:\u00a0[ \u00a0]+|[\u2001\u2003\u3000][\s\u00a0]*)(?=\S)")  # of a line, by hand

MAX_HEADING = 120  # characters: what is longer is a paragraph set large

Kind = Literal["text", "heading", "lines", "verse", "break"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, preformatted passage or scene break of a page."""

    text: str  # lines apart by \n: from <br>, or from the source in a preformatted passage
    kind: Kind
    owner: Node  # the block element that it stands in
    link_share: float = 0.0  # of its characters, inside links
    in_header: bool = False  # part of what a site puts over a text


class Run(NamedTuple):
    """A piece of text, and whether it is a link."""

    text: str
    link: bool


LINE = Run("\n", False)
OWN_LINE = Run("\n", False)  # the end of an element that is a line: a line break after it adds nothing


@dataclass(slots=True)
class Builder:
    """The blocks so far, and the runs of the one being read."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    stack: list[Node] = field(default_factory=list)  # block elements that are open
    headers: int = 0  # open <header>
    sections: int = 0  # open <article>, <section>, <main>
    links: int = 0  # open <a href>
    kept_lines: int = 0  # open elements whose line ends count

    def add(self, text: str) -> None:
        """Take a piece of text."""
        if self.runs and self.runs[-1].text == "\n" and not self.kept_lines and not text.isascii():
            text = INDENT.sub(INDENTED, text)
        text = tidy(text)
        self.runs.append(Run(text if self.kept_lines else SPACE.sub(" ", text), self.links > 0))

    def line(self) -> None:
        """End a line."""
        self.runs.append(LINE)

    def own_line(self, joined: bool) -> None:
        """Begin an element that is a line, `joined` to one before it as lines of one verse."""
        if self.runs and not (joined and self.after_own_line()):
            self.runs.append(LINE)

    def after_own_line(self) -> bool:
        """True when an element that is a line just ended."""
        last = len(self.runs) - 1
        while last >= 0 and not self.runs[last].text.strip() and self.runs[last].text != "\n":
            last -= 1
        return last >= 0 and self.runs[last] is OWN_LINE

    def br(self) -> None:
        """End a line, unless an element's end just did."""
        if not self.after_own_line():
            self.runs.append(LINE)

    def flush(self) -> None:
        """End the block, or the blocks: an empty line ends one too, save where lines are kept."""
        if not self.runs:
            return
        if self.kept_lines:
            self.emit(self.runs, "lines")
        else:
            heading = any(node.tag in HEADINGS for node in self.stack[-3:])
            for runs in paragraphs(self.runs) if len(self.runs) > 1 else [self.runs]:
                long = heading and sum([len(run.text) for run in runs]) > MAX_HEADING
                self.emit(runs, "heading" if heading and not long else "text")
        self.runs = []

    def emit(self, runs: Sequence[Run], kind: Kind) -> None:
        """Add a block, unless it is blank."""
        text = "".join([run.text for run in runs]) if len(runs) > 1 else runs[0].text
        if not text or text.isspace():
            return
        if kind != "lines":
            text = "\n".join([spaced(line) for line in text.strip().split("\n")])
        linked = sum([len(run.text.strip()) for run in runs if run.link])
        self.blocks.append(
            Block(
                text=text,
                kind=kind,
                owner=self.stack[-1],
                link_share=linked / sum([len(run.text.strip()) for run in runs]) if linked else 0.0,
                in_header=self.headers > 0 and not (kind == "heading" and self.sections > 0),
            )
        )

    def open(self, node: Node) -> None:
        """Go into a block element."""
        self.flush()
        self.stack.append(node)
        self.headers += node.tag == "header"
        self.sections += node.tag in SECTIONS

    def close(self) -> None:
        """Leave the innermost block element; the outermost stays, for what follows it."""
        self.flush()
        if len(self.stack) > 1:
            tag = self.stack.pop().tag
            self.headers -= tag == "header"
            self.sections -= tag in SECTIONS

    def scene_break(self) -> None:
        """Add a scene break, unless there is one."""
        self.flush()
        if not self.blocks or self.blocks[-1].kind != "break":
            self.blocks.append(Block("***", "break", self.stack[-1]))


def spaced(line: str) -> str:
    """A line with single spaces, and a mark before it where it was indented by hand."""
    if INDENTED not in line:
        return " ".join(line.split())
    return (INDENTED if line.lstrip(" ")[0] == INDENTED else "") + " ".join(line.replace(INDENTED, " ").split())


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
