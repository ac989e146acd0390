"""Damaged characters of one line: mojibake, entities, control characters, invisible marks, odd spaces, markup."""

import re
import unicodedata

import ftfy
from ftfy import fixes
from ftfy.badness import is_bad

FTFY = ftfy.TextFixerConfig(uncurl_quotes=False, unescape_html=False, normalization="NFC", explain=False)
OTHER_REPAIRS = FTFY._replace(fix_encoding=False)
MAX_DAMAGE = 4  # steps; a text decoded wrongly three times over takes three
RUNS = re.compile("[^\x00-\x7f]{2,}")
# What else than mojibake ftfy mends: C1 controls, ligatures, wide and narrow forms, halves of characters, escapes.
LIGATURES = "\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06"
MENDED = re.compile(f"[\x1b\x80-\x9f\u2028\u2029\u3000\ud800-\udfff{LIGATURES}\uff01-\uffef]")
# ftfy can take a pass for each character of a damaged run; one this long is no word in Latin letters.
LONG_RUN = re.compile("[^\x00-\x7f]{41}")
AMPERSANDS = re.compile(r"&(?:amp;|#0*38;|#x0*26;)+", re.IGNORECASE)  # at once, where ftfy takes a pass for each
MAX_ENTITY_NUMBER = re.compile(r"&#\d{8,};")  # beyond any character: html.unescape would make it U+FFFD

# Characters that need no repair, alone or side by side; and those that need none unless ftfy finds them damaged.
SOUND = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026"
UNSOUND = re.compile(f"[^ -~{SOUND}]")
UNUSUAL = re.compile(
    f"[^ -~{SOUND}\u00c0-\u0131\u0134-\u0148\u014a-\u017f\u00a1\u00ab\u00bb\u00bf\u2039\u203a\u201e\u201a]"
)

LINE_ENDS = re.compile("\r\n?|[\n\x0b\x0c\x1c-\x1e\u2028\u2029]")
LATE_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # \x85 may be half of a damaged character
DELETED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\ud800-\udfff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
)
# Joiners belong to scripts that are written with them, and to emoji; in Latin words they are a watermark.
JOINERS = re.compile("(?<![\u0590-\u1fff\u2190-\u2bff\u3040-\ud7ff\uf900-\ufeff\U00010000-\U0001ffff])[\u200c\u200d]")
SPACES = re.compile("[\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
RUN_OF_SPACES = re.compile("  +")
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,9})(?=[\s/>])[^<>]{0,300}>|\[/?([a-zA-Z]{1,7})(?:=[^\[\]]{0,100})?\]")
INLINE_TAG = re.compile(
    "a|abbr|b|big|body|center|cite|code|color|dd|dl|dt|em|font|head|html|i|img|ins|meta|ol|pre|q|quote|s|size|small|span"
    "|spoiler|strike|strong|sub|sup|table|tbody|td|th|tt|u|ul|url",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile("blockquote|br|div|h[1-6]|hr|li|p|tr", re.IGNORECASE)


def mend_characters(line: str) -> str:
    """A line after one pass of every repair; a repaired character can end a line."""
    if "&" in line:
        line = AMPERSANDS.sub("&amp;", line)
        if "<" not in line:  # where tags stand, entities stand for what is no tag
            line = fixes.unescape_html(MAX_ENTITY_NUMBER.sub("", line))
    if not line.isascii():
        line = mend_letters(line)
    elif not line.isprintable():
        line = fixes.remove_terminal_escapes(line)
        line = SPACES.sub(" ", DELETED.sub("", LATE_LINE_ENDS.sub("\n", line)))
    if "<" in line or "[" in line:
        line = TAG.sub(without_tag, line)
    return RUN_OF_SPACES.sub(" ", line).strip(" ") if "  " in line or line[:1] == " " or line[-1:] == " " else line


def without_tag(match: re.Match[str]) -> str:
    """What stands in a tag's place: nothing, a line's end, or the tag where it is none that sites use."""
    name = match[1] or match[2]
    if match[2] and ((len(name) == 1 and name.isupper()) or name in "ap"):  # [A] is a footnote's
        return match[0]
    if INLINE_TAG.fullmatch(name):
        return ""
    return "\n" if BLOCK_TAG.fullmatch(name) else match[0]


def mend_letters(line: str) -> str:
    """A line of more than ASCII without damaged, invisible or odd characters; most are seen soon to have none."""
    if not UNSOUND.search(line):
        return line
    if not UNUSUAL.search(line) and not is_bad(line):
        return line
    line = mend_encoding(line)
    line = JOINERS.sub("", DELETED.sub("", LATE_LINE_ENDS.sub("\n", line)))
    return unicodedata.normalize("NFC", SPACES.sub(" ", line))


def mend_encoding(line: str) -> str:
    """A line without mojibake, ligatures and the like, by ftfy; most lines need no repair, which is seen sooner."""
    if is_bad(line) and not LONG_RUN.search(line):
        for _ in range(MAX_DAMAGE + 1):  # the last one sees that nothing changes
            # One step of ftfy.fix_encoding, which goes on for as long as anything changes.
            mended, _ = ftfy._fix_encoding_one_step_and_explain(line, FTFY)
            if mended == line:
                break
            line = mended
        else:
            line = RUNS.sub("", line)
    return ftfy.fix_text(line, OTHER_REPAIRS) if MENDED.search(line) else line
