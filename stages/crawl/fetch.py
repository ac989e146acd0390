"""From a URL to its page or the reason there is none: redirects, retries, robots.txt and opt-outs at each hop."""

import asyncio
import time
from dataclasses import replace

from stages.crawl.download import Downloader
from stages.crawl.optouts import check_headers, reserved_by_tdmrep
from stages.crawl.outcome import RETRIED_STATUSES, Answer, Postponed, Rejection
from stages.crawl.params import CrawlParams
from stages.crawl.politeness import Politeness, retry_after_seconds
from stages.crawl.robots import Robots
from stages.crawl.rsl import Licences
from stages.crawl.urls import host_of, normalise, origin_of

RETRIED_REASONS = frozenset({"timeout", "truncated", "connection", "dns_error"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SMALL_FILE_BYTES = 5_000_000  # robots.txt, tdmrep.json, licences


class Fetcher:
    """Every GET of the crawl; see `page` and `get`."""

    def __init__(self, downloader: Downloader, politeness: Politeness, params: CrawlParams) -> None:
        self.downloader = downloader
        self.politeness = politeness
        self.params = params
        self.robots = Robots(self.small_file, params.ai_agents)
        self.reservations: dict[str, asyncio.Task[bytes]] = {}
        self.licences = Licences(self.small_file)

    async def small_file(self, url: str) -> Answer:
        """robots.txt and its like, asked for without asking robots.txt first."""
        return await self.get(url, check_robots=False, max_bytes=SMALL_FILE_BYTES)

    async def page(self, url: str) -> Answer:
        """A page that may be kept for training, as far as robots.txt, headers and well-known files say.

        Raises:
            Rejection: with its reason and the words it rests on.
            Postponed: the host asked for a long pause.
        """
        answer = await self.get(url, check_robots=True, for_training=True)
        if self.params.content_opt_outs:
            try:
                check_headers(answer.headers)
                await self.licences.check_header(answer)
            except Rejection as rejection:
                raise replace_answer(rejection, answer) from None
        return answer

    async def get(
        self, url: str, *, check_robots: bool, for_training: bool = False, max_bytes: int | None = None
    ) -> Answer:
        """The answer with status 200 at the end of the redirects.

        Raises:
            Rejection, Postponed.
        """
        current = url
        for _ in range(self.params.max_redirects + 1):
            if check_robots:
                await self.check(current, for_training)
            answer = await self.once(current, max_bytes or self.params.max_page_bytes)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or not location:
                if answer.status != 200:
                    raise Rejection(f"http_{answer.status}", {}, answer)
                return answer
            current = normalise(location, base=current)
        raise Rejection("too_many_redirects", {"redirects": f"more than {self.params.max_redirects}"})

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
            evidence = reserved_by_tdmrep(await self.reservation(url), url)
            if evidence:
                raise Rejection("optout_tdmrep", evidence)

    async def may_visit(self, url: str) -> bool:
        """Whether the browser may ask for a URL that a page names: robots.txt allows it and its host is not paused."""
        try:
            await self.check(normalise(url), for_training=False)
        except (Rejection, Postponed):
            return False
        return not self.politeness.is_paused(host_of(url))

    async def reservation(self, url: str) -> bytes:
        """The origin's tdmrep.json, fetched once; empty when it has none."""
        origin = origin_of(url)
        if origin not in self.reservations:
            self.reservations[origin] = asyncio.ensure_future(self.load_reservation(origin))
        return await asyncio.shield(self.reservations[origin])

    async def load_reservation(self, origin: str) -> bytes:
        """Fetch one tdmrep.json; a site without one, or with one that cannot be had, reserves nothing."""
        try:
            well_known = f"{origin}/.well-known/tdmrep.json"
            return (await self.get(well_known, check_robots=True, max_bytes=SMALL_FILE_BYTES)).body
        except Rejection:
            return b""

    async def once(self, url: str, max_bytes: int) -> Answer:
        """One answer, retried within bounds; a status is an answer, a long pause a Postponed."""
        host = host_of(url)
        for attempt in range(self.params.max_retries + 1):
            last = attempt == self.params.max_retries
            backoff = self.params.retry_seconds * 2**attempt
            await self.politeness.turn(host)
            try:
                answer = await self.downloader.get(url, max_bytes)
            except Rejection as rejection:
                if rejection.reason == "no_contact_url":
                    raise Postponed(None, "no_contact_url") from None
                if rejection.reason not in RETRIED_REASONS or last:
                    raise named(rejection) from None
            else:
                if answer.status not in RETRIED_STATUSES:
                    return answer
                self.obey_pause(host, answer, backoff)
                if last:
                    return answer
            await asyncio.sleep(backoff)
        raise AssertionError("unreachable")

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
        return Rejection("timeout", {"connection": "refused or unreachable"})
    return rejection


def replace_answer(rejection: Rejection, answer: Answer) -> Rejection:
    """The rejection, with what the server said."""
    return replace(rejection, answer=answer)
