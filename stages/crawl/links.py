"""Links from one part of a story to the others: the next and the previous part, the table of contents, its chapters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html

from stages.crawl.outcome import Rejection
from stages.crawl.urls import host_of, normalise
from stages.crawl.verdict import StoryLinks

ARROWS = "«»‹›<>←→⇐⇒⟵⟶ \u00a0|:.-–—"
UNIT = r"(?:chapter|chap\.?|ch\.?|part|page|pg\.?|section|episode|installment|instalment|scene|letter)"
NEXT = re.compile(
    rf"(?:go to |read |to )?(?:the )?(?:next|following) {UNIT}\b.*|continue(?:d)?(?: reading)?|{UNIT} \d+ (?:next)"
)
PREVIOUS = re.compile(rf"(?:go to |back to |to )?(?:the )?(?:previous|prev\.?|preceding|last) {UNIT}\b.*")
BARE_NEXT = re.compile(r"next")
BARE_PREVIOUS = re.compile(r"prev(?:ious)?\.?|back")
OTHER_POST = re.compile(r"\b(?:post|article|entry|story|book|work|fic|older|newer)\b")
CONTENTS = re.compile(
    rf"(?:table of )?contents|toc|index of {UNIT}s|(?:list of |all )?{UNIT}s?(?: list| index)|full contents"
)
NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
PART_NAME = re.compile(
    rf"{UNIT}\s*(?:the )?(?P<n>\d+|[ivxlc]+|{'|'.join(NUMBERS)})\b|(?P<d>\d+)[.:)]?(?:\s|$)|(?P<p>prologue|epilogue)\b"
)
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
MIN_CHAPTERS = 2


def find_story_links(tree: html.HtmlElement, url: str) -> StoryLinks:
    """The story links of a page."""
    anchors = [anchor for anchor in read_anchors(tree, url) if anchor.url != url]
    return StoryLinks(
        next=first(a.url for a in anchors if leads(a, url, "next", NEXT, BARE_NEXT)),
        previous=first(a.url for a in anchors if leads(a, url, "prev", PREVIOUS, BARE_PREVIOUS)),
        contents=first(a.url for a in anchors if {"contents", "index"} & a.rel or CONTENTS.fullmatch(a.text)),
        chapters=chapters(anchors),
    )


@dataclass(frozen=True)
class Anchor:
    """An <a> or <link> to the page's own host."""

    url: str
    text: str  # folded, arrows stripped
    rel: frozenset[str]


def read_anchors(tree: html.HtmlElement, url: str) -> list[Anchor]:
    """Every link to the page's host, in document order; a <base> counts."""
    base_element = tree.find(".//base[@href]")
    base = url
    if base_element is not None:
        base = absolute(base_element.get("href", ""), url) or url
    found = []
    for element in tree.iter("a", "link"):
        href = element.get("href")
        target = absolute(href, base) if href and not href.startswith("#") else None
        if target and host_of(target) == host_of(url):
            label = element.text_content() if element.tag == "a" else ""
            label = label if label.strip() else element.get("title") or element.get("aria-label") or ""
            text = " ".join(label.split()).casefold().strip(ARROWS)
            found.append(Anchor(target, text[:200], frozenset(element.get("rel", "").lower().split())))
    return found


def absolute(href: str, base: str) -> str | None:
    """A link's URL, or None when it is none that can be fetched."""
    try:
        return normalise(href, base=base)
    except Rejection:
        return None


def leads(anchor: Anchor, url: str, rel: str, full: re.Pattern[str], bare: re.Pattern[str]) -> bool:
    """Whether an anchor leads to the neighbouring part, and not to another text of the same site.

    Blogs mark the next *post* with rel=next: a declared neighbour counts only when it has no words, has a part's
    words, or has an address that differs from the page's in its numbers alone.
    """
    if full.fullmatch(anchor.text) and not OTHER_POST.search(anchor.text):
        return True
    declared = rel in anchor.rel or (rel == "prev" and "previous" in anchor.rel)
    if declared and (not anchor.text or PART_NAME.match(anchor.text) or bare.fullmatch(anchor.text)):
        return True
    return (declared or bool(bare.fullmatch(anchor.text))) and siblings(anchor.url, url)


def siblings(one: str, other: str) -> bool:
    """Whether two addresses differ in their numbers alone; a first part may lack the number."""
    return shape(one) == shape(other)


def shape(url: str) -> str:
    """An address with its numbers taken out."""
    parts = urlsplit(url)
    path = re.sub(r"\.(?:x?html?|php|aspx?)$", "", parts.path).rstrip("/")
    whole = path + (f"?{parts.query}" if parts.query else "")
    whole = re.sub(r"[?&](?:page|p|chapter|part)=\d+$", "", whole)
    return re.sub(r"[-_/]?(?:chapter|chap|ch|part|page|p)?[-_/]?\d+", "", whole)


def first(urls: Iterable[str]) -> str | None:
    """The first of several, or None."""
    return next(iter(urls), None)


def chapters(anchors: list[Anchor]) -> tuple[str, ...]:
    """The chapters that a page lists, in reading order; empty when the page is no table of contents.

    The links must be named as parts, be numbered without going back, and lie in one folder: a list of the latest
    chapters of many stories is none.
    """
    named = [(number, a.url) for a in anchors if (number := part_number(a.text)) is not None]
    urls = list(dict.fromkeys(url for _, url in named))
    numbers = [next(number for number, url in named if url == wanted) for wanted in urls]
    if len(urls) < MIN_CHAPTERS or len({folder(url) for url in urls}) > 1:
        return ()
    if numbers == sorted(set(numbers), reverse=True):
        urls, numbers = urls[::-1], numbers[::-1]
    return tuple(urls) if numbers == sorted(set(numbers)) and numbers[0] <= 1 else ()


def folder(url: str) -> str:
    """The address without its last step and its numbers."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").rpartition("/")[0]
    return re.sub(r"\d+", "", path) + "?" + re.sub(r"=[^&]*", "", parts.query)


def part_number(text: str) -> int | None:
    """The number in a part's name: 'Chapter IV: The Mill' gives 4, a prologue 0, an epilogue a very high one."""
    match = PART_NAME.match(text)
    if not match:
        return None
    if match["p"]:
        return 0 if match["p"] == "prologue" else 10**6
    word = match["n"] or match["d"]
    if word.isdigit():
        return int(word[:6])
    return NUMBERS.index(word) + 1 if word in NUMBERS else roman(word)


def roman(word: str) -> int:
    """A Roman numeral's value."""
    values = [ROMAN[letter] for letter in word]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
