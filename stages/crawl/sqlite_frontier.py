"""The crawl's working truth in SQLite, safe against a kill at any moment."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import DataError
from stages.crawl.frontier import FOLLOW, Outcome, Waiting
from stages.crawl.providers import Discovery
from stages.crawl.urls import hashed, host_of

SCHEMA = """
CREATE TABLE IF NOT EXISTS urls (
  url TEXT PRIMARY KEY, host TEXT NOT NULL, provider TEXT NOT NULL, query TEXT, rank INTEGER, hops INTEGER NOT NULL,
  status TEXT NOT NULL, reason TEXT, first_seen TEXT NOT NULL, fetched_at TEXT, not_before TEXT, page TEXT,
  final_url TEXT, http_status INTEGER, headers TEXT NOT NULL, charset TEXT, rendered INTEGER NOT NULL,
  evidence TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waiting ON urls (host, provider = 'follow', rank, url) WHERE status = 'new';
CREATE INDEX IF NOT EXISTS stored ON urls (page) WHERE page IS NOT NULL;
CREATE TABLE IF NOT EXISTS candidates (
  host TEXT NOT NULL, url TEXT NOT NULL, hops INTEGER NOT NULL, PRIMARY KEY (host, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (
  parent TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, child TEXT NOT NULL,
  PRIMARY KEY (parent, kind, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class SqliteFrontier:
    """A Frontier in one file, for one process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with self.writing():
            self.db = sqlite3.connect(path, isolation_level=None)
            self.db.execute("PRAGMA journal_mode=WAL")
            self.db.execute("PRAGMA synchronous=FULL")
            self.db.executescript(SCHEMA)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what a person can mend (a full disk, a damaged file) into a DataError."""
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            raise DataError(f"{self.path}: {error}; free space, or delete the file (urls.jsonl rebuilds it)") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, on disk at the end."""
        with self.writing():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                self.db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Fold the log into the file."""
        self.db.close()

    def add(self, discoveries: Iterable[Discovery], first_seen: str) -> int:
        """Add normalised URLs that are not known yet; how many were new."""
        with self.transaction() as db:
            return sum(self.insert(db, found, 0, first_seen) for found in discoveries)

    def insert(self, db: sqlite3.Connection, found: Discovery, hops: int, first_seen: str) -> int:
        """One row, unless the URL is known, openly or by its hash."""
        if db.execute("SELECT 1 FROM urls WHERE url IN (?, ?)", (found.url, hashed(found.url))).fetchone():
            return 0
        db.execute(
            "INSERT INTO urls (url, host, provider, query, rank, hops, first_seen, status, headers, rendered, evidence)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'new', '{}', 0, '{}')",
            (found.url, host_of(found.url), found.provider, found.query, found.rank, hops, first_seen),
        )
        return 1

    def add_rejected(self, found: Discovery, reason: str, evidence: dict[str, str], now: str) -> None:
        """Record a URL that nobody can fetch."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO urls (url, host, provider, query, rank, hops, status, reason, first_seen,"
                " fetched_at, headers, rendered, evidence) VALUES (?, '', ?, ?, ?, 0, 'rejected', ?, ?, ?, '{}', 0, ?)",
                (found.url, found.provider, found.query, found.rank, reason, now, now, dumps(evidence)),
            )

    def waiting(self, host: str, limit: int, now: str) -> list[Waiting]:
        """URLs of one host that wait and whose time has come: found ones before followed ones, by rank."""
        rows = self.db.execute(
            "SELECT url, host, query, hops FROM urls WHERE status = 'new' AND host = ?"
            " AND (not_before IS NULL OR not_before <= ?) ORDER BY provider = 'follow', rank, url LIMIT ?",
            (host, now, limit),
        )
        return [Waiting(*row) for row in rows]

    def waiting_hosts(self) -> dict[str, int]:
        """Hosts with URLs that wait, and how many."""
        rows = self.db.execute("SELECT host, count(*) FROM urls WHERE status = 'new' GROUP BY host ORDER BY host")
        return dict(rows.fetchall())

    def has_work(self) -> bool:
        """Whether anything waits, or may be let in."""
        waiting = "SELECT EXISTS (SELECT 1 FROM urls WHERE status = 'new') OR EXISTS (SELECT 1 FROM candidates)"
        return bool(self.db.execute(waiting).fetchone()[0])

    def candidate_hosts(self) -> list[str]:
        """Hosts with links that are not let in yet."""
        return [row[0] for row in self.db.execute("SELECT DISTINCT host FROM candidates ORDER BY host")]

    def finish(self, url: str, outcome: Outcome) -> None:
        """Record what became of a URL, its links included; on disk when this returns."""
        with self.transaction() as db:
            if outcome.reason == "adults_only":
                self.forget(db, url, outcome)
                return
            hops = db.execute(
                "UPDATE urls SET status = ?, reason = ?, fetched_at = ?, not_before = ?, page = ?, final_url = ?,"
                " http_status = ?, headers = ?, charset = ?, rendered = ?, evidence = ? WHERE url = ? RETURNING hops",
                (*columns(outcome), url),
            ).fetchone()[0]
            db.executemany(
                "INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)",
                [(link.parent, link.kind, link.position, link.child) for link in outcome.links],
            )
            db.executemany(
                "INSERT INTO candidates VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hops = min(hops, excluded.hops)",
                [(host_of(target), target, hops + 1) for target in outcome.follow],
            )

    def forget(self, db: sqlite3.Connection, url: str, outcome: Outcome) -> None:
        """Keep of a refused page the hash of its URL, the rule and the time alone."""
        first_seen, provider = db.execute("SELECT first_seen, provider FROM urls WHERE url = ?", (url,)).fetchone()
        db.execute("DELETE FROM urls WHERE url = ?", (url,))
        db.execute("DELETE FROM links WHERE parent = ? OR child = ?", (url, url))
        db.execute("DELETE FROM candidates WHERE url = ?", (url,))
        db.execute(
            "INSERT OR IGNORE INTO urls (url, host, provider, hops, status, reason, first_seen, fetched_at, headers,"
            " rendered, evidence) VALUES (?, '', ?, 0, 'rejected', ?, ?, ?, '{}', 0, ?)",
            (hashed(url), provider, outcome.reason, first_seen, outcome.fetched_at, dumps(outcome.evidence)),
        )

    def admit(self, host: str, limit: int, first_seen: str) -> int:
        """Let a host's candidates in, in the order of their URLs, until following has added `limit` URLs to it."""
        with self.transaction() as db:
            followed = "SELECT count(*) FROM urls WHERE host = ? AND provider = ?"
            room = limit - db.execute(followed, (host, FOLLOW)).fetchone()[0]
            admitted = 0
            for url, hops in db.execute(
                "SELECT url, hops FROM candidates WHERE host = ? ORDER BY url", (host,)
            ).fetchall():
                if admitted < room:
                    admitted += self.insert(db, Discovery(url, FOLLOW, None, None), hops, first_seen)
            db.execute("DELETE FROM candidates WHERE host = ?", (host,))
            return admitted

    def paused_hosts(self, now: str) -> dict[str, str]:
        """Hosts that asked to be left alone until later than `now`, and until when."""
        rows = self.db.execute(
            "SELECT host, max(not_before) FROM urls WHERE status = 'new' AND not_before > ? GROUP BY host", (now,)
        )
        return dict(rows.fetchall())

    def postpone_host(self, host: str, not_before: str, reason: str) -> None:
        """Let everything of a host wait."""
        with self.transaction() as db:
            db.execute(
                "UPDATE urls SET not_before = ?, reason = ? WHERE status = 'new' AND host = ?",
                (not_before, reason, host),
            )

    def fetched_hosts(self) -> list[str]:
        """Hosts that pages were stored from."""
        return [row[0] for row in self.db.execute("SELECT DISTINCT host FROM urls WHERE status = 'fetched' ORDER BY 1")]

    def found_sites(self) -> list[str]:
        """One URL of each host that a search or a list named, sorted."""
        rows = self.db.execute(
            "SELECT min(url) FROM urls WHERE provider IN ('searxng', 'urls') AND host <> '' GROUP BY host ORDER BY 1"
        )
        return [row[0] for row in rows]

    def stored_pages(self) -> Iterator[str]:
        """The pages that rows name, each once."""
        for row in self.db.execute("SELECT DISTINCT page FROM urls WHERE page IS NOT NULL"):
            yield row[0]

    def count_pages(self) -> int:
        """How many pages rows name."""
        return int(self.db.execute("SELECT count(DISTINCT page) FROM urls").fetchone()[0])

    def pages_of(self, prefix: str) -> list[str]:
        """The pages that rows name whose names begin so, each once."""
        named = "SELECT DISTINCT page FROM urls WHERE page >= ? AND page < ?"
        return [row[0] for row in self.db.execute(named, (prefix, prefix + "g"))]

    def fetch_again(self, pages: list[str]) -> None:
        """Let the URLs of pages that are gone wait again."""
        with self.transaction() as db:
            db.executemany(
                "UPDATE urls SET status = 'new', reason = NULL, page = NULL WHERE page = ?", ((p,) for p in pages)
            )

    def meta(self, key: str) -> str | None:
        """A remembered value."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def remember(self, **values: str) -> None:
        """Remember values."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction() as db:
            for table in ("urls", "candidates", "links", "meta"):
                db.execute(f"DELETE FROM {table}")


def columns(outcome: Outcome) -> tuple[Any, ...]:
    """The outcome as the columns that `finish` sets."""
    return (
        outcome.status,
        outcome.reason,
        outcome.fetched_at,
        outcome.not_before,
        outcome.page,
        outcome.final_url,
        outcome.http_status,
        dumps(outcome.headers),
        outcome.charset,
        int(outcome.rendered),
        dumps(outcome.evidence),
    )


def dumps(mapping: dict[str, str]) -> str:
    """A mapping as JSON, sorted."""
    return json.dumps(mapping, sort_keys=True, ensure_ascii=False)
