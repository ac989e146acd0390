"""What a page says of its licence: links, meta elements, schema.org and RDFa, Project Gutenberg's own words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from stages.extract.characters import tidy
from stages.extract.scripts import MAX_VALUES, states
from stages.extract.tree import Node

LINKS = frozenset({"a", "area", "link"})
METAS = frozenset({"dc.license", "dc.rights", "dc.rights.license", "dcterms.license", "dcterms.rights", "license"})
PROPERTIES = frozenset({"license", "cc:license", "dc:license", "dct:license", "dcterms:license", "schema:license"})
NAMES = frozenset({"itemprop", "property", "rel", "type", "name"})  # attributes of what may tell of a licence
LINKED_DATA = "application/ld+json"
MEDIA = frozenset({"ImageObject", "Photograph", "VideoObject", "AudioObject", "MusicRecording"})  # beside the text
GUTENBERG = (
    (
        "Project Gutenberg License",
        re.compile(r"the\s+terms\s+of\s+the\s+Project\s+Gutenberg(?:-tm|™)?\s+License", re.I),
    ),
    ("Project Gutenberg small print", re.compile(r"\*END\*?\s*THE SMALL PRINT", re.I)),
)
MAX_LICENCES = 8  # of one page
MAX_LENGTH = 200  # characters of one


def page_licences(nodes: Sequence[Node], text: str, url: str | None = None) -> tuple[str, ...]:
    """The licences that an HTML page declares, sorted: addresses, or words where it gives none.

    Nothing here judges what a licence covers: a page may name that of a picture on it.

    Args:
        text: the page's source.
        url: where it was found; relative addresses are taken from there.
    """
    telling = [node for node in nodes if node.attributes and not NAMES.isdisjoint(node.attributes)]
    said = [value for node in telling for value in declared(node, url)]
    return recorded([*said, *plain_licences(text)])


def plain_licences(text: str) -> tuple[str, ...]:
    """The licence that Project Gutenberg puts around a book, else none."""
    if "Gutenberg" not in text and "GUTENBERG" not in text:
        return ()
    return recorded(name for name, words in GUTENBERG if words.search(text))


def recorded(said: Iterable[str]) -> tuple[str, ...]:
    """Licences as documents.jsonl has them: each once, in order, short."""
    found = {" ".join(tidy(value[: 2 * MAX_LENGTH]).split())[:MAX_LENGTH] for value in said}
    return tuple(sorted(found - {""})[:MAX_LICENCES])


def declared(node: Node, url: str | None) -> Iterator[str]:
    """What one element says of a licence."""
    properties = {*node.get("itemprop").lower().split(), *node.get("property").lower().split()}
    if node.tag == "script":
        if node.get("type").strip().lower() == LINKED_DATA and "license" in node.text:
            yield from linked_data(node.text)
    elif node.tag == "meta":
        if node.get("name").strip().lower() in METAS or properties & (METAS | PROPERTIES):
            yield node.get("content")
    elif properties & PROPERTIES or (node.tag in LINKS and "license" in node.get("rel").lower().split()):
        address = node.get("href") or node.get("resource")
        yield absolute(address, url) if address else node.get("content") or node.whole_text()


def linked_data(source: str) -> Iterator[str]:
    """The licences that a JSON-LD script names, but for those of pictures and recordings."""
    waiting: list[Any] = list(states(source))
    for _ in range(MAX_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict) and value.get("@type") not in (*MEDIA, *([kind] for kind in MEDIA)):
            yield from named(value.get("license"))
            waiting += [inner for name, inner in value.items() if name != "license"]


def named(licence: Any) -> Iterator[str]:
    """The licences of one value in JSON-LD: words, an address, or an object with one."""
    for one in licence if isinstance(licence, list) else [licence]:
        said = one.get("@id") or one.get("url") or one.get("name") if isinstance(one, dict) else one
        if isinstance(said, str):
            yield said


def absolute(address: str, url: str | None) -> str:
    """An address made whole."""
    try:
        return urljoin(url or "", address.strip())
    except ValueError:  # an address that is none
        return address
