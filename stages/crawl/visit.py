"""One URL from request to stored page, or to the reason there is none."""

import asyncio
import base64
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from pipeline.errors import DataError
from pipeline.files import sha256
from stages.crawl.charset import decide_charset, is_binary
from stages.crawl.child import Child, ChildDied
from stages.crawl.clock import Clock
from stages.crawl.fetch import Fetcher
from stages.crawl.frontier import Outcome, Waiting
from stages.crawl.outcome import Answer, Postponed, Rejection
from stages.crawl.params import CrawlParams
from stages.crawl.render import Renderer
from stages.crawl.stories import Link
from stages.crawl.urls import host_of
from stages.crawl.verdict import StoryLinks, Verdict

MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
TOO_LITTLE = frozenset({None, "empty", "too_short"})
VERDICT = TypeAdapter(Verdict)


@dataclass(frozen=True)
class Page:
    """Bytes that may be stored, and what they hold."""

    body: bytes
    charset: str
    rendered: bool
    verdict: Verdict


class Examiners:
    """Child processes that read pages, one page each at a time."""

    def __init__(self, count: int, limits: dict[str, Any], timeout_seconds: float) -> None:
        self.timeout_seconds = timeout_seconds
        self.children = [Child("stages.crawl.examiner", limits) for _ in range(count)]
        self.free: asyncio.LifoQueue[Child] = asyncio.LifoQueue()
        for child in self.children:
            self.free.put_nowait(child)

    async def start(self) -> None:
        """Start one, and see that it can read at all; the others start when they are needed."""
        try:
            await self.children[0].running()
        except ChildDied as death:
            raise DataError(
                f"stages.crawl.examiner: does not start ({death}); `python -m stages.crawl.examiner {{}}` shows why"
            ) from None

    async def examine(self, body: bytes, url: str, content_type: str, charset: str, query: str | None) -> Verdict:
        """The verdict on a page.

        Raises:
            Rejection: parse_error, when reading it takes too long or ends the process.
        """
        child = await self.free.get()
        try:
            message = {"url": url, "content_type": content_type, "charset": charset, "query": query}
            message["body"] = base64.b64encode(body).decode()
            answer = await child.ask(message, self.timeout_seconds)
        except ChildDied as death:
            raise Rejection("parse_error", {"parser": str(death)}) from None
        finally:
            self.free.put_nowait(child)
        if "problem" in answer:
            raise Rejection("parse_error", {"parser": answer["problem"]})
        verdict: Verdict = VERDICT.validate_python(answer["verdict"])
        return verdict

    async def stop(self) -> None:
        """End them."""
        await asyncio.gather(*(child.stop() for child in self.children))


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
        try:
            answer = await self.fetcher.page(waiting.url)
            page = await self.read(answer, waiting)
        except Rejection as rejection:
            return self.rejected(rejection)
        except Postponed as postponed:
            until = None if postponed.seconds is None else self.clock.later(postponed.seconds)
            return Outcome("new", postponed.reason, not_before=until)
        verdict = page.verdict
        if verdict.reason == "adults_only":
            return Outcome("rejected", "adults_only", fetched_at=self.clock.now(), evidence=verdict.evidence)
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
            for licence in page.verdict.licences:
                await self.fetcher.licences.check(licence, answer.url, "page link")
        except Rejection as rejection:
            raise replace(rejection, answer=answer) from None
        return page

    async def rendered(self, renderer: Renderer, answer: Answer, waiting: Waiting, static: Page) -> Page:
        """The page after its scripts ran; the static one where that holds as much, or suffices when rendering fails."""
        await self.fetcher.politeness.turn(host_of(answer.url))
        try:
            body = await renderer.render(answer.url)
        except Rejection as rejection:
            if static.verdict.reason is not None:
                raise
            return replace(static, verdict=replace(static.verdict, evidence=rejection.evidence))
        if len(body) > self.params.max_page_bytes:
            raise Rejection("too_large", {"rendered": f"more than {self.params.max_page_bytes} bytes"})
        verdict = await self.examiners.examine(body, answer.url, "text/html; charset=utf-8", "utf-8", waiting.query)
        if verdict.reason in TOO_LITTLE and verdict.characters <= static.verdict.characters:
            return static
        return Page(body, "utf-8", rendered=True, verdict=verdict)

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
