"""Project Gutenberg's own words around a book: header, small print, credits, transcriber's notes, licence."""

import re
from collections.abc import Sequence

START = re.compile(
    r"\*{1,3} ?(?:START OF (?:THE |THIS )?PROJECT GUTENBERG|END[* ]{0,3}THE SMALL PRINT)|^\*END\*THE SMALL PRINT",
    re.IGNORECASE,
)
END = re.compile(
    r"\*{1,3} ?END OF (?:THE |THIS )?PROJECT GUTENBERG|^(?:\*+ ?)?End of (?:the |this )?Project Gutenberg(?:'s|’s)?\b"
    r"|START: FULL LICENSE",
    re.IGNORECASE,
)
NAMED = re.compile(r"project gutenberg", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:this )?(?:e-?text|e-?book|html|file|produced|prepared|scanned|transcribed|updated|further corrections|created|"
    r"edited|proofed|proofread)\b.{0,400}?\b(?:by|from|at|version)\b|.{0,80}\bwww\.pgdp\.net|"
    r"\[?transcriber[s'’]{0,2} ?notes?\b|.{0,300}\(?e?text transcriber[’']?s note\)?|"
    r"\[(?:illustration|frontispiece)\b.{0,200}\]$",
    re.IGNORECASE | re.DOTALL,
)
NOTE = re.compile(
    r"\[?(?:etext )?transcriber[s'’]{0,2} ?notes?\b|\[(?:illustration|frontispiece)\b[^\]]{0,300}\]\W*$", re.IGNORECASE
)
ERRATA = re.compile(r"(?:typographical|printer['’]?s['’]?) errors (?:have been )?corrected", re.IGNORECASE)
MAX_CREDITS = 12  # paragraphs after the header in which credits stand
TITLED = re.compile(r"(?:the )?project gutenberg(?:'s)? e-?(?:book|text) of (.+?)(?:, by .+)?\.?", re.IGNORECASE)
TITLE_FIELD = re.compile(r"^Title:[ \t]+(\S.*)$", re.MULTILINE)
HEADER = 5000  # characters in which the title is named
HEAD, TAIL = 200, 120  # paragraphs at either end in which the project names itself
MAX_NOTE = 1500  # characters of a transcriber's note


def strip_gutenberg(paragraphs: Sequence[str]) -> list[str]:
    """The book without what the project put around it; any other text as it is."""
    return [paragraphs[n] for n in book_places(paragraphs)]


def plain_title(title: str) -> str:
    """A title without the project's name around it."""
    match = TITLED.fullmatch(title)
    return match[1] if match else title


def header_title(text: str) -> str:
    """The title that the project's header names, else nothing."""
    head = text[:HEADER]
    match = TITLE_FIELD.search(head) if NAMED.search(head) else None
    return match[1].strip() if match else ""


def book_places(paragraphs: Sequence[str]) -> list[int]:
    """Which paragraphs are the book's own; all of them for a text that does not come from the project."""
    if not any(NAMED.search(p) for p in [*paragraphs[:HEAD], *paragraphs[-TAIL:]]):
        return list(range(len(paragraphs)))
    starts = [n for n, p in enumerate(paragraphs[: max(HEAD, len(paragraphs) // 2)]) if START.search(p)]
    first = starts[-1] + 1 if starts else 0
    tail = max(first, len(paragraphs) - TAIL)
    ends = [
        n
        for n in range(first, len(paragraphs))
        if END.search(paragraphs[n]) or (n >= tail and ERRATA.match(paragraphs[n]))
    ]
    book = range(first, ends[0] if ends else len(paragraphs))
    head = [n for n in book[:MAX_CREDITS] if not is_project_text(paragraphs[n])]
    return head + [n for n in book[MAX_CREDITS:] if not is_note(paragraphs[n])]


def is_note(paragraph: str) -> bool:
    """True for a transcriber's note."""
    return NOTE.match(paragraph) is not None and len(paragraph) <= MAX_NOTE


def is_project_text(paragraph: str) -> bool:
    """True for credits, transcriber's notes and what names the project."""
    return bool(CREDIT.match(paragraph) or NAMED.search(paragraph)) and len(paragraph) <= MAX_NOTE
