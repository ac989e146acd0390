"""What a scene break looks like: a line of ornaments, or of letters that stand for them."""

import re
import unicodedata

SCENE_BREAK = "***"  # how every scene break is written
SOLID_MARKS = "*·•∙⋅◦~∼–—―‒\\-_=+#◇◆◊○●◌◎❦❧☙✦✧✶✷✸✹★☆✩✪✫✬✭✮✯✽✾❀❁❂❃❄❅❆❇❈❉❊❋⁂⁎⁑∗§¤※†‡♥♡❤♦♢♠♣♤♧♪♫☽☾☼☀␥¶■□▪▫▲△▼▽∞"
ORNAMENTS = re.compile(rf"[\s{SOLID_MARKS}°|/\\<>^:.,\ufe0e\ufe0f]+")
SOLID = re.compile(f"[{SOLID_MARKS}]")
LETTERED = re.compile(
    r"[-~=*_. ]*(?!XXX\b)(?:[oO0]{3,9}|[xX]{3,12}|[xX](?:[oO][xX])+|[oO](?:[xX][oO])+)[-~=*_. ]*"  # XXX is a chapter
    r"|(?:[-~=*_. ]*(?:o[oO0]*O[oO0]*o|x[xX]*X[xX]*x|o0o)[-~=*_. ]*){2,8}|(?:[oO0] ){2,}[oO0]|(?:[xX] ){2,}[xX]"
    r"|(?:[-~=*_.]+[oO0xX]){3,}[-~=*_.]+"
)
SPELT = re.compile(r"[-~=*_<\[( ]*(?:scene|page|line|section) ?break[-~=*_>\]) ]*", re.IGNORECASE)
LETTERED_START = "oO0xXsSpPlL"  # of these and the one before
MAX_LENGTH = 120  # characters of one ornament's line


def is_scene_break(line: str) -> bool:
    """True for a line of ornaments: '* * *', '~', '#', '-oOo-', 'xXx', '[scene break]'."""
    line = line.strip()
    if not line or len(line) > MAX_LENGTH or (line[0].isalnum() and line[0] not in LETTERED_START):
        return False
    if ORNAMENTS.fullmatch(line):
        return SOLID.search(line) is not None
    if LETTERED.fullmatch(line) or SPELT.fullmatch(line):
        return True
    return all(character.isspace() or unicodedata.category(character) == "So" for character in line)
