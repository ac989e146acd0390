"""Rows of two corpora as one: nothing is lost, and the result does not depend on which of the two is named first."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pipeline.records import DocumentRecord, Record, SearchRecord, UrlRecord
from pipeline.tombstones import Tombstone
from stages.extract.documents import one_row

R = TypeVar("R", bound=Record)
BARRING = ("optout_", "robots_disallow", "adults_only", "forgotten")  # beginnings of reasons that end a page's stay
DISCOVERY = ("provider", "query", "rank", "result_page", "first_seen")


def unite(rows: Iterable[R], key: Callable[[R], tuple[object, ...]], merge: Callable[[list[R]], R]) -> list[R]:
    """One row for each key, sorted by it."""
    found: dict[tuple[object, ...], list[R]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    groups = (sorted({row.model_dump_json(): row for row in group}.items()) for group in found.values())
    return sorted((merge([row for _, row in group]) for group in groups), key=lambda row: key(row))


def unite_urls(rows: Iterable[UrlRecord]) -> list[UrlRecord]:
    """urls.jsonl: who named a URL first, and the visit that says most of it."""
    return unite(rows, lambda row: (row.url,), one_url)


def one_url(group: list[UrlRecord]) -> UrlRecord:
    """Rows of one URL as one: the earliest discovery; a later visit counts more, but a failure takes no page away."""
    first = min(group, key=lambda row: (row.first_seen, row.model_dump_json()))
    visit = max(group, key=lambda row: (weight(row, group), visited(row), row.model_dump_json()))
    return visit.model_copy(update={name: getattr(first, name) for name in DISCOVERY})


def weight(row: UrlRecord, group: list[UrlRecord]) -> int:
    """3: barred by the last visit that could say so; 2: a page; 1: rejected; 0: waits."""
    stored = max((visited(other) for other in group if other.status == "fetched"), default="")
    if row.status == "rejected":
        return 3 if (row.reason or "").startswith(BARRING) and visited(row) >= stored else 1
    return 2 if row.status == "fetched" else 0


def visited(row: UrlRecord) -> str:
    """When a URL was last looked at; empty for never."""
    return row.checked_at or row.fetched_at or ""


def unite_searches(rows: Iterable[SearchRecord]) -> list[SearchRecord]:
    """searches.jsonl: of two answers to the same question the later one."""
    later = lambda group: max(group, key=lambda row: (row.asked_at, row.model_dump_json()))  # noqa: E731
    return unite(rows, lambda row: (row.provider, row.query, row.result_page), later)


def unite_documents(rows: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """documents.jsonl: every raw text with all its pages and URLs; extract then tells which are current."""
    return unite(rows, lambda row: (row.id,), one_row)


def unite_tombstones(rows: Iterable[Tombstone]) -> list[Tombstone]:
    """tombstones.jsonl: every removal, in the order they were made."""
    return unite(rows, lambda row: (row.forgotten_at, row.model_dump_json()), lambda group: group[0])
