"""The parts of one story, in order, from the links that its pages gave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

KINDS = ("next", "previous", "chapter")  # the most telling first


@dataclass(frozen=True)
class Link:
    """One page named another: as its next part, its previous part, or (`chapter`) the n-th of its chapters."""

    parent: str
    kind: str  # next, previous, chapter
    position: int
    child: str


def order_parts(links: Iterable[Link], same_page: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Each part's story (the URL of its first part) and its place from 1; the order of the links does not matter.

    Args:
        links: what the pages said.
        same_page: URL of a duplicate -> URL of the page that stands for it.
    """
    ordered = sorted(links, key=lambda link: (KINDS.index(link.kind), link.parent, link.position, link.child))
    following: dict[str, str] = {}
    preceding: dict[str, str] = {}
    for parent, child in neighbours(ordered, same_page):
        if parent != child and parent not in following and child not in preceding:
            following[parent], preceding[child] = child, parent
    parts: dict[str, tuple[str, int]] = {}
    heads = sorted(url for url in following if url not in preceding)
    for head in [*heads, *sorted(following)]:  # a ring has no head: its smallest URL begins it
        place, current = 1, head
        while current and current not in parts:
            parts[current] = (head, place)
            place, current = place + 1, following.get(current, "")
    return parts


def neighbours(links: list[Link], same_page: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs (part, next part): those that pages declare, then those that tables of contents imply."""
    listed: dict[str, list[str]] = {}
    for link in links:
        parent, child = same_page.get(link.parent, link.parent), same_page.get(link.child, link.child)
        if link.kind == "next":
            yield parent, child
        elif link.kind == "previous":
            yield child, parent
        else:
            listed.setdefault(link.parent, []).append(child)
    for urls in listed.values():
        yield from pairwise(urls)
