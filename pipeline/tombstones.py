"""dataset/tombstones.jsonl: what `run.py forget` removed, by hashes alone; nothing here comes back.

The file is in git, beside the data, so that every copy of the corpus keeps out what one of them forgot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import read_json_lines, sha256
from pipeline.records import Record, UrlRecord

TOMBSTONES = Path("dataset/tombstones.jsonl")
FORGOTTEN = "forgotten"  # the reason in manifest and rejections


class Tombstone(Record):
    """One removal."""

    urls: list[str]  # sha256 of each URL, sorted
    pages: list[str]  # ids, sorted
    documents: list[str]  # ids, sorted; also those of earlier extractions
    reason: str
    forgotten_at: str  # 2026-01-01T00:00:00Z


@dataclass(frozen=True)
class Tombstones:
    """What must stay out."""

    urls: Mapping[str, str]  # sha256 of a URL -> when it was forgotten
    pages: frozenset[str]
    documents: frozenset[str]

    def has_url(self, url: str) -> bool:
        """Whether a URL was forgotten; `url` as the manifest spells it."""
        return sha256(url.encode()) in self.urls

    def holds(self, row: UrlRecord) -> bool:
        """Whether a row of the manifest names what was forgotten, or leads there."""
        return row.page in self.pages or any(map(self.has_url, (row.url, row.final_url or "", *row.redirects)))

    def forgotten(self, documents: Iterable[str]) -> list[str]:
        """Those of some documents that were forgotten, sorted."""
        return sorted(self.documents.intersection(documents))


def read_tombstones(path: Path = TOMBSTONES) -> Tombstones:
    """Every removal so far; none where the file is missing."""
    return tombstones_of(read_json_lines(path, Tombstone) if path.exists() else ())


def tombstones_of(rows: Iterable[Tombstone]) -> Tombstones:
    """What some removals keep out together."""
    rows = list(rows)
    return Tombstones(
        {url: row.forgotten_at for row in rows for url in row.urls},
        frozenset(page for row in rows for page in row.pages),
        frozenset(document for row in rows for document in row.documents),
    )
