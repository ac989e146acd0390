"""dataset/metadata/urls.jsonl: exported from the frontier, and the frontier rebuilt from it where the two disagree."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.files import METADATA, read_json_lines, replacing
from pipeline.records import UrlRecord
from stages.crawl.figures import Counts
from stages.crawl.frontier import FOLLOW
from stages.crawl.sqlite_frontier import SqliteFrontier, dumps
from stages.crawl.stories import Link, order_parts
from stages.crawl.urls import host_of

MANIFEST = METADATA / "urls.jsonl"
DUPLICATE = "duplicate"
ROWS = """
SELECT url, provider, query, rank, status, reason, first_seen, fetched_at, not_before, page, final_url, http_status,
  headers, charset, rendered, evidence FROM urls
UNION ALL
SELECT url, 'follow', NULL, NULL, 'new', NULL, :now, NULL, NULL, NULL, NULL, NULL, '{}', NULL, 0, '{}' FROM candidates
  WHERE url NOT IN (SELECT url FROM urls)
ORDER BY url
"""
LINKS = """
SELECT parent, kind, position, child FROM links
WHERE parent IN (SELECT url FROM urls) AND child IN (SELECT url FROM urls)
"""  # never a URL that the adults-only gate refused


def export(frontier: SqliteFrontier, now: str, path: Path = MANIFEST) -> Counts:
    """Write the manifest, sorted by URL, by rename; remember its hash so that a later change to it is seen."""
    counts = Counts()
    with replacing(path) as file:
        digest = hashlib.sha256()
        for row in rows(frontier.db, now):
            line = row.model_dump_json().encode() + b"\n"
            counts.add(row)
            digest.update(line)
            file.write(line)
        file.flush()
        frontier.remember(exporting=digest.hexdigest())  # before the rename: a kill between the two is no disagreement
    frontier.remember(exported=digest.hexdigest(), stamp=stamp(path))
    counts.pages = frontier.count_pages()
    return counts


def count_manifest(path: Path = MANIFEST) -> Counts:
    """The figures of a manifest that stands."""
    counts, pages = Counts(), set[str]()
    for row in read_json_lines(path, UrlRecord):
        counts.add(row)
        pages.update([row.page] if row.page else [])
    counts.pages = len(pages)
    return counts


def rows(db: sqlite3.Connection, now: str) -> Iterator[UrlRecord]:
    """Every row of the manifest: duplicates and stories are told from the whole, so arrival plays no part."""
    duplicates = find_duplicates(db)
    parts = order_parts((Link(*row) for row in db.execute(LINKS)), duplicates)
    for row in db.execute(ROWS, {"now": now}):
        yield record(row, duplicates, parts)


def record(row: tuple[Any, ...], duplicates: dict[str, str], parts: dict[str, tuple[str, int]]) -> UrlRecord:
    """One row of the database as a row of the manifest."""
    url, status, reason, evidence = row[0], row[4], row[5], json.loads(row[15])
    if url in duplicates:
        status, reason, evidence = "rejected", DUPLICATE, {**evidence, "duplicate_of": duplicates[url]}
    story, part = parts.get(url, (None, None)) if status == "fetched" else (None, None)
    return UrlRecord(
        url=url,
        provider=row[1],
        query=row[2],
        rank=row[3],
        status=status,
        reason=reason,
        first_seen=row[6],
        fetched_at=row[7],
        not_before=row[8],
        page=row[9],
        final_url=row[10],
        http_status=row[11],
        headers=json.loads(row[12]),
        charset=row[13],
        rendered=bool(row[14]),
        story=story,
        part=part,
        evidence=dict(sorted(evidence.items())),
    )


def find_duplicates(db: sqlite3.Connection) -> dict[str, str]:
    """URL -> URL of the same page that stands for it: reached without a redirect if one is, seen earliest.

    The same page: the same bytes, or a redirect to a URL that was fetched itself.
    """
    duplicates: dict[str, str] = {}
    shared = "SELECT page FROM urls WHERE status = 'fetched' GROUP BY page HAVING count(*) > 1"
    order = "final_url IS NOT url, first_seen, url"
    first: dict[str, str] = {}
    for page, url in db.execute(
        f"SELECT page, url FROM urls WHERE status = 'fetched' AND page IN ({shared}) ORDER BY page, {order}"
    ):
        if page in first:
            duplicates[url] = first[page]
        else:
            first[page] = url
    redirected = db.execute(
        "SELECT one.url, one.final_url FROM urls AS one JOIN urls AS other ON other.url = one.final_url"
        " WHERE one.status = 'fetched' AND other.status = 'fetched' AND one.final_url <> one.url ORDER BY one.url"
    )
    for url, target in redirected:
        duplicates.setdefault(url, duplicates.get(target, target))
    return duplicates


def reconcile(frontier: SqliteFrontier, path: Path = MANIFEST) -> bool:
    """Rebuild the frontier when the manifest is not the one it exported last; whether it did."""
    if not path.exists():
        if frontier.meta("exported") is None:
            return False  # killed before its first export, or the first run
        frontier.clear()
        return True
    if frontier.meta("stamp") == stamp(path):
        return False
    if file_hash(path) in (frontier.meta("exported"), frontier.meta("exporting")):
        frontier.remember(exported=file_hash(path), stamp=stamp(path))
        return False
    rebuild(frontier, path)
    return True


def rebuild(frontier: SqliteFrontier, path: Path) -> None:
    """Replace the frontier's content by the manifest's."""
    frontier.clear()
    stories: dict[str, dict[int, str]] = {}
    with frontier.transaction() as db:
        for row in read_json_lines(path, UrlRecord):
            db.execute("INSERT OR REPLACE INTO urls VALUES (" + ", ".join("?" * 18) + ")", restored(row))
            if row.story is not None and row.part is not None:
                stories.setdefault(row.story, {})[row.part] = row.url
        for parts in stories.values():
            urls = [url for _, url in sorted(parts.items())]
            db.executemany("INSERT OR REPLACE INTO links VALUES (?, 'next', 0, ?)", list(pairwise(urls)))
    frontier.remember(exported=file_hash(path), stamp=stamp(path))


def restored(row: UrlRecord) -> tuple[Any, ...]:
    """A row of the manifest as a row of the database; that a page is a duplicate is told anew at each export."""
    duplicate = row.reason == DUPLICATE and row.page is not None
    evidence = {key: value for key, value in row.evidence.items() if not (duplicate and key == "duplicate_of")}
    return (
        row.url,
        host_of(row.url),
        row.provider,
        row.query,
        row.rank,
        1 if row.provider == FOLLOW else 0,
        "fetched" if duplicate else row.status,
        None if duplicate else row.reason,
        row.first_seen,
        row.fetched_at,
        row.not_before,
        row.page,
        row.final_url,
        row.http_status,
        dumps(row.headers),
        row.charset,
        int(row.rendered),
        dumps(evidence),
    )


def stamp(path: Path) -> str:
    """Size and time of change: equal ones spare reading a large file."""
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def file_hash(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
