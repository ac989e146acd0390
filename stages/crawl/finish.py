"""How a row changes when a visit to its URL ends."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from stages.crawl.frontier import Outcome
from stages.crawl.outcome import HASHED_REASONS
from stages.crawl.stories import RESTORED
from stages.crawl.urls import hashed, host_of

LAST_VISIT = "last visit"  # in the evidence of a page whose last visit brought nothing
SET = (
    "UPDATE urls SET status = ?, reason = ?, fetched_at = ?, not_before = ?, page = ?, final_url = ?, redirects = ?,"
    " http_status = ?, request_headers = ?, headers = ?, charset = ?, rendered = ?, evidence = ?, checked_at = NULL,"
    " due = CASE ? WHEN 'new' THEN due END WHERE url = ?"
)
KEEP = (
    "UPDATE urls SET checked_at = CASE WHEN ? > fetched_at THEN ? ELSE checked_at END, not_before = ?, headers = ?,"
    " evidence = ?, due = CASE WHEN ? THEN due END WHERE url = ?"
)


def finish(db: sqlite3.Connection, url: str, outcome: Outcome) -> None:
    """Change the row of a URL, its links and what they add to follow; inside the caller's transaction."""
    if outcome.paused_host is not None:
        pause(db, outcome.paused_host, outcome)
    if outcome.reason in HASHED_REASONS:
        forget(db, url, outcome)
    elif outcome.kept:
        keep(db, url, outcome)
    else:
        db.execute(SET, (*columns(outcome), outcome.status, url))
        put_links(db, url, outcome)


def columns(outcome: Outcome) -> tuple[Any, ...]:
    """The outcome as the columns that a visit sets."""
    return (
        outcome.status,
        outcome.reason,
        outcome.fetched_at,
        outcome.not_before,
        outcome.page,
        outcome.final_url,
        dumps(outcome.redirects),
        outcome.http_status,
        dumps(outcome.request_headers),
        dumps(outcome.headers),
        outcome.charset,
        int(outcome.rendered),
        dumps(outcome.evidence),
    )


def keep(db: sqlite3.Connection, url: str, outcome: Outcome) -> None:
    """Leave a stored page as it is: the visit's time, its headers, and what it came to are noted."""
    headers, evidence = db.execute("SELECT headers, evidence FROM urls WHERE url = ?", (url,)).fetchone()
    noted = {name: words for name, words in json.loads(evidence).items() if name != LAST_VISIT} | outcome.evidence
    waits = outcome.status == "new"
    now = None if waits else outcome.fetched_at
    new_headers = dumps({**json.loads(headers), **outcome.headers})
    db.execute(KEEP, (now, now, outcome.not_before, new_headers, dumps(noted), waits, url))


def put_links(db: sqlite3.Connection, url: str, outcome: Outcome) -> None:
    """Remember what a page links to; never a URL that the adults-only gate refused."""
    db.execute("DELETE FROM links WHERE parent = ? AND kind <> ?", (url, RESTORED))
    for link in outcome.links:
        if not is_known(db, hashed(link.child)):
            row = (link.parent, link.kind, link.position, link.child)
            db.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", row)
    hops = db.execute("SELECT hops FROM urls WHERE url = ?", (url,)).fetchone()[0] + 1
    for target in outcome.follow:
        if not (is_known(db, target) or is_known(db, hashed(target))):
            db.execute(
                "INSERT INTO candidates VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET hops = min(hops, excluded.hops)",
                (host_of(target), target, hops, outcome.fetched_at),
            )


def is_known(db: sqlite3.Connection, url: str) -> bool:
    """Whether there is a row of that name."""
    return db.execute("SELECT 1 FROM urls WHERE url = ?", (url,)).fetchone() is not None


def forget(db: sqlite3.Connection, url: str, outcome: Outcome) -> None:
    """Keep of a refused page the hash of its URL, the rule and the time alone."""
    first_seen, provider = db.execute("SELECT first_seen, provider FROM urls WHERE url = ?", (url,)).fetchone()
    db.execute("DELETE FROM urls WHERE url = ?", (url,))
    db.execute("DELETE FROM links WHERE parent = ? OR child = ?", (url, url))
    db.execute("DELETE FROM candidates WHERE host = ? AND url = ?", (host_of(url), url))
    db.execute(
        "INSERT OR IGNORE INTO urls (url, host, provider, hops, status, reason, first_seen, fetched_at, evidence)"
        " VALUES (?, '', ?, 0, 'rejected', ?, ?, ?, ?)",
        (hashed(url), provider, outcome.reason, first_seen, outcome.fetched_at, dumps(outcome.evidence)),
    )


def pause(db: sqlite3.Connection, host: str, outcome: Outcome) -> None:
    """Let everything of a host wait."""
    values = (host, outcome.not_before, outcome.reason or "")
    db.execute("INSERT OR REPLACE INTO pauses VALUES (?, ?, ?)", values)


def dumps(value: Mapping[str, str] | Sequence[str]) -> str:
    """A mapping or a list as JSON, keys sorted."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
