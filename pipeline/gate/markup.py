"""What is left of HTML inside words, taken off: `f&shy;ifteen`, `1<b>5</b>`, `&#49;&#53;`."""

import re
import unicodedata
from collections.abc import Callable

MARK = re.compile(
    r"&#(?:x(?P<hex>[0-9a-f]{1,6})|(?P<number>[0-9]{1,7}));|&(?P<letter>[a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron);"
    r"|&(?P<name>shy|zwnj|zwj|lrm|rlm|nbsp|ensp|emsp|thinsp|hyphen|ndash|mdash);"
    r"|<(?P<tag>/?(?:b|i|u|s|a|em|strong|span|font|wbr|sub|sup|mark|small|big)(?:\s[^<>]{0,80})?/?)>"
)
LAST = 0x10FFFF  # the last character
SPACE = re.compile(r"\s")
SAID = {"nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "hyphen": "-", "ndash": "-", "mdash": "-"}


def without_markup(plain: str, letter: Callable[[int], str]) -> str:
    """A text without tags inside words and with entities as what they stand for; as long as before.

    Args:
        letter: the plain character for a code, or none.
    """
    if "<" not in plain and "&" not in plain:
        return plain
    pieces: list[str] = []
    done = short = 0  # characters taken off since the last white space, where they are given back
    for found in MARK.finditer(plain):
        short = append(pieces, plain[done : found.start()], short)
        said = meaning(found, letter)
        pieces.append(said)
        short += len(found[0]) - len(said)
        done = found.end()
    short = append(pieces, plain[done:], short)
    return "".join([*pieces, " " * short])


def append(pieces: list[str], text: str, short: int) -> int:
    """Add a text, what is short before its first white space; what is still short."""
    space = SPACE.search(text) if short else None
    if space is None:
        pieces.append(text)
        return short
    pieces += [text[: space.start()], " " * short, text[space.start() :]]
    return 0


def meaning(found: re.Match[str], letter: Callable[[int], str]) -> str:
    """What an entity stands for in plain characters; nothing for a tag."""
    if found["hex"] or found["number"]:
        code = int(found["hex"], 16) if found["hex"] else int(found["number"])
        return "".join(map(letter, map(ord, unicodedata.normalize("NFKD", chr(code)))))[:1] if code <= LAST else ""
    return found["letter"] or SAID.get(found["name"] or "", "")
