"""Blocks that are lines: a printed page's become paragraphs, a poem's stanzas; names lead what is said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, pairwise

from stages.extract.blocks import Block
from stages.extract.labels import is_speech
from stages.extract.lines import is_closed
from stages.extract.tree import Node
from stages.extract.vocabulary import vocabulary, words

MIN_ROWS = 4
MIN_WIDTH, MAX_WIDTH = 40, 110  # characters of a printed line
MIN_RUN_ON = 0.35  # of printed lines, that end inside a sentence which the next one goes on with
MIN_FULL = 0.75  # of the lines that end inside a sentence, that leave no room for the next word
MAX_PAUSES = 0.7  # of the same lines, that end with a comma or the like: a verse's end where one may breathe
SENTENCE_END = re.compile(r"\w[.!?][”\"’']? [“\"‘]?[A-ZÀ-ÞŒ]")
PAUSES = (",", ";", ":", "—")
ROOM = 0.85  # of the width: letters of a printed page are not equally wide
MAX_VERSE_LINE = 75  # characters
MIN_OPEN = 0.4  # of a poem's lines, that do not end as sentences do
MIN_STANZAS = 2
MAX_CELLS = 12  # children of a row that are looked at
MAX_INSIDE = 20  # elements in a line
MAX_NUMBER = 4  # digits of a page's number
MAX_NAME = 30  # characters of a name before what is said
POEMS = vocabulary("poem poetry verse verses stanza stanzas lyrics song canto")


def join_rows(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with rows of lines as the paragraphs or stanzas that they are."""
    found: list[Block] = []
    for _, run in groupby(join_names(blocks), make_of):
        found += join_run(list(run))
    return found


def join_names(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with a name and a colon before what the name's definition says."""
    name: Block | None = None
    for block in blocks:
        if name is not None:
            said = block.owner.tag == "dd" and block.kind == "text"
            block = replace(block, text=f"{name.text} {block.text}") if said else block
            if not said:
                yield name
        named = block.owner.tag == "dt" and block.text.endswith(":") and len(block.text) <= MAX_NAME
        name = block if named else None
        if not named:
            yield block
    if name is not None:
        yield name


def make_of(block: Block) -> tuple[str, ...]:
    """What kind of element holds a line, and what holds that; empty for what is no line."""
    if block.kind != "text" or block.link_share or "\n" in block.text or block.owner.tag in ("li", "th"):
        return ()
    row = row_of(block.owner)
    if row.tag == "td":  # one of several cells in a row
        return ()
    above = row.parent
    return (row.tag, above.tag, above.get("class")) if above is not None else ()


def row_of(node: Node) -> Node:
    """The table row that a cell fills alone; any other element itself."""
    above = node.parent
    if node.tag != "td" or above is None or above.tag != "tr" or len(above.children) > MAX_CELLS:
        return node
    return node if any(cell is not node and cell.whole_text().strip() for cell in above.children) else above


def join_run(run: list[Block]) -> list[Block]:
    """Lines of one make, joined where they are a printed page's or a poem's."""
    if len(run) < MIN_ROWS or not make_of(run[0]):
        return run
    numberless = [block for block in run if not (block.text.isdecimal() and len(block.text) <= MAX_NUMBER)]
    if is_printed([block.text for block in numberless]):
        return join_printed(numberless)
    found: list[Block] = []
    for short, part in groupby(run, lambda block: len(block.text) <= MAX_VERSE_LINE):
        lines = list(part)
        found += join_stanzas(lines) if short else lines
    return found


def is_printed(texts: Sequence[str]) -> bool:
    """True for the lines of a printed page: full ones, most of which end inside a sentence and between two words."""
    if len(texts) < MIN_ROWS:
        return False
    width = sorted(map(len, texts))[int(0.9 * (len(texts) - 1))]
    if not MIN_WIDTH <= width <= MAX_WIDTH or max(map(len, texts)) > 2 * width:
        return False
    run_on = [(line, following) for line, following in pairwise(texts) if not is_closed(line)]
    going_on = sum(following[:1].islower() for _, following in run_on)
    full = sum(taken(line, following) > ROOM * width for line, following in run_on)
    pauses = sum(line.endswith(PAUSES) for line, _ in run_on)
    most = MAX_PAUSES if any(map(SENTENCE_END.search, texts)) else MAX_PAUSES / 2  # in verse, sentences end with lines
    return going_on >= MIN_RUN_ON * (len(texts) - 1) and full >= MIN_FULL * len(run_on) and pauses <= most * len(run_on)


def taken(line: str, following: str) -> int:
    """Characters that a line would need to hold the next one's first word."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0])


def join_printed(run: Sequence[Block]) -> list[Block]:
    """Printed lines as paragraphs: one ends where a sentence does, with room left or a new speaker after it."""
    found = [run[0]]
    left = min(map(indent, run))
    needs = sorted(taken(a.text, b.text) for a, b in pairwise(run) if not is_closed(a.text))
    width = min(needs[len(needs) // 10], 1 + max(len(block.text) for block in run))  # what needs less had room
    for before, block in pairwise(run):
        whole = found[-1].text
        if is_closed(before.text) and (indent(block) > left or ends_paragraph(before.text, block.text, width)):
            found.append(block)
        elif whole.endswith("-") and whole[-2:-1].isalpha() and block.text[:1].islower():
            found[-1] = replace(found[-1], text=whole[:-1] + block.text)
        else:
            found[-1] = replace(found[-1], text=f"{whole} {block.text}")
    return found


def ends_paragraph(line: str, following: str, width: int) -> bool:
    """True for a printed paragraph's last line, which ends a sentence: with room left, or between two speakers."""
    return (is_speech(following) and line[-1] in "”\"'’»") or taken(line, following) < width


def indent(block: Block) -> float:
    """How far from the left a line starts, by its own style; 0 where that does not say."""
    for part in block.owner.get("style").split(";"):
        name, _, value = part.partition(":")
        if name.strip().lower() in ("left", "margin-left", "text-indent"):
            digits = value.strip().rstrip("abcdefghijklmnopqrstuvwxyz%").strip()
            return float(digits) if digits.replace(".", "", 1).isdecimal() else 0.0
    return 0.0


def join_stanzas(lines: list[Block]) -> list[Block]:
    """Short lines as stanzas, where they stand in a poem or in groups with gaps between them."""
    if len(lines) < MIN_ROWS or sum(not is_closed(line.text) for line in lines) < MIN_OPEN * len(lines):
        return lines
    stanzas = [[lines[0]]]
    for before, line in pairwise(lines):
        if has_gap(row_of(before.owner), row_of(line.owner)):
            stanzas.append([])
        stanzas[-1].append(line)
    together = len({row_of(line.owner).parent for line in lines}) == 1
    grouped = together and len(stanzas) >= MIN_STANZAS and all(len(stanza) > 1 for stanza in stanzas)
    if not grouped and not in_poem(lines[0].owner):
        return lines
    return [replace(stanza[0], text="\n".join(line.text for line in stanza), kind="verse") for stanza in stanzas]


def has_gap(before: Node, after: Node) -> bool:
    """True where something blank stands between two rows, or the end of what holds the first."""
    if before is after or len(before.children) > MAX_INSIDE:
        return True
    inside = sum(1 for _ in islice(before.walk(), MAX_INSIDE))
    return before.parent is not after.parent or after.number > before.number + inside


def in_poem(node: Node) -> bool:
    """True under an element, at most three above, that is named as a poem."""
    at: Node | None = node
    for _ in range(4):
        if at is None:
            return False
        if POEMS & {*words(at.get("class")), *words(at.get("id"))}:
            return True
        at = at.parent
    return False
