"""One request, one answer: Scrapy's downloader behind the guard, every failure turned into a reason."""

import asyncio
import re
from collections.abc import Mapping

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.core.engine import ExecutionEngine
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionClosed

from stages.crawl.decode import ACCEPT_ENCODING, decoded
from stages.crawl.guard import Guard
from stages.crawl.outcome import Answer, Rejection
from stages.crawl.relay import HEADER

TLS_WORDS = re.compile(r"certificate|SSL|TLS|VerificationError", re.IGNORECASE)
ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"

# The downloader alone: encodings, redirects, retries, robots.txt, cookies and the environment's proxies are for us.
SETTINGS = {
    "DOWNLOADER_MIDDLEWARES_BASE": {},
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_DELAY": 0,
    "RANDOMIZE_DOWNLOAD_DELAY": False,
    "CONCURRENT_REQUESTS": 1000,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1000,
    "DNSCACHE_ENABLED": False,
    "EXTENSIONS_BASE": {},
    "SPIDER_MIDDLEWARES_BASE": {},
    "TELNETCONSOLE_ENABLED": False,
    "STATS_DUMP": False,
    "LOG_ENABLED": False,
}


class Downloader:
    """One exchange through Scrapy's engine; redirects are answers like others."""

    def __init__(self, engine: ExecutionEngine, guard: Guard, agent: str, timeout_seconds: float) -> None:
        self.engine = engine
        self.guard = guard
        self.agent = agent
        self.timeout_seconds = timeout_seconds

    async def get(
        self,
        url: str,
        max_bytes: int,
        *,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes = b"",
    ) -> Answer:
        """One answer, whatever its status; the time limit covers it from the first byte asked to the last received.

        Args:
            headers: sent besides User-Agent and Accept, or in their place.

        Raises:
            Rejection: ssrf, no_contact_url, dns_error, tls_error, connection, timeout, truncated, too_large,
                parse_error.
        """
        try:
            request = self.request(url, max_bytes, headers or {}, method, body)
            async with asyncio.timeout(self.timeout_seconds + 1):
                return self.answer(await self.engine.download_async(request), max_bytes)
        except (DownloadTimeoutError, TimeoutError):
            raise Rejection("timeout", {"timeout": f"no whole answer within {self.timeout_seconds:g} s"}) from None
        except (DownloadCancelledError, IgnoreRequest):
            raise Rejection("too_large", {"size": f"more than {max_bytes} bytes"}) from None
        except (ResponseDataLossError, DownloadConnectionRefusedError, ConnectError, ConnectionClosed):
            raise Rejection("truncated", {"transfer": "the connection ended before the answer did"}) from None
        except (TunnelError, DownloadFailedError) as error:
            raise self.failure(error) from None
        except (OSError, EOFError, ValueError) as error:
            raise Rejection("parse_error", {"transfer": type(error).__name__}) from None

    def request(self, url: str, max_bytes: int, headers: Mapping[str, str], method: str, body: bytes) -> Request:
        """The request, to go through the guard."""
        return Request(
            url,
            method=method,
            body=body,
            headers={
                "User-Agent": self.agent,
                "Accept": ACCEPT,
                "Accept-Encoding": ACCEPT_ENCODING,
                **headers,
            },
            meta={
                "proxy": f"http://127.0.0.1:{self.guard.port}",
                "download_timeout": self.timeout_seconds,
                "download_maxsize": max_bytes,
            },
        )

    def failure(self, error: Exception) -> Rejection:
        """The reason inside an exception of the connection."""
        words = f"{error} {error.__cause__!r}"
        refused = re.search(rf"guard-{self.guard.nonce}-(\w+)", words)
        if refused:
            return Rejection(refused[1], {"connection": refused[1]})
        if TLS_WORDS.search(words):
            return Rejection("tls_error", {"connection": "the certificate does not prove the host"})
        return Rejection("truncated", {"transfer": "the connection ended before the answer did"})

    def answer(self, response: Response, max_bytes: int) -> Answer:
        """The response as we keep it; a refusal of the guard becomes the reason it gives."""
        headers = {
            name.decode("latin-1").lower(): separator(name).join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        nonce, _, reason = headers.get(HEADER, "").partition(" ")
        if nonce == self.guard.nonce:
            raise Rejection(reason, {"connection": reason})
        body = response.body
        if 200 <= response.status < 300:  # what a redirect or an error says besides, nobody reads
            body = decoded(body, headers.get("content-encoding", ""), max_bytes)
        return Answer(url=response.url, status=response.status, headers=headers, body=body)


def separator(name: bytes) -> bytes:
    """What joins repeated headers; a prefix in one X-Robots-Tag does not reach into the next."""
    return b"\n" if name.lower() == b"x-robots-tag" else b", "
