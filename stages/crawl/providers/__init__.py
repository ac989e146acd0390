"""Where URLs come from: each provider turns its own configuration into what its answers name."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from stages.crawl.outcome import Answer


@dataclass(frozen=True)
class Discovery:
    """A URL that a provider names."""

    url: str  # as found, not yet normalised
    provider: str
    query: str | None
    rank: int | None  # from 1, within the query
    result_page: int | None = None  # of the answer, from 1; None: the source has no pages


@dataclass(frozen=True)
class Results:
    """What one request of a provider gave: URLs, or the problem instead of them. A problem is counted, never fatal."""

    provider: str
    query: str | None  # the search, or the address of the sitemap, feed ...; None: nothing was asked
    result_page: int | None  # from 1; None: nothing was asked
    discoveries: tuple[Discovery, ...] = ()
    named: int = 0  # URLs in the answer, repeated and surplus ones included
    problem: str | None = None  # http_429, malformed, timeout ...


@dataclass(frozen=True)
class ApiRequest:
    """A request to a provider's interface. Nothing of it is ever printed: it may carry a key."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "GET"
    body: bytes = field(default=b"", repr=False)


class Getter(Protocol):
    """What a provider may do on the network, through the guard and with the host's pauses honoured."""

    async def get(self, url: str, *, check_robots: bool, max_bytes: int | None = None) -> Answer:
        """The answer with status 200, redirects followed.

        Raises:
            Rejection, Postponed.
        """

    async def ask(self, request: ApiRequest, max_bytes: int, before_each: Callable[[], None]) -> Answer:
        """The answer with status 200 of an interface made for programs: no robots.txt, no redirect.

        Args:
            before_each: called before each request, retries included; it may raise a Rejection to prevent it.

        Raises:
            Rejection, Postponed.
        """


class Provider(Protocol):
    """A source of URLs."""

    name: str

    def discover(self, getter: Getter) -> AsyncIterator[Results]:
        """What the source names, request by request, in an order that depends on its answers alone."""
