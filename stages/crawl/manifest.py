"""dataset/metadata/urls.jsonl and searches.jsonl: exported from the frontier as the crawl goes on, and at its end."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json

from pipeline.files import METADATA, read_json_lines, replacing
from pipeline.records import SearchRecord, UrlRecord
from stages.crawl.database import Database
from stages.crawl.figures import Counts
from stages.crawl.same_pages import find_same_pages
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.stories import order_parts

MANIFEST = METADATA / "urls.jsonl"
SEARCHES = METADATA / "searches.jsonl"
DUPLICATE = "duplicate"
DUPLICATE_OF = "duplicate_of"  # in the evidence
JSON = frozenset({"redirects", "request_headers", "headers", "evidence"})  # columns that hold it
COLUMNS = [name for name in UrlRecord.model_fields if name not in ("story", "part")]
TOLD = {  # columns that are told from the whole at each export: arrival plays no part
    "status": "CASE WHEN same_as IS NULL THEN status ELSE 'rejected' END",
    "reason": f"CASE WHEN same_as IS NULL THEN ifnull(pauses.reason, urls.reason) ELSE '{DUPLICATE}' END",
    "not_before": "ifnull(pauses.not_before, urls.not_before)",
}
LINKED = {"url": "url", "provider": "'follow'", "status": "'new'", "first_seen": "first_seen", "rendered": "0"}
ROWS = f"""
SELECT {", ".join(TOLD.get(name, f"urls.{name}") for name in COLUMNS)}, same_as, story, part
FROM urls LEFT JOIN same USING (url) LEFT JOIN parts USING (url)
  LEFT JOIN pauses ON pauses.host = urls.host AND urls.status = 'new' AND pauses.not_before > :now
UNION ALL
SELECT {
    ", ".join(
        LINKED.get(name, "'[]'" if name == "redirects" else "'{}'" if name in JSON else "NULL") for name in COLUMNS
    )
}, NULL, NULL, NULL
FROM candidates WHERE NOT EXISTS (SELECT 1 FROM urls WHERE urls.url = candidates.url)
ORDER BY 1
"""


def export(frontier: SqliteFrontier, now: str, path: Path = MANIFEST) -> Counts:
    """Write the manifest, sorted by URL, and the searches, each by rename; the manifest's figures."""
    counts = Counts()
    searches = frontier.db.execute("SELECT * FROM searches ORDER BY provider, query, result_page")
    names = list(SearchRecord.model_fields)
    write(
        frontier,
        path.with_name(SEARCHES.name),
        (SearchRecord(**dict(zip(names, row, strict=True))) for row in searches),
    )
    write(frontier, path, counted(rows(frontier.db, now), counts))
    counts.pages = frontier.count_pages()
    return counts


def write(database: Database, path: Path, rows: Iterable[BaseModel]) -> None:
    """Write one file, and remember its hash so that a later change to it is seen."""
    digest = hashlib.sha256()
    with replacing(path) as file:
        for row in rows:
            line = row.model_dump_json().encode() + b"\n"
            digest.update(line)
            file.write(line)
        file.flush()
        # before the rename: a kill between the two is no disagreement
        database.remember(**{f"exporting {path.name}": digest.hexdigest()})
    remember_exported(database, path, digest.hexdigest())


def remember_exported(database: Database, path: Path, digest: str) -> None:
    """Remember that a file and the database agree."""
    database.remember(**{f"exported {path.name}": digest, f"stamp {path.name}": stamp(path)})


def agrees(database: Database, path: Path) -> bool:
    """Whether a file is one that the database exported last."""
    if database.meta(f"stamp {path.name}") == stamp(path):
        return True
    digest = file_hash(path)
    if digest not in (database.meta(f"exported {path.name}"), database.meta(f"exporting {path.name}")):
        return False
    remember_exported(database, path, digest)
    return True


def stamp(path: Path) -> str:
    """Size and time of change: equal ones spare reading a large file."""
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def file_hash(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def counted(rows: Iterable[UrlRecord], counts: Counts) -> Iterator[UrlRecord]:
    """The rows, counted as they pass."""
    for row in rows:
        counts.add(row)
        yield row


def rows(db: sqlite3.Connection, now: str) -> Iterator[UrlRecord]:
    """Every row of the manifest as it stands at one moment, sorted by URL."""
    db.execute("BEGIN")
    try:
        find_same_pages(db)
        order_parts(db)
        for row in db.execute(ROWS, {"now": now}):
            yield record(row)
    finally:
        db.execute("ROLLBACK")  # nothing but temporary tables was written


def record(row: tuple[Any, ...]) -> UrlRecord:
    """One row of the database as a row of the manifest."""
    *columns, same_as, story, part = row
    values = {name: from_json(value) if name in JSON else value for name, value in zip(COLUMNS, columns, strict=True)}
    values["rendered"] = bool(values["rendered"])
    if same_as is not None:
        values["evidence"] = dict(sorted({**values["evidence"], DUPLICATE_OF: same_as}.items()))
    return UrlRecord(**values, story=story, part=part)


def count_manifest(path: Path = MANIFEST) -> Counts:
    """The figures of a manifest that stands."""
    counts = Counts()
    pages = sqlite3.connect("")  # a file of its own that nobody sees: the names of a million pages are not held
    pages.execute("CREATE TABLE pages (page BLOB)")
    named = counted(read_json_lines(path, UrlRecord), counts)
    pages.executemany("INSERT INTO pages VALUES (?)", ((bytes.fromhex(row.page),) for row in named if row.page))
    counts.pages = pages.execute("SELECT count(DISTINCT page) FROM pages").fetchone()[0]
    pages.close()
    return counts
