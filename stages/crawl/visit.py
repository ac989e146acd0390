"""One URL from request to stored page, or to the reason there is none."""

import asyncio
from dataclasses import dataclass, replace

from pipeline.files import sha256
from stages.crawl.charset import decide_charset, is_binary
from stages.crawl.clock import Clock
from stages.crawl.examiners import Examiners
from stages.crawl.fetch import NOT_MODIFIED, PAUSED, Fetcher
from stages.crawl.frontier import Outcome, Stored, Waiting
from stages.crawl.outcome import HASHED_REASONS, Answer, Postponed, Rejection, Trail
from stages.crawl.pages import load_page
from stages.crawl.params import CrawlParams
from stages.crawl.render import Renderer
from stages.crawl.revisit import is_final, seen_again, trail_to, unchanged
from stages.crawl.stories import Link
from stages.crawl.urls import host_of
from stages.crawl.verdict import StoryLinks, Verdict

MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
RENDERED_TYPE = "text/html; charset=utf-8"
OK = 200
PAUSES = 3  # of its host, that the rendering of a page waits for
TOO_LITTLE = frozenset({None, "empty", "too_short"})


@dataclass(frozen=True)
class Page:
    """Bytes that may be stored, and what they hold."""

    body: bytes
    charset: str
    rendered: bool
    verdict: Verdict


class Visitor:
    """Visits URLs."""

    def __init__(
        self,
        fetcher: Fetcher,
        examiners: Examiners,
        renderer: Renderer | None,
        params: CrawlParams,
        clock: Clock,
    ) -> None:
        self.fetcher = fetcher
        self.examiners = examiners
        self.renderer = renderer
        self.params = params
        self.clock = clock

    async def visit(self, waiting: Waiting) -> Outcome:
        """What became of the URL."""
        trail = trail_to(waiting.stored)
        outcome = await self.outcome(waiting, trail)
        asked = self.fetcher.request_headers if trail.asked else {}
        outcome = replace(outcome, redirects=tuple(trail.redirects), request_headers=asked)
        return seen_again(waiting.stored, outcome) if waiting.stored else outcome

    async def outcome(self, waiting: Waiting, trail: Trail) -> Outcome:
        """What came of the visit, whatever an earlier one stored."""
        try:
            answer = await self.fetcher.page(waiting.url, trail)
            if answer.status == NOT_MODIFIED and waiting.stored:
                await self.read_again(waiting.stored, answer, waiting)
                return unchanged(self.clock.now(), answer.kept_headers())
            page = await self.read(answer, waiting)
        except Rejection as rejection:
            if rejection.reason in HASHED_REASONS:
                return self.refused(rejection.reason, rejection.evidence)
            return self.rejected(rejection)
        except Postponed as postponed:
            until = None if postponed.seconds is None else self.clock.later(postponed.seconds)
            return Outcome("new", postponed.reason, not_before=until)
        verdict = page.verdict
        if verdict.reason in HASHED_REASONS:
            return self.refused(verdict.reason, verdict.evidence)
        links, follow = self.links(waiting, verdict.links)
        if verdict.reason is not None:
            outcome = self.rejected(Rejection(verdict.reason, verdict.evidence, answer))
            return replace(outcome, links=links, follow=follow)
        return Outcome(
            "fetched",
            fetched_at=self.clock.now(),
            page=sha256(page.body),
            body=page.body,
            final_url=answer.url,
            http_status=answer.status,
            headers=answer.kept_headers(),
            charset=page.charset,
            rendered=page.rendered,
            evidence=verdict.evidence,
            links=links,
            follow=follow,
        )

    async def read(self, answer: Answer, waiting: Waiting) -> Page:
        """The static page, or the rendered one where that holds more."""
        content_type = answer.headers.get("content-type", "")
        charset = decide_charset(answer.body, content_type)
        if answer.media_type not in MEDIA_TYPES or is_binary(answer.body, charset):
            raise Rejection("content_type", {"content-type": content_type or "none, and binary"}, answer)
        try:
            verdict = await self.examiners.examine(answer.body, answer.url, content_type, charset, waiting.query)
            page = Page(answer.body, charset, rendered=False, verdict=verdict)
            if self.renderer and verdict.script_built and verdict.reason in TOO_LITTLE:
                page = await self.rendered(self.renderer, answer, waiting, page)
            await self.check_licences(page.verdict, answer)
        except Rejection as rejection:
            raise replace(rejection, answer=answer) from None
        return page

    async def read_again(self, stored: Stored, answer: Answer, waiting: Waiting) -> None:
        """Raise the Rejection that an unchanged page now meets: the rules, or a licence that it names, may be new."""
        body = await asyncio.to_thread(load_page, stored.page)
        content_type = RENDERED_TYPE if stored.rendered else stored.headers.get("content-type", "")
        try:
            verdict = await self.examiners.examine(body, answer.url, content_type, stored.charset, waiting.query)
            if is_final(verdict.reason):
                raise Rejection(verdict.reason or "", verdict.evidence)
            await self.check_licences(verdict, answer)
        except Rejection as rejection:
            raise replace(rejection, answer=answer) from None

    async def check_licences(self, verdict: Verdict, answer: Answer) -> None:
        """Raise the Rejection that a licence which the page names asks for."""
        for licence in verdict.licences:
            await self.fetcher.licences.check(licence, answer.url, "page link")

    async def rendered(self, renderer: Renderer, answer: Answer, waiting: Waiting, static: Page) -> Page:
        """The page after its scripts ran; the static one where that holds as much, or suffices when rendering fails."""
        host = host_of(answer.url)
        for _ in range(PAUSES):
            await self.fetcher.politeness.turn(host)
            try:
                page = await self.rendered_once(renderer, answer, waiting, static)
            except Rejection as rejection:
                if rejection.reason != PAUSED:
                    raise
            else:  # what a page asked for while its host was paused, it went without
                if page.rendered or suffices(static.verdict) or not self.fetcher.politeness.is_paused(host):
                    return page
        raise Postponed(self.fetcher.politeness.wait_seconds(host), "host_asked_to_wait")

    async def rendered_once(self, renderer: Renderer, answer: Answer, waiting: Waiting, static: Page) -> Page:
        """One try of `rendered`."""
        try:
            seen = await renderer.render(answer.url)
            await self.fetcher.check_answer(seen)
            if seen.status != OK:
                raise Rejection(f"http_{seen.status}", {"browser": f"status {seen.status}"})
            if len(seen.body) > self.params.max_page_bytes:
                raise Rejection("too_large", {"browser": f"more than {self.params.max_page_bytes} bytes"})
        except Rejection as rejection:
            if rejection.reason.startswith("optout") or not (suffices(static.verdict) or is_elsewhere(rejection)):
                raise
            return replace(static, verdict=replace(static.verdict, evidence=rejection.evidence))
        verdict = await self.examiners.examine(seen.body, answer.url, RENDERED_TYPE, "utf-8", waiting.query)
        if verdict.reason in TOO_LITTLE and verdict.characters <= static.verdict.characters:
            return static
        return Page(seen.body, "utf-8", rendered=True, verdict=verdict)

    def refused(self, reason: str, evidence: dict[str, str]) -> Outcome:
        """The outcome of a page that leaves no trace but hashes: the reason, the rule and the time."""
        return Outcome("rejected", reason, fetched_at=self.clock.now(), evidence=evidence)

    def rejected(self, rejection: Rejection) -> Outcome:
        """The outcome of a rejection, with what the server said."""
        answer = rejection.answer
        return Outcome(
            "rejected",
            rejection.reason,
            fetched_at=self.clock.now(),
            final_url=answer.url if answer else None,
            http_status=answer.status if answer else None,
            headers=answer.kept_headers() if answer else {},
            evidence=rejection.evidence,
        )

    def links(self, waiting: Waiting, found: StoryLinks) -> tuple[tuple[Link, ...], tuple[str, ...]]:
        """The story links to remember and the URLs to follow, as far as params.yaml wants them."""
        links: list[Link] = []
        if self.params.follow.next_parts:
            links += [Link(waiting.url, "next", 0, found.next)] if found.next else []
            links += [Link(waiting.url, "previous", 0, found.previous)] if found.previous else []
        if self.params.follow.contents:
            links += [Link(waiting.url, "chapter", place, url) for place, url in enumerate(found.chapters)]
        targets = [link.child for link in links]
        if self.params.follow.contents and found.contents:
            targets.append(found.contents)
        if waiting.hops >= self.params.follow.max_parts:
            targets = []
        return tuple(links), tuple(dict.fromkeys(targets))


def suffices(verdict: Verdict) -> bool:
    """Whether a static page may be kept as it is."""
    return verdict.reason is None


def is_elsewhere(rejection: Rejection) -> bool:
    """Whether the browser was to be led to another page, so that this one is what the static page says."""
    return rejection.reason == "not_rendered"
