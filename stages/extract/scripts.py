"""Texts that a page carries in its scripts: JSON-LD bodies, and the state that a script would show."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from stages.extract.characters import tidy
from stages.extract.items import Item, items, plain_item
from stages.extract.lines import reflow
from stages.extract.rich_text import rich_paragraphs
from stages.extract.serialise import serialise
from stages.extract.tree import Node, parse
from stages.extract.vocabulary import vocabulary

BODY_NAMES = vocabulary(
    "articlebody body bodyhtml chapterbody chaptercontent chaptertext content contenthtml descriptionhtml html "
    "markdown pages paragraphs rendered storybody storycontent storytext text"
)
PARAGRAPH_NAMES = vocabulary("text content html value paragraph body")
AUTHORED = vocabulary("author user username likes votes rating replies email avatar")  # a comment, a review
NOT_BODIES = vocabulary(
    "comment comments review reviews reply replies related recommended recommendations sidebar nav menu footer ads "
    "author publisher user users i18n translations messages locale config settings"
)
STATE = re.compile(r"[=(,]\s*+(?=\{\s*+\"|\[\s*+(?:\{\s*+)?\")")  # a value, assigned or handed over
MIN_BODY = 200  # characters of a text worth reading out of a script
MAX_SCRIPT = 5_000_000  # characters
MAX_STATES = 20  # assignments tried in one script
MAX_VALUES = 200_000  # values looked at in one state
TAGGED = re.compile(r"<(?:p|br|div|em|i|b|strong|span|hr)\b[^<>]*>|&lt;(?:p|br)\b", re.IGNORECASE)


def script_items(nodes: Sequence[Node], longer_than: int = 0) -> list[Item]:
    """The longest text in the page's scripts; none when there is no long one.

    Args:
        longer_than: characters of text that it must exceed.
    """
    least = max(MIN_BODY, longer_than)
    scripts = [node.text for node in nodes if node.tag == "script" and least <= len(node.text) <= MAX_SCRIPT]
    bodies = [body for source in scripts for state in states(source) for body in find_bodies(state)]
    best = max(bodies, key=len, default="")
    found = body_items(best) if len(best) >= least else []
    return found if sum(len(item.text) for item in found) > longer_than else []


def states(source: str) -> Iterator[Any]:
    """The JSON values in one script: all of it, or what is assigned or handed over in it."""
    source = source.strip()
    decoder = json.JSONDecoder(strict=False)
    starts = [0] if source[:1] in ("{", "[") else [m.end() for m in islice(STATE.finditer(source), MAX_STATES)]
    end = 0
    for start in starts:
        if start < end:
            continue
        try:
            state, end = decoder.raw_decode(source, start)
        except (json.JSONDecodeError, RecursionError):
            continue
        yield state


def find_bodies(state: Any) -> Iterator[str]:
    """Long texts under names that bodies have; lists of paragraphs, bare or in objects, are joined."""
    waiting: list[tuple[str, Any]] = [("", state)]
    for _ in range(MAX_VALUES):
        if not waiting:
            return
        name, value = waiting.pop()
        if isinstance(value, list):
            paragraphs = [paragraph_of(part, name) for part in value]
            if len(value) > 1 and all(paragraph is not None for paragraph in paragraphs):
                name, value = "paragraphs", "\n\n".join(filter(None, paragraphs))
        rich = "\n\n".join(rich_paragraphs(value))
        if len(rich) >= MIN_BODY:
            yield rich
        if isinstance(value, dict):
            waiting += [(spelt(k), v) for k, v in value.items() if spelt(k) not in NOT_BODIES]
        elif isinstance(value, list):
            waiting += [(name, part) for part in value]
        elif isinstance(value, str) and name in BODY_NAMES and len(value) >= MIN_BODY:
            yield value


def spelt(name: Any) -> str:
    """A name in the spelling of the lists."""
    return str(name).lower().replace("_", "").replace("-", "")


def paragraph_of(part: Any, name: str) -> str | None:
    """The text of one element of a list of paragraphs, None when the list is none."""
    if isinstance(part, str):
        return part if name in BODY_NAMES else None
    if isinstance(part, dict):
        texts = [v for k, v in part.items() if spelt(k) in PARAGRAPH_NAMES and isinstance(v, str)]
        return texts[0] if len(texts) == 1 and not AUTHORED & set(map(spelt, part)) else None
    return None


def body_items(body: str) -> list[Item]:
    """A body, HTML or plain, as items."""
    if TAGGED.search(body):
        nodes = parse(f"<html><body>{body}</body></html>")
        return items(serialise(nodes[0])) if nodes else []
    return [plain_item(paragraph) for paragraph in reflow(tidy(body))]
