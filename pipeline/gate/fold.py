"""A text as the adults-only rules read it: plain lower-case ASCII, with the usual disguises taken off.

Compatibility forms, accents, invisible characters, look-alikes of other scripts, digits of any script, letters spelled
out one by one ("s i x t e e n") and figures in place of letters ("s1xteen") become the plain word.
"""

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.gate.disguise import plain_numbers, undisguise
from pipeline.gate.markup import without_markup

BLOCK = 4096  # characters folded at a time to find a place again
LAST = 0x1FFFF  # the last character looked up; of those after it only tags and selectors mean anything here
OTHER, REMOVED = 0x7F, 0  # what no rule names; what leaves no trace
INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
LOOK_ALIKE = {  # after decomposition and lower case
    "a": "\u0430\u03b1\u0251\u1d00\u2c65\u0391\u0410\u13aa",
    "b": "\u0432\u044c\u03b2\u0299\u0253\u0412\u0392\u13cf",
    "c": "\u0441\u03f2\u1d04\u0188\u0421\u13df\u2ca5",
    "d": "\u0501\u0111\u00f0\u0257\u1d05\u13a0\u056a",
    "e": "\u0435\u0454\u03b5\u025b\u1d07\u0259\u0247\u0415\u0395\u13ac\u212e",
    "f": "\u0192\u03dd\ua730\u1e9d",
    "g": "\u0261\u0262\u0581\u0260\u13c0",
    "h": "\u043d\u04bb\u029c\u0570\u0127\u041d\u0397\u13bb",
    "i": "\u0456\u03b9\u0131\u026a\u0269\u04cf\u0406\u0399",
    "j": "\u0458\u03f3\u1d0a\u0408",
    "k": "\u043a\u03ba\u1d0b\u0199\u041a\u039a",
    "l": "\u0142\u029f\u026d\u217c\u019a\u0582",
    "m": "\u043c\u1d0d\u041c\u039c\u0271",
    "n": "\u043f\u03b7\u0274\u0578\u0272\u014b\u039d",
    "o": "\u043e\u03bf\u03c3\u1d0f\u00f8\u0585\u0275\u041e\u039f",
    "p": "\u0440\u03c1\u1d18\u01a5\u00fe\u0420\u03a1",
    "q": "\u051b\u0566\u02a0",
    "r": "\u0433\u0280\u027e\u13a1",
    "s": "\u0455\u0282\ua731\u0405\u13da",
    "t": "\u0442\u03c4\u1d1b\u0167\u0288\u0422\u03a4",
    "u": "\u03c5\u057d\u1d1c\u0289\u028b\u0446",
    "v": "\u03bd\u1d20\u0475\u13d9",
    "w": "\u051d\u03c9\u0461\u1d21\u0448\u13b3",
    "x": "\u0445\u03c7\u00d7\u0425\u03a7",
    "y": "\u0443\u03b3\u028f\u04af\u0423\u03a5\u01b4",
    "z": "\u1d22\u0240\u01b6\u0396",
    "'": "\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032\u02b9\uff07",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58",
    '"': "\u201c\u201d\u201e\u00ab\u00bb",
    "*": "\u00b7\u2022\u2027\u2217\u22c5",
    "0": "\u24ff\u24ea\u3007",
    "1": "\u4e00\u5341",  # ten, which stands before the figure that it adds to
    "2": "\u4e8c",
    "3": "\u4e09",
    "4": "\u56db",
    "5": "\u4e94",
    "6": "\u516d",
    "7": "\u4e03",
    "8": "\u516b",
    "9": "\u4e5d",
}
ENCLOSED = (0x1F150, 0x1F170, 0x1F1E6)  # white on black letters and regional indicators, a to z
DINGBAT_FIGURES = (0x2776, 0x2780, 0x278A)  # circled figures, 1 to 10; each stands alone
LONG_FORMS = re.compile(
    "[\ufdf0-\ufdfb\u3300-\u3357\u337f]"
)  # whole phrases in one character: nothing that a rule names
FRACTION = re.compile("[\u00bc-\u00be\u2150-\u215e]")
SPELT_OUT = {"\u00e6": "ae", "\u0153": "oe", "\u00c6": "ae", "\u0152": "oe", "\u00df": "ss", "\u1e9e": "ss"}
SPELT_OUT |= dict.fromkeys("\u6b73\u6b72\u5c81\u624d\uc138\uc0b4", "yo")  # years of age, in Japanese, Chinese, Korean


def fold(text: str) -> str:
    """The text as the rules read it; as long as the text itself where that is ASCII."""
    plain = text.casefold() if text.isascii() else to_ascii(text)
    return undisguise(plain_numbers(without_markup(plain.replace("_", " "), letter_of)))


def letter_of(code: int) -> str:
    """The plain character for a code; none for what leaves no trace."""
    plain = int(table()[min(code, LAST + 1)])
    return "" if plain == REMOVED else chr(plain)


def original_offset(text: str, where: int) -> int:
    """The place in `text` of a place in `fold(text)`."""
    if text.isascii():
        return where
    before = 0
    for start in range(0, len(text), BLOCK):
        length = len(to_ascii(text[start : start + BLOCK]))
        if before + length > where:
            for place in range(start, min(start + BLOCK, len(text))):
                before += len(to_ascii(text[place]))
                if before > where:
                    return place
        before += length
    return len(text)


def to_ascii(text: str) -> str:
    """One plain ASCII character for each that means something, none for the others."""
    for letter, plain in SPELT_OUT.items():
        text = text.replace(letter, plain)
    text = unicodedata.normalize("NFKD", LONG_FORMS.sub(" ", FRACTION.sub(".5", text)))
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.int32)
    folded: NDArray[np.uint8] = np.take(table(), codes, mode="clip")
    return bytes(folded[folded != REMOVED]).decode("ascii")


@cache
def table() -> NDArray[np.uint8]:
    """The ASCII character for each Unicode character up to LAST, and one more entry for those beyond."""
    found = np.full(LAST + 2, OTHER, np.uint8)
    found[:0x80] = [max(1, ord(chr(code).lower())) for code in range(0x80)]
    for code in range(0x80, LAST + 1):
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf"):
            found[code] = REMOVED
        elif category == "Nd":
            found[code] = 0x30 + unicodedata.decimal(character)
        elif category[0] == "Z":
            found[code] = 0x20
        elif category == "Pd":
            found[code] = ord("-")
    for plain, characters in LOOK_ALIKE.items():
        capitals = [character.upper() for character in characters if len(character.upper()) == 1]
        found[[ord(character) for character in (*characters, *capitals)]] = ord(plain)
    for first in ENCLOSED:
        found[first : first + 26] = range(ord("a"), ord("z") + 1)
    for first in DINGBAT_FIGURES:
        found[first : first + 9] = range(ord("1"), ord("9") + 1)
    found[[ord(character) for character in INVISIBLE]] = REMOVED
    found[LAST + 1] = REMOVED  # tags and variation selectors
    return found
