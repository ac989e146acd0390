"""The crawl's working truth in SQLite, safe against a kill at any moment."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.records import SearchRecord
from stages.crawl.database import Database
from stages.crawl.finish import dumps, finish
from stages.crawl.frontier import FOLLOW, Outcome, Stored, Waiting
from stages.crawl.providers import Discovery
from stages.crawl.urls import hashed, host_of

FOLLOWED = 1 << 40  # `due` of followed links: behind every rank
REVISITED = 1 << 41  # and of stored pages that are looked at again
WAITING = """
SELECT url, host, query, hops, due, CASE status WHEN 'fetched' THEN page END, final_url, headers, charset, rendered
FROM urls
WHERE host = :host AND due IS NOT NULL AND (due, url) > (:due, :url) AND (not_before IS NULL OR not_before <= :now)
ORDER BY due, url LIMIT :limit
"""
HOSTS = """
WITH RECURSIVE hosts (host) AS (
  SELECT (SELECT host FROM {table} WHERE {filter} ORDER BY host LIMIT 1)
  UNION ALL
  SELECT (SELECT host FROM {table} WHERE {filter} AND host > hosts.host ORDER BY host LIMIT 1) FROM hosts
    WHERE hosts.host IS NOT NULL
) SELECT host FROM hosts WHERE host IS NOT NULL
"""  # from one host to the next through the index, however many URLs each has

NEW_SO_FAR = "SELECT new FROM searches WHERE (provider, query, result_page) = (:provider, :query, :result_page)"
PUT_SEARCH = """
INSERT INTO searches VALUES (:provider, :query, :result_page, :asked_at, :results, :new, :problem)
ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, results = excluded.results, new = excluded.new,
  problem = excluded.problem WHERE excluded.asked_at >= asked_at
"""


class SqliteFrontier(Database):
    """A Frontier in one file, for one process."""

    def add(self, discoveries: Iterable[Discovery], first_seen: str, asked: SearchRecord | None = None) -> int:
        """Add normalised URLs that are not known yet, and the request that named them; how many were new."""
        with self.transaction() as db:
            new = sum(self.insert(db, found, 0, first_seen) for found in discoveries)
            if asked is not None:
                earlier = db.execute(NEW_SO_FAR, asked.model_dump()).fetchone()
                put_search(db, asked.model_copy(update={"new": new + (earlier[0] if earlier else 0)}))
            return new

    def insert(self, db: sqlite3.Connection, found: Discovery, hops: int, first_seen: str) -> int:
        """One row, unless the URL is known, openly or by its hash."""
        if db.execute("SELECT 1 FROM urls WHERE url IN (?, ?)", (found.url, hashed(found.url))).fetchone():
            return 0
        named = (found.provider, found.query, found.rank, found.result_page)
        due = first_turn(found.provider, found.rank)
        db.execute(
            "INSERT INTO urls (url, host, hops, due, provider, query, rank, result_page, status, first_seen)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'new', ?)",
            (found.url, host_of(found.url), hops, due, *named, first_seen),
        )
        return 1

    def add_rejected(self, found: Discovery, reason: str, evidence: Mapping[str, str], now: str) -> None:
        """Record a URL that nobody can fetch."""
        named = (found.provider, found.query, found.rank, found.result_page)
        with self.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO urls (url, host, hops, provider, query, rank, result_page, status, reason,"
                " first_seen, fetched_at, evidence) VALUES (?, '', 0, ?, ?, ?, ?, 'rejected', ?, ?, ?, ?)",
                (found.url, *named, reason, now, now, dumps(evidence)),
            )

    def record_search(self, row: SearchRecord) -> None:
        """Remember one page of results; of two answers to the same question the later one stays."""
        with self.transaction() as db:
            put_search(db, row)

    def waiting(self, host: str, limit: int, now: str, after: tuple[int, str] | None = None) -> list[Waiting]:
        """URLs of one host whose time has come: found ones by rank, then followed ones, then those seen before."""
        due, url = after or (-1, "")
        rows = self.db.execute(WAITING, {"host": host, "limit": limit, "now": now, "due": due, "url": url})
        return [waiting(*row) for row in rows]

    def waiting_hosts(self) -> list[str]:
        """Hosts with URLs that wait for a visit, sorted."""
        return [row[0] for row in self.db.execute(HOSTS.format(table="urls", filter="due IS NOT NULL"))]

    def count_waiting(self) -> int:
        """URLs that wait for a visit."""
        return int(self.db.execute("SELECT count(*) FROM urls WHERE due IS NOT NULL").fetchone()[0])

    def candidate_hosts(self) -> list[str]:
        """Hosts with links that are not let in yet, sorted."""
        return [row[0] for row in self.db.execute(HOSTS.format(table="candidates", filter="TRUE"))]

    def has_work(self) -> bool:
        """Whether anything waits, or may be let in."""
        waiting = "SELECT EXISTS (SELECT 1 FROM urls WHERE due IS NOT NULL) OR EXISTS (SELECT 1 FROM candidates)"
        return bool(self.db.execute(waiting).fetchone()[0])

    def revisit(self, last_visit: str | None = None) -> int:
        """Let stored pages be looked at again: all, or those last visited then or earlier; how many."""
        where = "status = 'fetched' AND due IS NULL AND ifnull(checked_at, fetched_at) <= ?"
        with self.transaction() as db:
            return db.execute(f"UPDATE urls SET due = {REVISITED} WHERE {where}", (last_visit or "9",)).rowcount

    def finish(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        """Record what became of some URLs, links included; on disk when this returns."""
        with self.transaction() as db:
            for url, outcome in outcomes:
                finish(db, url, outcome)

    def admit(self, host: str, limit: int) -> int:
        """Let a host's candidates in, in the order of their URLs, until following has added `limit` URLs to it."""
        if not self.db.execute("SELECT 1 FROM candidates WHERE host = ?", (host,)).fetchone():
            return 0
        with self.transaction() as db:
            followed = "SELECT count(*) FROM urls WHERE host = ? AND provider = ?"
            room = limit - db.execute(followed, (host, FOLLOW)).fetchone()[0]
            admitted = 0
            candidates = "SELECT url, hops, first_seen FROM candidates WHERE host = ? ORDER BY url"
            for url, hops, seen in db.execute(candidates, (host,)).fetchall():
                if admitted < room:
                    admitted += self.insert(db, Discovery(url, FOLLOW, None, None), hops, seen)
            db.execute("DELETE FROM candidates WHERE host = ?", (host,))
            return admitted

    def paused_hosts(self, now: str) -> dict[str, str]:
        """Hosts that asked to be left alone until later than `now`, and until when."""
        with self.transaction() as db:
            db.execute("DELETE FROM pauses WHERE not_before <= ?", (now,))
            return dict(db.execute("SELECT host, not_before FROM pauses ORDER BY host").fetchall())

    def fetched_hosts(self) -> list[str]:
        """Hosts that pages were stored from."""
        return [row[0] for row in self.db.execute("SELECT DISTINCT host FROM urls WHERE status = 'fetched' ORDER BY 1")]

    def found_sites(self) -> list[str]:
        """One URL of each host that was not first named by its own pages or sitemaps, sorted by host."""
        one = "SELECT min(url) FROM urls WHERE host = ? AND provider NOT IN ('follow', 'sitemap')"
        hosts = [row[0] for row in self.db.execute(HOSTS.format(table="urls", filter="host > ''"))]
        found = (self.db.execute(one, (host,)).fetchone()[0] for host in hosts)
        return [url for url in found if url is not None]

    def count_pages(self) -> int:
        """How many pages rows name."""
        return int(self.db.execute("SELECT count(DISTINCT page) FROM urls WHERE page IS NOT NULL").fetchone()[0])

    def pages_of(self, prefix: str) -> set[str]:
        """The pages that rows name whose names begin so."""
        named = "SELECT page FROM urls WHERE page >= ? AND page < ?"
        return {row[0] for row in self.db.execute(named, (prefix, prefix + "g"))}

    def only_named_by(self, url: str) -> str | None:
        """The page of a URL, when no other row names it."""
        named = (
            "SELECT page FROM urls AS one WHERE url = ? AND page IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM urls WHERE page = one.page AND url <> one.url)"
        )
        row = self.db.execute(named, (url,)).fetchone()
        return row[0] if row else None

    def fetch_again(self, pages: Iterable[str]) -> None:
        """Let the URLs of pages that are gone wait again."""
        again = (
            "UPDATE urls SET status = 'new', reason = NULL, page = NULL, checked_at = NULL,"
            f" due = CASE provider WHEN '{FOLLOW}' THEN {FOLLOWED} ELSE ifnull(rank, 0) END WHERE page = ?"
        )
        with self.transaction() as db:
            db.executemany(again, ((page,) for page in pages))


def first_turn(provider: str, rank: int | None) -> int:
    """The place of a URL in its host's queue before its first visit."""
    return FOLLOWED if provider == FOLLOW else rank or 0


def waiting(url: str, host: str, query: str | None, hops: int, due: int, *earlier: Any) -> Waiting:
    """A row that waits, with what an earlier visit left."""
    page, final_url, headers, charset, rendered = earlier
    stored = Stored(page, final_url or url, json.loads(headers), charset or "utf-8", bool(rendered)) if page else None
    return Waiting(url, host, query, hops, due, stored)


def put_search(db: sqlite3.Connection, row: SearchRecord) -> None:
    """One page of results; of two answers to the same question the later one stays."""
    db.execute(PUT_SEARCH, row.model_dump())
