"""Where URLs come from: each provider turns its own configuration into a stream of discoveries."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from stages.crawl.outcome import Answer


@dataclass(frozen=True)
class Discovery:
    """A URL that a provider names."""

    url: str  # as found, not yet normalised
    provider: str
    query: str | None
    rank: int | None  # from 1, within the query


@dataclass(frozen=True)
class Shortfall:
    """A request of a provider that gave nothing usable: it is counted, never fatal."""

    provider: str
    where: str  # the query or the URL
    problem: str  # http_429, malformed, timeout ...


class Getter(Protocol):
    """What a provider may do on the network: one GET, through the guard and with the host's pauses honoured."""

    async def get(self, url: str, *, check_robots: bool) -> Answer:
        """The answer, redirects followed.

        Raises:
            Rejection: no answer with status 200 came.
        """


class Provider(Protocol):
    """A source of URLs."""

    name: str

    def discover(self, getter: Getter) -> AsyncIterator[Discovery | Shortfall]:
        """Every URL the source names, in an order that depends on its answers alone."""
