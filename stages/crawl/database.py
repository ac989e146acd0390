"""The frontier's SQLite file: its tables, its transactions, and what is done about a file of another version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import DataError

VERSION = 2  # of the tables; a file of another version is emptied, and rebuilt from the manifest
BUSY_SECONDS = 60.0  # to wait for another connection's write; a loaded disk can take its time
TABLES = """
CREATE TABLE urls (
  url TEXT NOT NULL UNIQUE, host TEXT NOT NULL, hops INTEGER NOT NULL, due INTEGER,
  provider TEXT NOT NULL, query TEXT, rank INTEGER, result_page INTEGER, status TEXT NOT NULL, reason TEXT,
  first_seen TEXT NOT NULL, fetched_at TEXT, checked_at TEXT, not_before TEXT, page TEXT, final_url TEXT,
  redirects TEXT NOT NULL DEFAULT '[]', http_status INTEGER, request_headers TEXT NOT NULL DEFAULT '{}',
  headers TEXT NOT NULL DEFAULT '{}', charset TEXT, rendered INTEGER NOT NULL DEFAULT 0,
  evidence TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE candidates (
  host TEXT NOT NULL, url TEXT NOT NULL, hops INTEGER NOT NULL, first_seen TEXT NOT NULL, PRIMARY KEY (host, url)
) WITHOUT ROWID;
CREATE TABLE pauses (host TEXT PRIMARY KEY, not_before TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE links (
  parent TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, child TEXT NOT NULL,
  PRIMARY KEY (parent, kind, position)
) WITHOUT ROWID;
CREATE TABLE searches (
  provider TEXT NOT NULL, query TEXT NOT NULL, result_page INTEGER NOT NULL, asked_at TEXT NOT NULL,
  results INTEGER NOT NULL, new INTEGER NOT NULL, problem TEXT, PRIMARY KEY (provider, query, result_page)
) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX waiting ON urls (host, due, url, not_before) WHERE due IS NOT NULL;
CREATE INDEX by_host ON urls (host, provider, status);
CREATE INDEX by_page ON urls (page) WHERE page IS NOT NULL;
CREATE INDEX by_child ON links (child);
CREATE INDEX visited ON urls (ifnull(checked_at, fetched_at)) WHERE status = 'fetched';
"""


class Database:
    """One connection; every problem that a person can mend is a DataError."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with self.mendable():
            # another thread may use the connection, one at a time: the rows that end are written by one
            self.db = sqlite3.connect(path, BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            self.db.execute("PRAGMA journal_mode=WAL")
            self.db.execute("PRAGMA synchronous=FULL")
            self.db.execute("PRAGMA secure_delete=ON")  # no trace of what the adults-only gate refused
        if self.version() != VERSION:
            with self.transaction() as db:
                if self.version() != VERSION:  # nobody was quicker
                    self.empty(db)
                    self.run(INDEXES)
                    db.execute(f"PRAGMA user_version = {VERSION}")

    def version(self) -> int:
        """Version of the tables; 0 for a new file."""
        with self.mendable():
            return int(self.db.execute("PRAGMA user_version").fetchone()[0])

    def empty(self, db: sqlite3.Connection) -> None:
        """New tables, without indexes: rows are added faster before there are any."""
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            db.execute(f'DROP TABLE "{name}"')
        self.run(TABLES)

    def run(self, script: str) -> None:
        """Several statements inside a transaction, which `executescript` would end."""
        for statement in script.split(";\n"):
            self.db.execute(statement)

    @contextmanager
    def mendable(self) -> Iterator[None]:
        """Turn what a person can mend (a full disk, a damaged file) into a DataError."""
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            raise DataError(f"{self.path}: {error}; free space, or delete the file (urls.jsonl rebuilds it)") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, on disk at the end."""
        with self.mendable():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()  # does nothing where SQLite has already: on a full disk
                raise

    def meta(self, key: str) -> str | None:
        """A remembered value."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def remember(self, **values: str | None) -> None:
        """Remember values; forget those that are None."""
        with self.transaction() as db:
            for key, value in values.items():
                db.execute("DELETE FROM meta WHERE key = ?", (key,))
                if value is not None:
                    db.execute("INSERT INTO meta VALUES (?, ?)", (key, value))

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction() as db:
            self.empty(db)
            self.run(INDEXES)

    def close(self) -> None:
        """Fold the log into the file."""
        self.db.close()
