"""What the crawl asks of its working truth: which URLs are known, wait, or are done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from stages.crawl.providers import Discovery
from stages.crawl.stories import Link

FOLLOW = "follow"


@dataclass(frozen=True)
class Waiting:
    """A URL to fetch."""

    url: str
    host: str
    query: str | None
    hops: int  # links followed from a URL that a provider named


@dataclass(frozen=True)
class Outcome:
    """What became of a URL."""

    status: Literal["new", "fetched", "rejected"]
    reason: str | None = None
    fetched_at: str | None = None
    not_before: str | None = None
    page: str | None = None
    final_url: str | None = None
    http_status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    charset: str | None = None
    rendered: bool = False
    evidence: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    follow: tuple[str, ...] = ()  # URLs to fetch next on this host
    body: bytes | None = None  # what `page` is the name of, to be stored before the row says so


class Frontier(Protocol):
    """What the crawl asks of a frontier; another store, shared by several machines, can take SQLite's place."""

    def add(self, discoveries: Iterable[Discovery], first_seen: str) -> int:
        """Add normalised URLs that are not known yet; how many were new."""

    def waiting(self, host: str, limit: int, now: str) -> list[Waiting]:
        """URLs of one host that wait and whose time has come."""

    def waiting_hosts(self) -> dict[str, int]:
        """Hosts with URLs that wait, and how many."""

    def finish(self, url: str, outcome: Outcome) -> None:
        """Record what became of a URL; on disk when this returns."""

    def admit(self, host: str, limit: int, first_seen: str) -> int:
        """Let URLs in that pages of a host linked to, up to `limit` per host over all; how many."""
