"""One request, one answer: Scrapy's downloader behind the guard, every failure turned into a reason."""

import asyncio
import re
import zlib

import brotli  # type: ignore[import-untyped]
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

from stages.crawl.guard import Guard
from stages.crawl.outcome import Answer, Rejection
from stages.crawl.relay import HEADER

TLS_WORDS = re.compile(r"certificate|SSL|TLS|VerificationError", re.IGNORECASE)
ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"

# The downloader alone: redirects, retries, robots.txt, cookies and proxies from the environment are ours to decide.
SETTINGS = {
    "DOWNLOADER_MIDDLEWARES_BASE": {
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    },
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
    """GET through Scrapy's engine; redirects are answers like others."""

    def __init__(self, engine: ExecutionEngine, guard: Guard, agent: str, timeout_seconds: float) -> None:
        self.engine = engine
        self.guard = guard
        self.agent = agent
        self.timeout_seconds = timeout_seconds

    async def get(self, url: str, max_bytes: int) -> Answer:
        """One answer, whatever its status; the time limit covers it from the first byte asked to the last received.

        Raises:
            Rejection: ssrf, no_contact_url, dns_error, tls_error, connection, timeout, truncated, too_large,
                parse_error.
        """
        try:
            request = self.request(url, max_bytes)
            async with asyncio.timeout(self.timeout_seconds + 1):
                return self.answer(await self.engine.download_async(request))
        except (DownloadTimeoutError, TimeoutError):
            raise Rejection("timeout", {"timeout": f"no whole answer within {self.timeout_seconds:g} s"}) from None
        except (DownloadCancelledError, IgnoreRequest):
            raise Rejection("too_large", {"size": f"more than {max_bytes} bytes"}) from None
        except (ResponseDataLossError, DownloadConnectionRefusedError, ConnectError, ConnectionClosed):
            raise Rejection("truncated", {"transfer": "the connection ended before the answer did"}) from None
        except (TunnelError, DownloadFailedError) as error:
            raise self.failure(error) from None
        except (OSError, EOFError, ValueError, zlib.error, brotli.error) as error:
            raise Rejection("parse_error", {"transfer": f"content encoding: {type(error).__name__}"}) from None

    def request(self, url: str, max_bytes: int) -> Request:
        """The request, to go through the guard."""
        return Request(
            url,
            headers={"User-Agent": self.agent, "Accept": ACCEPT},
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

    def answer(self, response: Response) -> Answer:
        """The response as we keep it; a refusal of the guard becomes the reason it gives."""
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        nonce, _, reason = headers.get(HEADER, "").partition(" ")
        if nonce == self.guard.nonce:
            raise Rejection(reason, {"connection": reason})
        return Answer(url=response.url, status=response.status, headers=headers, body=response.body)
