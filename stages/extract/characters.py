"""One spelling for what is invisible in a text: entities escaped twice, soft hyphens, zero-width marks, odd spaces."""

import html
import re

from stages.extract.decode import C1_TO_CP1252

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
MAX_ESCAPES = 3  # times a text was escaped too often
INVISIBLE = [
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFFC),
    *range(0x202A, 0x202F),  # directions
    *range(0x2060, 0x2070),  # word joiner, invisible operators, directions
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),  # tags: a way to hide a watermark
]
SPACES = [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
LINES = [0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]
TABLE: dict[int, str | None] = (
    C1_TO_CP1252 | dict.fromkeys(INVISIBLE) | dict.fromkeys(SPACES, " ") | dict.fromkeys(LINES, "\n")
) | {0x85: "…"}
ODD_ASCII = ("\r", "\f", "\x0b")
ODD = re.compile("[\u200c\u200d" + "".join(map(re.escape, map(chr, TABLE))) + "]")
JOINERS = re.compile(
    r"(?<![\u0590-\u1FFF\u3040-\uFFFF\U00010000-\U0010FFFF])[\u200c\u200d]"
)  # letters elsewhere need them


def tidy(text: str) -> str:
    """The text with entities resolved, nothing invisible, and ordinary spaces and line ends.

    Zero-width joiners stay after letters of scripts that are written with them, and inside emoji.
    """
    for _ in range(MAX_ESCAPES):
        if "&" not in text or not ENTITY.search(text):
            break
        text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if text.isascii():
        return text if not any(odd in text for odd in ODD_ASCII) else text.replace("\r\n", "\n").translate(TABLE)
    if ODD.search(text) is None:
        return text
    return JOINERS.sub("", text.replace("\r\n", "\n").translate(TABLE))
