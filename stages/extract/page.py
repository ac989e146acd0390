"""One page as text: decode, parse, prune, choose, serialise, apply the block rules."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from stages.extract.characters import tidy
from stages.extract.chrome import drop_chrome
from stages.extract.decode import decode
from stages.extract.gutenberg import header_title, plain_title
from stages.extract.items import items, key, plain_item
from stages.extract.licences import page_licences, plain_licences
from stages.extract.plain_text import plain_paragraphs
from stages.extract.quotes import drop_quotes
from stages.extract.rows import join_rows
from stages.extract.rules import apply_rules
from stages.extract.scripts import script_items
from stages.extract.select import choose
from stages.extract.serialise import BLOCKS, serialise
from stages.extract.style import apply_style
from stages.extract.threads import drop_answers
from stages.extract.tree import Node, parse
from stages.extract.vocabulary import vocabulary

HTML_TAG = re.compile(r"<(?:!doctype|/?[a-zA-Z][a-zA-Z0-9]*+)[\s>/]", re.IGNORECASE)
HTML_START = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)
BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"Rar!",
    b"\x7fELF",
    b"RIFF",
    b"ID3",
)
SEPARATORS = re.compile(r"\s+[|»«·•—–~/-]+\s+|\s*::\s*|\s*\|\s*")
BYLINE = re.compile(r",? (?:by|von|par|por|di|door) [^,]{2,60}$", re.IGNORECASE)  # after a title
SCRIPT_RATIO = 1.5  # a body in a script is taken where it holds this many times the text of the page
DESCRIBING = frozenset({"description", "keywords", "og:title", "og:description", "article:tag"})
MAX_FIRST_LINE = 80  # characters of a plain text's first line that is its title
MAX_LINES, MIN_PER_LINE = 100_000, 4  # lines and blocks of a page, and characters in each in the mean
MAX_TITLE = 200  # characters
MAX_PARTS = 6  # elements in a title
TITLED = vocabulary("p div span h2 h3 h4")
TITLE_NAMES = vocabulary("title entry-title post-title story-title chapter-title work-title article-title doc-title")


@dataclass(frozen=True, slots=True)
class Extracted:
    """A page's title and text, both empty for a page that holds none, and what it says beside them."""

    title: str
    paragraphs: tuple[str, ...]
    about: str = (
        ""  # title, description and tags, as the page gives them; what the adults-only gate reads beside the text
    )
    licences: tuple[str, ...] = ()  # that the page declares

    @property
    def text(self) -> str:
        """Paragraphs one blank line apart."""
        return "\n\n".join(self.paragraphs)


NOTHING = Extracted("", ())


def extract_page(
    content: bytes, content_type: str | None = None, charset: str | None = None, url: str | None = None
) -> Extracted:
    """Title and text of one page; a pure function of its arguments.

    Args:
        content: the stored bytes.
        content_type: the response's header; text/plain is read as plain text unless the bytes are plainly HTML.
        charset: the charset decided at fetch.
        url: where it was found; relative addresses of licences are taken from there.
    """
    if content.startswith(BINARY):
        return NOTHING
    text = decode(content, content_type, charset)
    if is_plain(text, content_type):
        return plain_page(text)
    return html_page(text, url)


def is_plain(text: str, content_type: str | None) -> bool:
    """True for plain text: said so and not belied, or without a single tag."""
    if (content_type or "").lower().startswith("text/plain"):
        return HTML_START.match(text) is None
    return HTML_TAG.search(text) is None


def plain_page(text: str) -> Extracted:
    """A plain text's paragraphs; its first line, where that stands alone and is short, is the title."""
    paragraphs = apply_rules([plain_item(paragraph) for paragraph in plain_paragraphs(text)], [])
    if not paragraphs:
        return NOTHING
    first = paragraphs[0] if len(paragraphs[0]) <= MAX_FIRST_LINE and "\n" not in paragraphs[0] else ""
    return Extracted(header_title(text) or first, tuple(paragraphs), licences=plain_licences(text))


def html_page(text: str, url: str | None = None) -> Extracted:
    """Title, text and licences of an HTML page."""
    nodes = parse(text)
    if not nodes:
        return NOTHING
    titles = page_titles(nodes)
    about = "\n".join([*titles, *described(nodes)])
    names = title_forms(titles)
    licences = page_licences(nodes, text, url)
    paragraphs = [] if is_shredded(nodes) else body(nodes, names)
    scripted = script_items(nodes, longer_than=int(SCRIPT_RATIO * length(paragraphs)))
    if scripted:
        paragraphs = apply_rules(scripted, names) or paragraphs
    return Extracted(best_title(titles), tuple(paragraphs), about, licences) if paragraphs else NOTHING


def body(nodes: Sequence[Node], names: Sequence[str]) -> list[str]:
    """The paragraphs that a page shows."""
    apply_style(nodes)
    drop_chrome(nodes)
    drop_answers(nodes)
    drop_quotes(nodes)
    return apply_rules(items(choose(nodes, join_rows(serialise(nodes[0])))), names)


def is_shredded(nodes: Sequence[Node]) -> bool:
    """True for a page of very many lines with hardly a character in each: no text, and slow to judge."""
    if len(nodes) <= MAX_LINES:
        return False
    lines = sum(node.tag == "br" or node.tag in BLOCKS for node in nodes)
    return lines > MAX_LINES and sum(len(node.text) + len(node.tail) for node in nodes) < MIN_PER_LINE * lines


def length(texts: Iterable[str]) -> int:
    """Characters in all."""
    return sum(map(len, texts))


def page_titles(nodes: Sequence[Node]) -> list[str]:
    """How the page names itself: first heading, og:title, title element; only those that are there."""
    headings = [" ".join(tidy(node.whole_text()).split()) for node in nodes if node.tag == "h1"]
    shared = [tidy(meta.get("content")) for meta in nodes if meta.tag == "meta" and meta.get("property") == "og:title"]
    named = [" ".join(tidy(node.text).split()) for node in nodes if node.tag == "title"][:1]
    first = headings[:1] if len(headings) == 1 or (headings and key(headings[0]) in key("".join(named))) else []
    if not first and not shared:
        marked = next((text for node in nodes if is_title(node) and (text := text_of(node))), "")
        first = [marked] if not named or f" {key(marked)} " in f" {key(named[0])} " else []
    return [name[:MAX_TITLE] for name in [*first, *shared[:1], *named] if name.strip()]


def is_title(node: Node) -> bool:
    """True for an element whose class says that it is the title of a text."""
    name = node.attributes.get("class")
    return name is not None and "title" in name and node.tag in TITLED and not TITLE_NAMES.isdisjoint(name.split())


def text_of(title: Node) -> str:
    """A title's text in one line."""
    return " ".join(tidy("".join([part.text for part in islice(title.walk(), MAX_PARTS)])).split())


def described(nodes: Sequence[Node]) -> list[str]:
    """What the page's meta elements say about the text."""
    metas = ((meta.get("name") or meta.get("property"), meta.get("content")) for meta in nodes if meta.tag == "meta")
    return [tidy(content) for name, content in metas if content and name.strip().lower() in DESCRIBING]


def title_forms(titles: Sequence[str]) -> list[str]:
    """The titles and their parts between separators."""
    parts = [part for title in titles for part in SEPARATORS.split(title) if part]
    pieces = [piece for part in parts for piece in part.split(": ", 1)]
    return [*titles, *parts, *pieces, *(BYLINE.sub("", piece) for piece in pieces)]


def best_title(titles: Sequence[str]) -> str:
    """The title to record: what comes first, a title element's without the site's name at its end."""
    if not titles:
        return ""
    title = plain_title(titles[0])
    parts = [part for part in SEPARATORS.split(title) if part.strip()]
    return title if len(titles) > 1 or len(parts) < 2 else " - ".join(parts[:-1])
