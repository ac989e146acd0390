"""One spelling for one thing: characters, quotes, dashes, ellipses, white space, scene breaks; site leftovers removed.

Each line is settled alone: a step may open the way for another (a repaired quote, an emptied bracket), so that the
steps repeat until nothing changes. A line that is settled stays as it is, and so does a text of settled lines:
cleaning a cleaned text changes nothing.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.scene_breaks import SCENE_BREAK, is_scene_break
from stages.clean.artifacts import is_artifact, strip_urls
from stages.clean.mend import LINE_ENDS, mend_characters
from stages.clean.params import CleanParams
from stages.clean.typography import plain, typographic

MAX_PASSES = 8  # real lines settle in two
MAX_REMEMBERED = 300  # characters of a line; bounds memory
# A line without any of these is settled.
UNSETTLED = re.compile(r"[^ -~]|[&_*<>`\[]|''|  |- | --|---|\.{4}|\. \.|\w \.\.|://|[wW]\.|^ | $")
NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


def clean_text(text: str, params: CleanParams) -> str:
    """A text in the one style that training reads; paragraphs are separated by one blank line."""
    blocks = join_breaks(blocks_of(settled_lines(text)))
    if params.typography == "typographic":
        blocks = (block if block == SCENE_BREAK else curled(block) for block in blocks)
    return "\n\n".join(blocks)


def settled_lines(text: str) -> Iterator[str]:
    """The lines of a text, mended, without what a site says; an empty one between paragraphs."""
    for line in LINE_ENDS.split(text):
        if line.isspace():
            yield ""
        elif is_settled(line):
            yield line
        else:
            yield from settle(line).split("\n")


def is_settled(line: str) -> bool:
    """True where `mend` would surely change nothing; a cheaper look than trying."""
    return not (UNSETTLED.search(line) or is_scene_break(line) or is_artifact(line))


def settle(line: str) -> str:
    """A line (or lines, where a repaired character ends one) that `mend` no longer changes.

    One that takes more passes than any real line was made to: it keeps its letters, digits and spaces alone.
    """
    for _ in range(MAX_PASSES):
        mended = "\n".join(map(mend, line.split("\n")))
        if mended == line or is_settled(mended):
            return mended
        line = mended
    return NOT_PLAIN.sub(" ", line).strip(" ")


def mend(line: str) -> str:
    """One pass of every step over a line."""
    return mended_before(line) if len(line) <= MAX_REMEMBERED else mended_now(line)


@lru_cache(maxsize=4096)
def mended_before(line: str) -> str:
    """`mended_now`, remembered: what a page repeats without end is mended once."""
    return mended_now(line)


def mended_now(line: str) -> str:
    """`mend`, without memory."""
    line = mend_characters(line)
    if "\n" in line:
        return line
    if is_scene_break(line):
        return SCENE_BREAK
    if is_artifact(line):
        return ""
    return strip_urls(plain(line))


def blocks_of(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs, and scene breaks wherever they stand."""
    block: list[str] = []
    for line in lines:
        if line and line != SCENE_BREAK:
            block.append(line)
            continue
        if block:
            yield "\n".join(block)
            block = []
        if line:
            yield line
    if block:
        yield "\n".join(block)


def join_breaks(blocks: Iterable[str]) -> Iterator[str]:
    """Runs of scene breaks as one, none at either end."""
    started = waiting = False
    for block in blocks:
        if block == SCENE_BREAK:
            waiting = started
            continue
        if waiting:
            yield SCENE_BREAK
        yield block
        started, waiting = True, False


def curled(block: str) -> str:
    """A plain block in typographic style, but for lines that would not come back from it."""
    lines = block.split("\n")
    return "\n".join(found if mend(found := typographic(line)) == line else line for line in lines)
