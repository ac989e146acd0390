"""What stands around a text: navigation, comments, share bars, notes, captions, forms. Told by tag, class and id."""

import re
from functools import lru_cache
from itertools import pairwise

from lxml import etree, html

from stages.extract.style import drop
from stages.extract.vocabulary import vocabulary

NO_TEXT = vocabulary("script style template link meta input head")
MAYBE = vocabulary(  # dropped unless they hold most of the page
    "noscript svg math canvas audio video object embed iframe map select option textarea button dialog rp rt nav "
    "footer aside form figcaption caption menu"
)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
LAYOUT = vocabulary("has no with without is main one two three")  # .has-sidebar, .no-comments, .main-nav-open
TITLE_TAGS = frozenset({"html", "body", "main", "article"})

# A class or id with one of these words, or with these words side by side, names what a site says about a text.
ALWAYS = vocabulary("""
comment comments commentlist disqus respond discussion guestbook reviews reviewlist pagenum linenum
pageno fnanchor noteref screenreader sr-only visually-hidden visuallyhidden
""")
OFTEN = vocabulary("""
nav navi navbar navigation navlinks menu submenu breadcrumb breadcrumbs crumbs footer sidebar widget widgets
share sharing sharebar social sharedaddy addthis addtoany jp-relatedposts related recommended recommendations
readmore read-more see-also also-like pagination pager paging prevnext prev-next next-prev next-chapter prev-chapter
chapter-nav chapternav post-nav toolbar tool-bar cookie cookies consent gdpr newsletter subscribe subscription signup
sign-up login log-in signin sign-in register modal popup lightbox overlay advert adverts advertisement ad ads adsense
adsbygoogle adbox sponsor sponsored promo promotion banner tagcloud tag-cloud taglist tag-list tag-links post-tags
postmetadata entry-meta post-meta meta-info metadata byline dateline posted-on author-note authornote
authors-note author-notes authornotes authorsnote authorsnotes author-bio author-box about-author aboutauthor
author-info
an-box landmark note notes endnote endnotes afterword foreword-note disclaimer kudos bookmark bookmarks rating ratings
stars vote votes voting donate donation patreon kofi toc table-of-contents tableofcontents chapter-list chapterlist
chapter-select skip skip-link skiplink print-link printfriendly caption wp-caption-text credit credits copyright
copyright-notice legal report report-chapter feedback poll stats statistics story-stats tooltip hint trigger-warning
content-warning contentwarning watermark boilerplate toast userbar user-menu hotkeys reader-settings
font-controls settings alert notice announcement meta tags signature avatar userinfo user-info
postprofile postbit masthead topbar foot bottom colophon site-title site-description tagline
""")
ONLY_EXACT = vocabulary(
    "ad ads note notes stars credit legal hint notice alert report credits meta tags signature caption skip register "
    "foot bottom"
)
MAX_SHARE = 0.5  # of the page's text, for all elements of one name together
MIN_PIECE = 60  # characters between two tags, outside links: prose
MIN_WRAPPER = 0.2  # of the page's text: what is larger and holds the main title is a wrapper


def words(name: str) -> list[str]:
    """The words of one class or id: 'authorNote-box_2' gives author, note, box, 2."""
    return [word.lower() for word in WORD.findall(name)]


def names_chrome(name: str, vocabulary: frozenset[str]) -> bool:
    """True when a class or id names chrome: a word of the vocabulary, or two of them side by side."""
    parts = words(name)
    if not parts or LAYOUT & set(parts):
        return False
    if len(parts) == 1 or "-".join(parts) in vocabulary:
        return "-".join(parts) in vocabulary or parts[0] in vocabulary
    single = any(part in vocabulary and part not in ONLY_EXACT for part in parts)
    pairs = pairwise(parts)
    return single or any(f"{a}-{b}" in vocabulary or a + b in vocabulary for a, b in pairs)


ROLES = vocabulary("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar")


@lru_cache(maxsize=65_536)
def told_by(name: str) -> str:
    """'always' or 'often' for a class or id that names chrome, else ''."""
    if names_chrome(name, ALWAYS):
        return "always"
    return "often" if names_chrome(name, OFTEN) else ""


def kind(element: html.HtmlElement) -> tuple[str, str]:
    """'always' or 'often' for chrome, else '', and the name, role or tag that says so."""
    if (element.get("itemprop") or "").lower() == "articlebody":
        return "", ""
    found = ("often", element.tag) if element.tag in MAYBE else ("", "")
    role = (element.get("role") or "").lower()
    if role in ROLES:
        found = ("often", role)
    for name in [*(element.get("class") or "").split(), element.get("id") or ""]:
        told = told_by(name)
        if told == "always":
            return told, name
        if told and not found[0]:
            found = (told, name)
    return found


def sizes(root: html.HtmlElement, min_piece: int = 0) -> dict[html.HtmlElement, int]:
    """Characters of text under each element, in pieces of at least `min_piece`."""
    found: dict[html.HtmlElement, int] = {}

    def count(text: str | None) -> int:
        size = len(text.strip()) if text else 0
        return size if size >= min_piece else 0

    for _, element in etree.iterwalk(root, events=("end",)):
        own = 0 if min_piece and element.tag == "a" else count(element.text)
        found[element] = own + sum(found[child] + count(child.tail) for child in element)
    return found


def drop_textless(root: html.HtmlElement) -> None:
    """Take out elements that never hold text for readers."""
    for element in list(root.iter(*sorted(NO_TEXT))):
        drop(element)


def drop_chrome(root: html.HtmlElement) -> None:
    """Take everything out of the tree that is not the text of the page, by tag, class, id and role."""
    size, prose = sizes(root), sizes(root, MIN_PIECE)
    named: dict[str, list[html.HtmlElement]] = {}
    for element in list(root.iter(etree.Element)):
        if element.tag in TITLE_TAGS or element not in size:
            continue
        told, name = kind(element)
        if told == "always" and not holds_text(element):
            drop(element)
        elif told == "often" and not (holds_text(element) and size[element] > MIN_WRAPPER * size[root]):
            named.setdefault(name, []).append(element)
    for elements in named.values():
        if all(sum(map(measure.__getitem__, elements)) <= MAX_SHARE * measure[root] for measure in (size, prose)):
            for element in elements:  # a name on most of the text, or of the prose, is not chrome here
                drop(element)


def holds_text(element: html.HtmlElement) -> bool:
    """True for a wrapper, whatever its name, of the page's article or main title."""
    return next(element.iter("article", "main", "h1"), None) is not None
