"""One spelling for one thing: characters, quotes, dashes, ellipses, white space, scene breaks; site leftovers removed.

Every step may open the way for another (a repaired quote, an emptied line), so that the steps repeat until nothing
changes: cleaning a cleaned text changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable

import ftfy

from stages.clean.artifacts import is_artifact, strip_urls
from stages.clean.params import CleanParams

SCENE_BREAK = "***"
MAX_PASSES = 12  # real texts settle in two; a text that has not is taken as it then stands
FTFY = ftfy.TextFixerConfig(uncurl_quotes=False, unescape_html="auto", normalization="NFC", explain=False)

DELETED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\uffff\ue000-\uf8ff\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile("[\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
DOUBLE_QUOTES = re.compile("[\u201c-\u201f\u2033\u2036\u00ab\u00bb\u300c\u300d\uff02]|``|''")
SINGLE_QUOTES = re.compile("[\u2018-\u201b\u2032\u2035\u2039\u203a\u02bc\u00b4`\uff07]")
HYPHENS = re.compile("[\u2010\u2011\u2212\ufe63\uff0d]")
LONG_DASH = re.compile(r" ?(?:[\u2014\u2015\u2e3a\u2e3b\u2012]|-{2,})+ ?")
SHORT_DASH = re.compile(r"(?<=[^\W\d]) ?\u2013 ?(?=[^\W\d])|(?<=[^\s\d]) [\u2013-] (?=\S)|\u2013(?!\d)|(?<!\d)\u2013")
ELLIPSIS = re.compile(r" ?\u2026|(?:(?<=\w) )?\.(?: ?\.){2,}")
EMPHASIS = re.compile(r"(?<![\w_*/])([_*])(?=[^\s_*])([^_*\n]{1,400}?)(?<=[^\s_*])\1(?![\w_*/])")
ORNAMENT = re.compile(r"[*#~=_+•·●○◦◆◇■□▪★☆✦✧✩❦❧⁂†‡§¤∞♥♡❤]|-{3,}|(?:- ?){3,}")
LETTER_BREAK = re.compile(r"(?:[~*. -]*(?:o[oO0]*O[oO0]*o|x[xX]*X[xX]*x|o0o)[~*. -]*)+|(?:[oO0] ){2,}[oO0]")
MAX_BREAK = 80  # characters of a line of ornaments
LAST_LETTERS = re.compile(r"[^\W_]")


def clean_text(text: str, params: CleanParams) -> str:
    """A text in the one style that training reads; paragraphs are separated by one blank line."""
    for _ in range(MAX_PASSES):
        cleaned = clean_once(text, params)
        if cleaned == text:
            break
        text = cleaned
    return text


def clean_once(text: str, params: CleanParams) -> str:
    """One pass of every step."""
    if not text.isascii() or "&" in text:
        text = ftfy.fix_text(text, FTFY)
    text = LINE_ENDS.sub("\n", text)
    text = re.sub("  +", " ", SPACES.sub(" ", DELETED.sub("", text)))
    text = "\n".join(line for line in text.split("\n") if not is_artifact(line.strip(" ")))
    text = plain_typography(unicodedata.normalize("NFC", text))
    if "_" in text or "*" in text:
        text = EMPHASIS.sub(r"\2", text)
    text = "\n\n".join(tidy_paragraphs(text))
    return typographic(text) if params.typography == "typographic" else text


def plain_typography(text: str) -> str:
    """Quotes, dashes and ellipses that a keyboard has: ' " -- ... without spaces around dashes."""
    if not text.isascii():
        text = DOUBLE_QUOTES.sub('"', text)
        text = SINGLE_QUOTES.sub("'", text)
        text = HYPHENS.sub("-", text)
    else:
        text = text.replace("``", '"').replace("''", '"').replace("`", "'")
    text = "\n".join(line if is_break(line) else dashes(line) for line in text.split("\n"))
    return ELLIPSIS.sub("...", text) if any(mark in text for mark in ("\u2026", "..", ". .")) else text


def dashes(line: str) -> str:
    """Every dash between phrases as --, every dash between figures as -."""
    if line.isascii() and "--" not in line and " - " not in line:
        return line
    return SHORT_DASH.sub("--", LONG_DASH.sub("--", line)).replace("\u2013", "-")


def typographic(text: str) -> str:
    """Plain typography with curly quotes, em dashes and ellipsis characters instead."""
    text = re.sub(r"(^|[\s(\[{\u2014-])\"", "\\1\u201c", text, flags=re.MULTILINE).replace('"', "\u201d")
    text = re.sub(r"(^|[\s(\[{\u2014\u201c-])'", "\\1\u2018", text, flags=re.MULTILINE).replace("'", "\u2019")
    return text.replace("--", "\u2014").replace("...", "\u2026")


def tidy_paragraphs(text: str) -> Iterable[str]:
    """Paragraphs without site leftovers; runs of ornaments as one scene break, none at either end."""
    kept: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        for block in tidy_lines(paragraph.split("\n")):
            if block != SCENE_BREAK or (kept and kept[-1] != SCENE_BREAK):
                kept.append(block)
    return kept[:-1] if kept and kept[-1] == SCENE_BREAK else kept


def tidy_lines(lines: Iterable[str]) -> Iterable[str]:
    """The blocks of one paragraph: its lines, cut where a scene break stands between them."""
    block: list[str] = []
    for raw in lines:
        line = raw.strip(" ")
        if is_break(line):
            yield from ["\n".join(block), SCENE_BREAK] if block else [SCENE_BREAK]
            block = []
        elif line := strip_urls(line):
            block.append(line)
    if block:
        yield "\n".join(block)


def is_break(line: str) -> bool:
    """True for a line of ornaments."""
    line = line.strip()
    if not line or len(line) > MAX_BREAK:
        return False
    if LAST_LETTERS.search(line):
        return LETTER_BREAK.fullmatch(line) is not None
    return ORNAMENT.search(line) is not None or all(c == " " or unicodedata.category(c) == "So" for c in line)
