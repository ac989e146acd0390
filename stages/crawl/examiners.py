"""The child processes that read pages, for the crawl's own process: a page goes in, a verdict comes out."""

import asyncio
import base64
from typing import Any

from pydantic import TypeAdapter

from pipeline.errors import DataError
from stages.crawl.child import Child, ChildDied
from stages.crawl.outcome import Rejection
from stages.crawl.verdict import Verdict

VERDICT = TypeAdapter(Verdict)


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
            if str(death) == "stopped":  # by a signal, before it was up
                raise asyncio.CancelledError from None
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
