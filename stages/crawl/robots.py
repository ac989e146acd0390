"""robots.txt by RFC 9309, for our own agent and for the AI agents whose exclusion we take as ours.

Scrapy's ROBOTSTXT_OBEY is not used: it lets requests pass that waited for the file together, and reads a server error
as permission.
"""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from stages.crawl.agent import AGENT
from stages.crawl.once import Once
from stages.crawl.optouts import forbids_training, matches
from stages.crawl.outcome import Answer, Rejection
from stages.crawl.rfc9309 import RobotsFile, parse
from stages.crawl.urls import origin_of, path_of

MAX_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB; what stands beyond is not read
PASSED_ON = frozenset({"dns_error", "tls_error", "ssrf"})  # say more than "unreachable"

Fetch = Callable[[str], Awaitable[Answer]]


@dataclass(frozen=True)
class Rules:
    """What one robots.txt says."""

    file: RobotsFile
    barred_agents: tuple[str, ...]  # AI agents that it names
    usage: tuple[tuple[str, str], ...]  # (path pattern, words) of the Content-Usage rules that address us
    sitemaps: tuple[str, ...]
    licences: tuple[str, ...]
    crawl_delay: float | None
    size: int  # bytes of the file

    def check_access(self, url: str) -> None:
        """Raise robots_disallow when we may not fetch the URL."""
        if not self.file.allows(AGENT, path_of(url)):
            raise Rejection("robots_disallow", {"robots.txt": f"disallows {AGENT} here"})

    def check_training(self, url: str, content_opt_outs: bool) -> None:
        """Raise optout_robots_ai or optout_content_usage when the URL's texts are not for training."""
        for agent in self.barred_agents:
            if not self.file.allows(agent, path_of(url)):
                raise Rejection("optout_robots_ai", {"robots.txt": f"disallows {agent} here"})
        covering = [(len(pattern), words) for pattern, words in self.usage if matches(pattern, url)]
        longest = max((length for length, _ in covering), default=0)
        for length, words in covering:
            if content_opt_outs and length == longest and forbids_training(words):
                raise Rejection("optout_content_usage", {"robots.txt content-usage": words})


def read_rules(body: bytes, ai_agents: list[str]) -> Rules:
    """A robots.txt, parsed; what is no robots.txt (a page, binary data) allows everything."""
    body = body[:MAX_BYTES]
    file = parse(body.decode("utf-8-sig", errors="replace"))
    own = [*file.unbound, *file.group(AGENT).others]
    return Rules(
        file=file,
        barred_agents=tuple(agent for agent in ai_agents if file.names(agent)),
        usage=tuple(split_usage(value) for name, value in own if name in ("content-usage", "content-signal")),
        sitemaps=tuple(value for name, value in file.unbound if name == "sitemap"),
        licences=tuple(value for name, value in file.unbound if name == "license"),
        crawl_delay=max((delay for name, value in own if (delay := read_delay(name, value)) is not None), default=None),
        size=len(body),
    )


def read_delay(name: str, value: str) -> float | None:
    """The seconds of a Crawl-delay; None for another record, or one that is no number."""
    try:
        delay = float(value) if name == "crawl-delay" else math.nan
    except ValueError:
        return None
    return delay if delay >= 0 else None


def split_usage(value: str) -> tuple[str, str]:
    """`/path train-ai=n` gives its pattern and words; without a path the whole site is meant."""
    first, _, rest = value.partition(" ")
    return (first, rest) if first.startswith(("/", "*")) else ("/", value)


class Robots:
    """The rules of each origin."""

    def __init__(self, fetch: Fetch, ai_agents: list[str]) -> None:
        self.fetch = fetch
        self.ai_agents = ai_agents
        self.files = Once(self.load, lambda rules: rules.size)

    async def rules(self, url: str) -> Rules:
        """The rules that cover a URL.

        Raises:
            Rejection: robots_unreachable, or why the host cannot be reached at all.
            Postponed: the host asked for a long pause.
        """
        return await self.files.of(origin_of(url))

    async def load(self, origin: str) -> Rules:
        """Fetch and read one robots.txt: 4xx allows everything, an unreachable one or 5xx nothing."""
        try:
            answer = await self.fetch(f"{origin}/robots.txt")
        except Rejection as rejection:
            status = rejection.answer.status if rejection.answer else 0
            if rejection.answer and 200 < status < 300:
                return read_rules(rejection.answer.body, self.ai_agents)
            if 400 <= status < 500 and status != 429:
                return read_rules(b"", [])
            if rejection.reason in PASSED_ON:
                raise
            words = {"robots.txt": rejection.reason, **rejection.evidence}
            raise Rejection("robots_unreachable", words, rejection.answer) from None
        return read_rules(answer.body, self.ai_agents)
