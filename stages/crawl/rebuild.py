"""The frontier rebuilt from the manifest, where the two disagree: after a pull, a merge, or a new version."""

import sqlite3
from pathlib import Path
from typing import Any

from pipeline.files import read_json_lines
from pipeline.records import SearchRecord, UrlRecord
from stages.crawl.database import INDEXES
from stages.crawl.finish import dumps
from stages.crawl.frontier import FOLLOW
from stages.crawl.manifest import (
    COLUMNS,
    DUPLICATE,
    DUPLICATE_OF,
    JSON,
    MANIFEST,
    SEARCHES,
    agrees,
    file_hash,
    remember_exported,
)
from stages.crawl.sqlite_frontier import SqliteFrontier, first_turn
from stages.crawl.urls import host_of

NAMES = ["host", "hops", "due", *COLUMNS]
URL = f"INSERT OR REPLACE INTO urls ({', '.join(NAMES)}) VALUES ({', '.join('?' * len(NAMES))})"
PAUSE = (
    "INSERT INTO pauses SELECT host, max(not_before), reason FROM urls"
    " WHERE status = 'new' AND not_before IS NOT NULL GROUP BY host"
)
LINKS = """
INSERT OR REPLACE INTO links SELECT url, 'restored', 0, following FROM (
  SELECT url, lead(url) OVER (PARTITION BY story ORDER BY part) AS following FROM restored
) WHERE following IS NOT NULL
"""


def reconcile(frontier: SqliteFrontier, path: Path = MANIFEST) -> bool:
    """Rebuild the frontier when the files are not the ones it exported last; whether it did."""
    if not path.exists():
        if frontier.meta(f"exported {path.name}") is None:
            return False  # killed before its first export, or the first run
        frontier.clear()
        return True
    searches = path.with_name(SEARCHES.name)
    if agrees(frontier, path) and (not searches.exists() or agrees(frontier, searches)):
        return False
    rebuild(frontier, path, searches)
    return True


def rebuild(frontier: SqliteFrontier, path: Path, searches: Path) -> None:
    """Replace the frontier's content by that of the files, all or nothing."""
    frontier.db.execute("CREATE TEMP TABLE restored (story TEXT, part INTEGER, url TEXT)")
    with frontier.transaction() as db:
        frontier.empty(db)
        for row in read_json_lines(path, UrlRecord):
            restore(db, row)
        frontier.run(INDEXES)
        db.execute(LINKS)
        db.execute(PAUSE)
    frontier.db.execute("DROP TABLE restored")
    for search in read_json_lines(searches, SearchRecord) if searches.exists() else ():
        frontier.record_search(search)
    for one in (path, searches):
        if one.exists():
            remember_exported(frontier, one, file_hash(one))


def restore(db: sqlite3.Connection, row: UrlRecord) -> None:
    """Put one row of the manifest into the database."""
    linked = row.provider == FOLLOW
    if linked and row.status == "new" and row.reason is None and row.not_before is None:
        db.execute("INSERT OR REPLACE INTO candidates VALUES (?, ?, 1, ?)", (host_of(row.url), row.url, row.first_seen))
        return
    due = first_turn(row.provider, row.rank) if row.status == "new" else None
    db.execute(URL, (host_of(row.url), int(linked), due, *columns(row)))
    if row.story is not None:
        db.execute("INSERT INTO restored VALUES (?, ?, ?)", (row.story, row.part, row.url))


def columns(row: UrlRecord) -> list[Any]:
    """A row as its columns; that a page is a duplicate is told anew at each export."""
    values = {name: getattr(row, name) for name in COLUMNS}
    if row.reason == DUPLICATE and row.page is not None:
        evidence = {name: words for name, words in row.evidence.items() if name != DUPLICATE_OF}
        values |= {"status": "fetched", "reason": None, "evidence": evidence}
    return [dumps(value) if name in JSON else value for name, value in values.items()]
