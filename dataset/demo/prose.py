"""Stories as the writers typed them, and the forms, edits and damage in which the demo's hosts show them."""

import html
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.entities import codepoint2name
from pathlib import Path

HERE = Path(__file__).parent
EDIT_SHARE = 0.05  # of the words of an edited copy
EXCERPT_SHARE = 0.35  # of the characters of an excerpt


@dataclass(frozen=True)
class Block:
    """A paragraph, verse (lines kept), scene break or chapter heading."""

    kind: str
    text: str


@dataclass(frozen=True)
class Story:
    """One file of stories/, foreign/ or other/."""

    slug: str
    title: str
    author: str
    tags: tuple[str, ...]
    summary: str
    blocks: tuple[Block, ...]


def read_story(path: Path) -> Story:
    """A header (Title, Author, Tags, Summary), a blank line, then blocks between blank lines."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    tags = tuple(tag.strip() for tag in fields["Tags"].split(","))
    blocks = tuple(read_block(text.strip("\n")) for text in re.split(r"\n{2,}", body.strip()))
    return Story(path.stem, fields["Title"], fields["Author"], tags, fields["Summary"], blocks)


def read_block(text: str) -> Block:
    """What one block is, by its shape."""
    if text == "***":
        return Block("break", text)
    if text.startswith("## "):
        return Block("chapter", text.removeprefix("## "))
    return Block("verse" if "\n" in text else "paragraph", text)


def chapters(story: Story) -> list[tuple[str, Story]]:
    """The heading of each chapter and the chapter by itself."""
    starts = [number for number, block in enumerate(story.blocks) if block.kind == "chapter"]
    ends = [*starts[1:], len(story.blocks)]
    return [
        (story.blocks[start].text, replace(story, blocks=story.blocks[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    ]


def excerpt(story: Story) -> Story:
    """The paragraphs of the first EXCERPT_SHARE of the characters."""
    left = EXCERPT_SHARE * sum(len(block.text) for block in story.blocks)
    kept = []
    for block in story.blocks:
        left -= len(block.text)
        if left < 0:
            break
        kept.append(block)
    return replace(story, blocks=tuple(kept))


def edited(story: Story) -> Story:
    """The same story with words of edits.json put in place of others, spread evenly."""
    swaps: dict[str, str] = json.loads((HERE / "edits.json").read_text(encoding="utf-8"))
    seen = done = 0

    def swap(match: re.Match[str]) -> str:
        nonlocal seen, done
        word = match[0]
        seen += 1
        other = swaps.get(word.lower())
        if other is None or done >= EDIT_SHARE * seen:
            return word
        done += 1
        return other.capitalize() if word[0].isupper() else other

    return replace(story, blocks=tuple(replace(b, text=re.sub(r"[A-Za-z]+", swap, b.text)) for b in story.blocks))


def mojibake(text: str) -> str:
    """UTF-8 bytes read as Windows-1252 by somebody's old import script."""
    return "".join(
        bytes([byte]).decode("latin-1" if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252")
        for byte in text.encode("utf-8")
    )


def soft_hyphens(text: str) -> str:
    """Soft hyphens inside long words, and a zero-width space after each dash."""
    hyphenated = re.sub(r"[a-z]{8,}", lambda m: m[0][: len(m[0]) // 2] + "\u00ad" + m[0][len(m[0]) // 2 :], text)
    return hyphenated.replace("—", "—\u200b").replace(", ", ",\u200b ", 40)


def escape(text: str) -> str:
    """HTML text; quotes as they are."""
    return html.escape(text, quote=False)


def named_entities(text: str) -> str:
    """Every character beyond ASCII as an entity, by name where it has one."""
    named = {code: f"&{codepoint2name[code]};" for code in map(ord, set(text)) if code > 127 and code in codepoint2name}
    return escape(text).translate(named).encode("ascii", "xmlcharrefreplace").decode("ascii")


def escaped_twice(text: str) -> str:
    """Entities whose ampersand was escaped once more on the way into the database."""
    return escape(named_entities(text))


DAMAGE: dict[str, Callable[[str], str]] = {
    "none": escape,
    "mojibake": lambda text: escape(mojibake(text)),
    "soft_hyphens": lambda text: escape(soft_hyphens(text)),
    "entities": named_entities,
    "escaped_twice": escaped_twice,
}


def as_paragraphs(story: Story, to_html: Callable[[str], str] = escape) -> str:
    """One element per block, as a site of today writes it."""
    shapes = {"paragraph": "<p>{}</p>", "verse": '<p class="verse">{}</p>', "chapter": "<h2>{}</h2>"}
    return "\n".join(
        '<hr class="scene">' if b.kind == "break" else shapes[b.kind].format(to_html(b.text).replace("\n", "<br>\n"))
        for b in story.blocks
    )


def as_breaks(story: Story, to_html: Callable[[str], str] = escape) -> str:
    """Running text cut by <br><br>, as editors of the nineties left it."""
    pieces = [
        "<center>* * *</center>" if b.kind == "break" else to_html(b.text).replace("\n", "<br>\n") for b in story.blocks
    ]
    return "\n<br><br>\n".join(pieces)


def as_wrapped(story: Story, width: int = 68) -> str:
    """Plain text, hard-wrapped, a blank line between paragraphs."""
    return "\n\n".join("\n".join(wrapped_lines(block, width)) for block in story.blocks) + "\n"


def wrapped_lines(block: Block, width: int) -> Iterator[str]:
    """The lines of one block: verse stands in, a scene break in the middle, prose is filled."""
    if block.kind == "break":
        yield "* * *".center(width).rstrip()
    elif block.kind == "verse":
        yield from (f"    {line}" for line in block.text.splitlines())
    else:
        yield from textwrap.wrap(block.text, width, break_long_words=False, break_on_hyphens=False)


def as_json(story: Story) -> str:
    """The blocks as a JSON array that can stand inside a script element."""
    return json.dumps([{"kind": b.kind, "text": b.text} for b in story.blocks], ensure_ascii=False).replace(
        "<", "\\u003c"
    )
