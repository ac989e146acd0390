"""What the crawl asks of its working truth: which URLs are known, wait, or are done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pipeline.records import SearchRecord
from stages.crawl.providers import Discovery
from stages.crawl.stories import Link

FOLLOW = "follow"


@dataclass(frozen=True)
class Stored:
    """What an earlier visit left: the copy that stays until a later visit brings another, or a reason to drop it."""

    page: str
    final_url: str
    headers: dict[str, str]  # of its response
    charset: str
    rendered: bool


@dataclass(frozen=True)
class Waiting:
    """A URL to visit."""

    url: str
    host: str
    query: str | None
    hops: int  # links followed from a URL that a provider named
    due: int = 0  # its place in its host's queue
    stored: Stored | None = None  # None: a first visit


@dataclass(frozen=True)
class Outcome:
    """What became of a URL."""

    status: Literal["new", "fetched", "rejected"]
    reason: str | None = None
    fetched_at: str | None = None  # when the visit ended
    not_before: str | None = None
    page: str | None = None
    final_url: str | None = None
    redirects: tuple[str, ...] = ()
    http_status: int | None = None
    request_headers: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    charset: str | None = None
    rendered: bool = False
    evidence: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    follow: tuple[str, ...] = ()  # URLs to fetch next on this host
    body: bytes | None = None  # what `page` is the name of, to be stored before the row says so
    kept: bool = False  # a revisit that leaves the stored copy as it is: time, headers and evidence alone may change
    paused_host: str | None = None  # the host that is to be left alone until `not_before`


class Frontier(Protocol):
    """What the crawl asks of a frontier; another store, shared by several machines, can take SQLite's place."""

    def add(self, discoveries: Iterable[Discovery], first_seen: str, asked: SearchRecord | None = None) -> int:
        """Add normalised URLs that are not known yet, and the request that named them; how many were new."""

    def waiting(self, host: str, limit: int, now: str, after: tuple[int, str] | None = None) -> list[Waiting]:
        """URLs of one host whose time has come, in the order of their turn; those behind `after` (due, URL) alone."""

    def waiting_hosts(self) -> list[str]:
        """Hosts with URLs that wait for a visit."""

    def finish(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        """Record what became of some URLs; on disk when this returns."""

    def admit(self, host: str, limit: int) -> int:
        """Let URLs in that pages of a host linked to, up to `limit` per host over all; how many."""
