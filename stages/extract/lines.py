"""Lines: which are a paragraph that was wrapped by hand, which are verse, which are a scene break."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.scene_breaks import SCENE_BREAK, is_scene_break

MIN_WRAP_WIDTH, MAX_WRAP_WIDTH = 45, 100  # characters: hand-wrapped prose lies between
WRAP_SLACK = 4  # characters: people wrap by hand a little early
MIN_WRAPPED = 0.75  # of the lines that could have taken the next line's first word and did not need to
LONG_LINE = 160  # characters: lines this long on average are paragraphs with one line end between them
INDENTED = "\u001f"  # before a line that its author indented with spaces that a page shows
MIN_INDENTED = 0.8  # of the lines after the first, where each of them is a paragraph
MIN_GOING_ON = 0.4  # of the other lines, that begin inside a sentence, where paragraphs were wrapped by hand
MIN_CAPITALS = 5  # lines that all begin with a capital: verse
MIN_PARAGRAPH_LINE = 90  # characters of the longest line, where each line is a paragraph: verse is shorter
MIN_CLOSED = 0.85  # of the lines, that end as sentences do, where each line is a paragraph
CLOSED = re.compile(r".*[.!?…:—–-][\"'”’»«“)\]*]*+", re.DOTALL)
OPENERS = " \"'“‘«„(["
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def wrap_width(lines: Sequence[str]) -> int:
    """The width that a text was wrapped at by hand, 0 when it was not."""
    widths = sorted(len(line) for line in lines if line.strip())
    if not widths:
        return 0
    width = widths[int(0.95 * (len(widths) - 1))]
    return width if MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH else 0


def is_wrapped(lines: Sequence[str], width: int) -> bool:
    """True when each line ends because the next word had no room, as a wrapped paragraph's do and verse's do not."""
    if (
        len(lines) < 2
        or not width
        or (len(lines) >= MIN_CAPITALS and all(line.lstrip(OPENERS)[:1].isupper() for line in lines))
    ):
        return False
    full = sum(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - WRAP_SLACK
        for line, following in pairwise(lines)
        if following.strip()
    )
    return full >= MIN_WRAPPED * (len(lines) - 1)


def unwrap(text: str, width: int) -> list[str]:
    """A block of lines as paragraphs: one when it was wrapped by hand, one per line when each is long, else verse.

    Args:
        width: what the text around it was wrapped at, in characters; 0 for unknown.
    Returns:
        Paragraphs; verse is one, with its line ends.
    """
    if INDENTED in text:
        return [paragraph for part in split_marked(text) for paragraph in unwrap(part, width)]
    lines = [line for line in text.split("\n") if line.strip()]
    bare = [" ".join(line.split()) for line in lines]
    if len(bare) < 2:
        return bare
    if is_wrapped(bare, width):
        return [join_wrapped(bare)]
    if sum(map(len, bare)) / len(bare) > LONG_LINE:
        return bare
    if len(bare) > 2 and sum(len(line) > LONG_LINE for line in bare) * 3 >= len(bare):
        return bare  # dialogue: short and long paragraphs with single line ends
    if max(map(len, bare)) >= MIN_PARAGRAPH_LINE and sum(map(is_closed, bare)) >= MIN_CLOSED * len(bare):
        return bare
    return ["\n".join(bare)]


def split_marked(text: str) -> list[str]:
    """A block of lines cut where its author indented a line, without the marks; whole where that is how verse looks."""
    lines = text.split("\n")
    bare = [line.removeprefix(INDENTED) for line in lines]
    marked = sum(line.startswith(INDENTED) for line in lines[1:])
    if marked >= MIN_INDENTED * (len(lines) - 1) and max(map(len, bare)) >= MIN_PARAGRAPH_LINE:
        return bare
    going_on = sum(line[:1].islower() for line in lines)
    if going_on < MIN_GOING_ON * (len(lines) - marked):
        return ["\n".join(bare)]
    return split_indented(text.replace(INDENTED, "  "))


def is_closed(line: str) -> bool:
    """True for a line that ends as a sentence does."""
    return CLOSED.fullmatch(line) is not None


def join_wrapped(lines: Sequence[str]) -> str:
    """One paragraph; a dash at a line's end takes no space."""
    text = lines[0]
    for line in lines[1:]:
        text += line if text.endswith(("--", "—")) else f" {line}"
    return text


def split_paragraphs(text: str) -> list[str]:
    """Passages of a plain text: apart by blank lines, or where there are none by indented first lines."""
    passages = [part.strip("\n") for part in BLANK_LINES.split(text) if part.strip()]
    return [paragraph for passage in passages for paragraph in split_indented(passage)]


def split_indented(passage: str) -> list[str]:
    """A passage of paragraphs that are told apart by their first line's indent alone."""
    lines = passage.split("\n")
    indented = [len(line) - len(line.lstrip()) >= 2 for line in lines]
    share = sum(indented) / len(lines)
    if len(lines) < 4 or not 0 < share <= 0.7 or not wrap_width(lines):
        return [passage]
    paragraphs: list[list[str]] = []
    for line, starts in zip(lines, indented, strict=True):
        if starts or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return ["\n".join(paragraph) for paragraph in paragraphs]


def reflow(text: str) -> list[str]:
    """A plain text as paragraphs, verse with its lines, scene breaks as '***'."""
    width = wrap_width(text.split("\n"))
    found: list[str] = []
    for passage in split_paragraphs(text):
        if is_scene_break(passage):
            found.append(SCENE_BREAK)
        else:
            found += unwrap_shape(passage, width)
    return found


def unwrap_shape(passage: str, width: int) -> list[str]:
    """`unwrap`, with verse told from short prose by its indent: indented more than once means set apart."""
    lines = [line for line in passage.split("\n") if line.strip()]
    indents = [len(line) - len(line.lstrip()) for line in lines]
    if len(lines) > 1 and min(indents[1:]) >= 2:  # a block set apart has its own width
        shifted = max(0, width - min(indents))
        own = [" ".join(line.split()) for line in lines]
        return [join_wrapped(own)] if is_wrapped(own, shifted) else ["\n".join(own)]
    return unwrap(passage, width)
