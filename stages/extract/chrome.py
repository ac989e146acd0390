"""What stands around a text: navigation, comments, share bars, notes, captions, forms. Told by tag, class and id."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from stages.extract.style import text_sizes
from stages.extract.tree import Node
from stages.extract.vocabulary import vocabulary, words

MAYBE = vocabulary(  # dropped unless they hold most of the page
    "noscript svg math canvas audio video object embed iframe map select option textarea button dialog rp rt nav "
    "footer aside form figcaption caption menu"
)
LAYOUT = vocabulary("has no with without is main one two three")  # .has-sidebar, .no-comments, .main-nav-open
TITLE_TAGS = frozenset({"html", "body", "main", "article"})

# A class or id with one of these words, or with these words side by side, names what a site says about a text.
ALWAYS = vocabulary("""
comment comments commentlist kommentar kommentare commentaire commentaires comentario comentarios commenti disqus
respond discussion guestbook reviews reviewlist pagenum linenum pageno fnanchor noteref screenreader sr-only
visually-hidden visuallyhidden cookie cookies consent cookieconsent gdpr newsletter breadcrumb breadcrumbs sharedaddy
addthis addtoany adsbygoogle adsense jp-relatedposts recaptcha
wm-ipp editsection
""")
OFTEN = vocabulary("""
nav navi navbar navigation navlinks menu submenu crumbs footer sidebar widget widgets share sharing sharebar social
related recommended recommendations relacionadas relacionados readmore read-more see-also also-like pagination pager
paging prevnext prev-next next-prev next-chapter prev-chapter chapter-nav chapternav post-nav toolbar tool-bar
subscribe subscription signup sign-up login log-in signin sign-in register modal popup lightbox overlay advert adverts
advertisement ad ads ad-wrapper ad-container ad-content ad-slot ad-unit ad-box ad-block ad-banner ads-active adbox
sponsor sponsored promo promotion banner tagcloud tag-cloud taglist tag-list tag-links post-tags postmetadata
entry-meta post-meta meta-info metadata byline dateline posted-on author-note authornote authors-note author-notes
authornotes authorsnote authorsnotes author-bio author-box authorbox about-author aboutauthor author-info author-card
author-section author-descript author-description author-profile an-box landmark note notes endnote endnotes afterword
foreword-note disclaimer kudos bookmark bookmarks rating ratings stars vote votes voting donate donation patreon kofi
toc table-of-contents tableofcontents chapter-list chapterlist chapter-select skip skip-link skiplink print-link
printfriendly caption wp-caption-text legend img-description image-description picture-description credit credits
copyright copyright-notice legal report report-chapter feedback poll stats statistics story-stats tooltip hint
trigger-warning content-warning contentwarning watermark boilerplate toast userbar user-menu hotkeys reader-settings
font-controls settings alert notice announcement meta tags signature avatar userinfo user-info postprofile postbit
masthead topbar side foot bottom colophon site-title site-description tagline profile review message-user message-name
usertitle paywall sidenote sidenotes marginnote marginnotes margin-note footnote footnotes license-container
licence-container poster post-author postauthor keyinfo message-attribution message-footer about-block no-print noprint
hidden-print print-none pullquote pull-quote affiliate disclosure licence-info license-info saboxplugin abo pushlayer
""")
ONLY_EXACT = vocabulary(
    "ad ads note notes stars credit legal hint notice alert report credits meta tags signature legend skip register "
    "side foot bottom paywall"
)
MAX_SHARE = 0.5  # of the page's text, for all elements of one name together
MIN_WRAPPER = 0.2  # of the page's text: what is larger and holds the main title is a wrapper


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


MARK = re.compile(r"\s*(?:\[(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*)\]|\((?:\d{1,3}|\*)\)|[*†‡§]{1,3})\s*")  # of a note
ASIDE = re.compile(  # over what a reader may open
    r"\W*(?:(?:content|trigger|archive) )?warnings?\b.{0,40}|.{0,40}\bnotes?\W*"
    r"|\W*(?:tags|comments?|chapters?|credits|summary|synopsis|glossary|share|(?:table of )?contents"
    r"|chapter (?:list|index)|about .{1,40})\W*",
    re.IGNORECASE,
)
APART = frozenset({"epub:type", "role"})  # attributes of what stands apart in a book
ROLES = vocabulary("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar")


@lru_cache(maxsize=65_536)
def told_by(name: str) -> str:
    """'always' or 'often' for a class or id that names chrome, else ''."""
    if names_chrome(name, ALWAYS):
        return "always"
    return "often" if names_chrome(name, OFTEN) else ""


def is_apart(node: Node) -> bool:
    """True for a page's number in a book, and for what a reader may open beside the text."""
    if node.tag == "details":
        return bool(node.children) and ASIDE.fullmatch(node.children[0].whole_text()) is not None
    return node.get("epub:type") == "pagebreak" or node.get("role") == "doc-pagebreak"


def kind(node: Node) -> tuple[str, str]:
    """'always' or 'often' for chrome, else '', and the name, role or tag that says so."""
    found = ("often", node.tag) if node.tag in MAYBE else ("", "")
    if "-" in node.tag and told_by(node.tag):  # a custom element
        found = (told_by(node.tag), node.tag)
    attributes = node.attributes
    if not attributes:
        return found
    if "itemprop" in attributes and attributes["itemprop"].lower() == "articlebody":
        return "", ""
    if "role" in attributes and attributes["role"].lower() in ROLES:
        found = ("often", attributes["role"].lower())
    return told_by_names(node, found)


def told_by_names(node: Node, found: tuple[str, str]) -> tuple[str, str]:
    """What an element's classes and id say of it, `found` where they say nothing."""
    attributes = node.attributes
    names = attributes["class"].split() if "class" in attributes else []
    if "id" in attributes:
        names.append(attributes["id"])
    for name in names:
        if name == "summary" and node.whole_text().lstrip()[: len(name)].lower() == name:
            return "always", name
        told = told_by(name)
        if told == "always":
            return told, name
        if told and not found[0]:
            found = (told, name)
    return found


def drop_chrome(nodes: Sequence[Node]) -> None:
    """Mark everything as dropped that is not the text of the page, by tag, class, id and role."""
    size, prose = text_sizes(nodes)
    wrappers = titled(nodes)
    named: dict[str, list[Node]] = {}
    gone = [False] * len(nodes)  # under something that was dropped
    for node in nodes:
        gone[node.number] = node.dropped or (node.parent is not None and gone[node.parent.number])
        if gone[node.number] or node.tag in TITLE_TAGS:
            continue
        mark = (node.tag == "sup" and is_note_mark(node)) or (node.tag == "a" and is_bracketed_mark(node))
        if mark or ((node.tag == "details" or not APART.isdisjoint(node.attributes)) and is_apart(node)):
            node.dropped = gone[node.number] = True
            continue
        told, name = kind(node)
        if told == "always" and not wrappers[node.number]:
            node.dropped = gone[node.number] = True
        elif told == "often" and not (wrappers[node.number] and size[node.number] > MIN_WRAPPER * size[0]):
            named.setdefault(name, []).append(node)
    for group in named.values():
        if all(sum(measure[n.number] for n in group) <= MAX_SHARE * measure[0] for measure in (size, prose)):
            for node in group:  # a name on most of the text, or of the prose, is not chrome here
                node.dropped = True


def is_note_mark(node: Node) -> bool:
    """True for a number that leads to a note on the same page."""
    inside = [*node.children, node.parent]
    return any(near is not None and near.tag == "a" and "#" in near.get("href") for near in inside)


def is_bracketed_mark(link: Node) -> bool:
    """True for a link such as [3] or †, to a note on the same page."""
    return "#" in link.get("href") and MARK.fullmatch(link.whole_text()) is not None


def titled(nodes: Sequence[Node]) -> list[bool]:
    """Which nodes hold, or are, the page's article or a main title: wrappers, whatever their names."""
    found = [node.tag in ("article", "main", "h1") and not node.dropped and kind(node)[0] != "always" for node in nodes]
    for node in reversed(nodes):
        if found[node.number] and node.parent is not None:
            found[node.parent.number] = True
    return found
