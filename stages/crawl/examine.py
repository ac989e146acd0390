"""What a page holds: opt-outs, text, the adults-only verdict, links to other parts.

Bytes in, verdict out; dataset/tombstones.jsonl alone is read beside them, once per process.
"""

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree, html
from lxml.cssselect import CSSSelector, SelectorError

from pipeline.adults_only import find_refusal
from pipeline.files import sha256
from pipeline.tombstones import FORGOTTEN, Tombstones, read_tombstones
from stages.crawl.links import find_story_links
from stages.crawl.optouts import check_metas
from stages.crawl.outcome import Rejection
from stages.crawl.rsl import MEDIA_TYPE, forbidding_words
from stages.crawl.verdict import NO_LINKS, Limits, Verdict
from stages.extract import extract_text
from stages.extract.language import detect_language, is_wanted

GATED_METAS = frozenset({"description", "keywords", "og:title", "og:description", "article:tag"})
DATA_SCRIPTS = ("application/ld+json", "text/template", "speculationrules", "importmap")
SEPARATORS = re.compile(r"[^A-Za-z0-9]+")


def examine(body: bytes, url: str, content_type: str, charset: str, query: str | None, limits: Limits) -> Verdict:
    """The verdict on one page."""
    tree = parse(body, charset) if not content_type.startswith("text/plain") else None
    metas = list(read_metas(tree)) if tree is not None else []
    if limits.content_opt_outs and tree is not None:
        try:
            check_metas(metas)
            check_inline_licences(tree, url)
        except Rejection as rejection:
            return Verdict(rejection.reason, rejection.evidence)
    text = extract_text(body, url, content_type=content_type, charset=charset)
    title = (tree.findtext(".//title") or "") if tree is not None else ""
    described = [content for name, content in metas if name.strip().lower() in GATED_METAS]
    refusal = find_refusal("\n".join([SEPARATORS.sub(" ", url), query or "", title, *described, text]))
    if refusal is not None:
        return Verdict("adults_only", {"rule": refusal.rule})
    if is_forgotten(url, body, text):
        return Verdict(FORGOTTEN)
    return Verdict(
        reason=too_little(text, limits) or other_language(text, limits),
        characters=len(text),
        script_built=tree is not None and looks_script_built(tree, len(text), limits),
        licences=tuple(named_licences(tree)) if tree is not None and limits.content_opt_outs else (),
        links=find_story_links(tree, url) if tree is not None else NO_LINKS,
    )


@cache
def tombstones() -> Tombstones:
    """What must stay out."""
    return read_tombstones()


def is_forgotten(url: str, body: bytes, text: str) -> bool:
    """Whether a page, its text or its URL was removed for good, wherever it is found again."""
    stones = tombstones()
    return stones.has_url(url) or sha256(body) in stones.pages or sha256(text.encode()) in stones.documents


def parse(body: bytes, charset: str) -> html.HtmlElement | None:
    """The page's tree; None when there is none."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(body.decode(charset, "replace").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def read_metas(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(name, content) of each meta element; http-equiv and property count as names."""
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("http-equiv")
        if name:
            yield name, meta.get("content") or ""


def too_little(text: str, limits: Limits) -> str | None:
    """empty, too_short or None."""
    if not text.strip():
        return "empty"
    return "too_short" if len(text) < limits.min_characters else None


def other_language(text: str, limits: Limits) -> str | None:
    """`language` when the text is in none of the wanted ones, told as extract tells it."""
    language, _ = detect_language(text, limits.min_language_confidence)
    return None if is_wanted(language, text, limits.languages) else "language"


def looks_script_built(tree: html.HtmlElement, characters: int, limits: Limits) -> bool:
    """Whether a browser may find text that the static page lacks: little text, and scripts or an age gate."""
    if characters >= limits.render_below_characters:
        return False
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if (
            not kind.endswith("json")
            and kind not in DATA_SCRIPTS
            and (script.get("src") or (script.text or "").strip())
        ):
            return True
    return any(has_match(tree, selector) for selector in limits.age_gate_selectors)


def has_match(tree: html.HtmlElement, selector: str) -> bool:
    """Whether a CSS selector finds something; one that lxml cannot read finds nothing."""
    try:
        return bool(CSSSelector(selector, translator="html")(tree))
    except (SelectorError, etree.XPathError):
        return False


def named_licences(tree: html.HtmlElement) -> Iterator[str]:
    """Addresses of RSL licences in <link rel=license>."""
    for link in tree.iter("link"):
        if "license" in (link.get("rel") or "").lower().split() and (link.get("type") or "").lower() == MEDIA_TYPE:
            yield link.get("href") or ""


def check_inline_licences(tree: html.HtmlElement, url: str) -> None:
    """Raise optout_rsl when an RSL licence inside the page forbids training."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == MEDIA_TYPE:
            words = forbidding_words((script.text or "").strip().encode(), url)
            if words:
                raise Rejection("optout_rsl", {"page": "inline licence", "rsl": words})
