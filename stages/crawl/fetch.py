"""From a URL to its page or the reason there is none: redirects, retries, robots.txt and opt-outs at each hop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from stages.crawl.download import ACCEPT, Downloader
from stages.crawl.once import Once
from stages.crawl.optouts import check_headers, reserved_by_tdmrep
from stages.crawl.outcome import RETRIED_STATUSES, Answer, Postponed, Rejection, Trail
from stages.crawl.params import CrawlParams
from stages.crawl.politeness import Politeness, retry_after_seconds
from stages.crawl.providers import ApiRequest
from stages.crawl.robots import Robots
from stages.crawl.rsl import Licences
from stages.crawl.urls import host_of, normalise, origin_of

RETRIED_REASONS = frozenset({"timeout", "truncated", "connection", "dns_error"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
CONNECTION = "connection"  # in the evidence, where none came about
PAUSED = "paused"  # the browser's request comes while its host wants to be left alone
ROBOTS_REDIRECTS = 5  # that RFC 9309 wants followed at least
SMALL_FILE_BYTES = 5_000_000  # robots.txt, tdmrep.json, licences


class Fetcher:
    """Every GET of the crawl; see `page` and `get`."""

    def __init__(self, downloader: Downloader, politeness: Politeness, params: CrawlParams) -> None:
        self.downloader = downloader
        self.politeness = politeness
        self.params = params
        self.robots = Robots(self.small_file, params.ai_agents)
        self.reservations = Once(self.load_reservation, len)
        self.licences = Licences(self.licence)

    @property
    def request_headers(self) -> dict[str, str]:
        """Those of ours that decide what a page's answer is, by name."""
        return {"accept": ACCEPT, "user-agent": self.downloader.agent}

    async def small_file(self, url: str) -> Answer:
        """A robots.txt, asked for without asking one first."""
        hops = max(self.params.max_redirects, ROBOTS_REDIRECTS)
        return await self.get(url, check_robots=False, max_bytes=SMALL_FILE_BYTES, max_redirects=hops)

    async def licence(self, url: str) -> Answer:
        """A licence, as far as robots.txt lets it be read."""
        return await self.get(url, check_robots=True, max_bytes=SMALL_FILE_BYTES)

    async def page(self, url: str, trail: Trail) -> Answer:
        """A page that may be kept for training, as far as robots.txt, headers and well-known files say.

        Args:
            trail: is told how the visit goes; where it knows a stored page, the answer may be a 304.

        Raises:
            Rejection: with its reason and the words it rests on.
            Postponed: the host asked for a long pause.
        """
        return await self.get(url, check_robots=True, for_training=True, trail=trail)

    async def check_answer(self, answer: Answer) -> None:
        """Raise the Rejection that the headers of a page, or of a redirect on the way to it, ask for."""
        if not self.params.content_opt_outs:
            return
        try:
            check_headers(answer.headers)
            await self.licences.check_header(answer)
        except Rejection as rejection:
            raise replace_answer(rejection, answer) from None

    async def get(
        self,
        url: str,
        *,
        check_robots: bool,
        for_training: bool = False,
        max_bytes: int | None = None,
        max_redirects: int | None = None,
        trail: Trail | None = None,
    ) -> Answer:
        """The answer with status 200 at the end of the redirects (304 where the trail knows a stored page).

        Raises:
            Rejection, Postponed.
        """
        current, trail = url, trail or Trail()
        hops = self.params.max_redirects if max_redirects is None else max_redirects
        for _ in range(hops + 1):
            if check_robots:
                await self.check(current, for_training)
            limit = max_bytes or self.params.max_page_bytes
            validators = trail.validators if current == trail.known_at else {}
            answer = await self.once(current, partial(self.downloader.get, current, limit, headers=validators), trail)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or not location:
                if answer.status != 200 and not (answer.status == NOT_MODIFIED and validators):
                    raise Rejection(f"http_{answer.status}", {}, answer)
                if for_training:
                    await self.check_answer(answer)
                return answer
            if for_training:
                await self.check_answer(answer)
            trail.redirects.append(current)
            current = normalise(location, base=current)
        raise Rejection("too_many_redirects", {"redirects": f"more than {hops}"})

    async def ask(self, request: ApiRequest, max_bytes: int, before_each: Callable[[], None]) -> Answer:
        """The answer with status 200 of an interface that is asked as it is meant to be: no robots.txt, no redirect.

        Args:
            before_each: called before each request, retries included; it may raise a Rejection to prevent it.

        Raises:
            Rejection, Postponed.
        """

        async def exchange() -> Answer:
            before_each()
            return await self.downloader.get(
                request.url, max_bytes, headers=request.headers, method=request.method, body=request.body
            )

        answer = await self.once(request.url, exchange, Trail())
        answer = replace(answer, url=request.url.partition("?")[0])  # what follows may be a key
        if answer.status != 200:
            raise Rejection(f"http_{answer.status}", {}, answer)
        return answer

    async def check(self, url: str, for_training: bool) -> None:
        """Raise the Rejection that the site's own files ask for."""
        rules = await self.robots.rules(url)
        if rules.crawl_delay is not None:
            self.politeness.ask_delay(host_of(url), rules.crawl_delay)
        rules.check_access(url)
        if not for_training:
            return
        rules.check_training(url, self.params.content_opt_outs)
        if self.params.content_opt_outs:
            await self.licences.check_robots(rules.licences, url)
            evidence = reserved_by_tdmrep(await self.reservations.of(origin_of(url)), url)
            if evidence:
                raise Rejection("optout_tdmrep", evidence)

    async def objection(self, url: str) -> str | None:
        """Why the browser may not ask for a URL: robots.txt forbids it, or its host is paused; None when it may."""
        try:
            await self.check(normalise(url), for_training=False)
        except Rejection as rejection:
            return rejection.reason
        except Postponed:
            return PAUSED
        return PAUSED if self.politeness.is_paused(host_of(url)) else None

    def heed_pause(self, url: str, retry_after: str | None) -> None:
        """Keep the pause that a host asked the browser for."""
        asked = retry_after_seconds(retry_after, time.time())
        self.politeness.pause(host_of(url), self.params.retry_seconds if asked is None else asked)

    async def load_reservation(self, origin: str) -> bytes:
        """Fetch one tdmrep.json; a site without one, or with one that cannot be had, reserves nothing."""
        try:
            well_known = f"{origin}/.well-known/tdmrep.json"
            return (await self.get(well_known, check_robots=True, max_bytes=SMALL_FILE_BYTES)).body
        except Rejection:
            return b""

    async def once(self, url: str, exchange: Callable[[], Awaitable[Answer]], trail: Trail) -> Answer:
        """One answer, retried within bounds; a status is an answer, a long pause a Postponed."""
        host = host_of(url)
        for attempt in range(self.params.max_retries + 1):
            last = attempt == self.params.max_retries
            backoff = self.params.retry_seconds * 2**attempt
            await self.politeness.turn(host)
            try:
                answer = await exchange()
                trail.asked = True
            except Rejection as rejection:
                trail.asked = trail.asked or CONNECTION not in rejection.evidence
                if rejection.reason == "no_contact_url":
                    raise Postponed(None, "no_contact_url") from None
                if rejection.reason not in RETRIED_REASONS or last:
                    raise named(rejection) from None
            else:
                if answer.status not in RETRIED_STATUSES:
                    self.heed_redirect(host, answer)
                    return answer
                self.obey_pause(host, answer, backoff)
                if last:
                    return answer
            await asyncio.sleep(backoff)
        raise AssertionError("unreachable")

    def heed_redirect(self, host: str, answer: Answer) -> None:
        """Pause a host that asks for it with a redirect or a refusal."""
        asked = retry_after_seconds(answer.headers.get("retry-after"), time.time())
        if asked and answer.status >= 300:
            self.politeness.pause(host, asked)

    def obey_pause(self, host: str, answer: Answer, backoff: float) -> None:
        """Pause a host as it asked; raise Postponed when that is longer than this run waits."""
        asked = retry_after_seconds(answer.headers.get("retry-after"), time.time())
        if asked is None and answer.status in (429, 503):
            asked = backoff
        if asked:
            self.politeness.pause(host, asked)
            if asked > self.params.max_wait_seconds:
                raise Postponed(asked, "host_asked_to_wait")


def named(rejection: Rejection) -> Rejection:
    """No connection is a kind of timeout in the table of reasons."""
    if rejection.reason == "connection":
        return Rejection("timeout", {CONNECTION: "refused or unreachable"})
    return rejection


def replace_answer(rejection: Rejection, answer: Answer) -> Rejection:
    """The rejection, with what the server said."""
    return replace(rejection, answer=answer)
