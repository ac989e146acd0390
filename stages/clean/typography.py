"""One style of quotes, dashes and ellipses in a line: those of a keyboard, or those of a book."""

import re

DOUBLE_QUOTES = re.compile("[\u201c-\u201f\u2033\u2036\u00ab\u00bb\u300c-\u300f\u301d-\u301f\uff02]|``|''")
SINGLE_QUOTES = re.compile("[\u2018-\u201b\u2032\u2035\u2039\u203a\u02b9-\u02bd\u00b4`\uff07]")
HYPHENS = re.compile("[\u2010\u2011\u2043\u2212\ufe63\uff0d]")
LONG_DASH = re.compile(r" ?(?:[\u2014\u2015\u2e3a\u2e3b\u2012]|-{2,})+ ?")
SHORT_DASH = re.compile(
    r"^- (?=\S)|(?<=[^\W\d]) ?\u2013 ?(?=[^\W\d])|(?<=[^\s\d]) [\u2013-] (?=\S)|\u2013(?!\d)|(?<!\d)\u2013"
)
ELLIPSIS = re.compile(r" ?\u2026|(?:(?<=\w) )?\.(?: ?\.){2,}")
EMPHASIS = re.compile(r"(?<![\w_*/])([_*])(?=[^\s_*])([^_*]{1,400}?)(?<=[^\s_*])\1(?![\w_*/])")

OPENING = re.compile(r"(^|[\s(\[{]|-(?=.\w))\"")
APOSTROPHE = re.compile(r"(?<!\w)'(?=(?:tis|twas|twere|twill|em|cause|til|bout|neath|\d\ds?)\b)", re.IGNORECASE)
OPENING_SINGLE = re.compile(r"(^|[\s(\[{\u201c]|-(?=.\w))'")


def plain(line: str) -> str:
    """Quotes, dashes and ellipses that a keyboard has: ' " -- ... without spaces around dashes, without emphasis."""
    if not line.isascii():
        line = HYPHENS.sub("-", SINGLE_QUOTES.sub("'", DOUBLE_QUOTES.sub('"', line)))
    else:
        line = line.replace("``", '"').replace("''", '"').replace("`", "'")
    if not line.isascii() or "--" in line or "- " in line:
        line = SHORT_DASH.sub("--", LONG_DASH.sub("--", line)).replace("\u2013", "-")
    if "\u2026" in line or ".." in line or ". ." in line:
        line = ELLIPSIS.sub("...", line)
    if "_" in line or "*" in line:
        line = EMPHASIS.sub(r"\2", line)
    return line


def typographic(line: str) -> str:
    """A plain line with curly quotes, em dashes and ellipsis characters instead."""
    line = OPENING.sub("\\1\u201c", line).replace('"', "\u201d")
    line = OPENING_SINGLE.sub("\\1\u2018", APOSTROPHE.sub("\u2019", line)).replace("'", "\u2019")
    return line.replace("--", "\u2014").replace("...", "\u2026")
