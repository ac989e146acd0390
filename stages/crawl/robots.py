"""robots.txt by RFC 9309, for our own agent and for the AI agents whose exclusion we take as ours.

Scrapy's ROBOTSTXT_OBEY is not used: it lets requests pass that waited for the file together, and reads a server error
as permission.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from stages.crawl.agent import AGENT
from stages.crawl.optouts import forbids_training, matches
from stages.crawl.outcome import Answer, Rejection
from stages.crawl.urls import origin_of

MAX_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB; what stands beyond is not read
PASSED_ON = frozenset({"dns_error", "tls_error", "ssrf"})  # say more than "unreachable"
LINE = re.compile(r"^\s*(user-agent|content-usage|sitemap|license)\s*:\s*([^#]*)", re.IGNORECASE)

Fetch = Callable[[str], Awaitable[Answer]]


@dataclass(frozen=True)
class Rules:
    """What one robots.txt says."""

    parsed: Protego
    barred_agents: tuple[str, ...]  # AI agents that it names
    usage: tuple[tuple[str, str], ...]  # (path pattern, Content-Usage words) of the groups that address us
    sitemaps: tuple[str, ...]
    licences: tuple[str, ...]
    crawl_delay: float | None

    def check_access(self, url: str) -> None:
        """Raise robots_disallow when we may not fetch the URL."""
        if not self.parsed.can_fetch(url, AGENT):
            raise Rejection("robots_disallow", {"robots.txt": f"disallows {AGENT} here"})

    def check_training(self, url: str, content_opt_outs: bool) -> None:
        """Raise optout_robots_ai or optout_content_usage when the URL's texts are not for training."""
        for agent in self.barred_agents:
            if not self.parsed.can_fetch(url, agent):
                raise Rejection("optout_robots_ai", {"robots.txt": f"disallows {agent} here"})
        covering = [(len(pattern), words) for pattern, words in self.usage if matches(pattern, url)]
        if content_opt_outs and covering and forbids_training(max(covering)[1]):
            raise Rejection("optout_content_usage", {"robots.txt content-usage": max(covering)[1]})


def read_rules(body: bytes, ai_agents: list[str]) -> Rules:
    """A robots.txt, parsed; what is no robots.txt (a page, binary data) allows everything."""
    text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace")
    parsed = Protego.parse(text)
    named: set[str] = set()
    group: set[str] = set()
    in_rules = False
    usage: list[tuple[str, str]] = []
    licences: list[str] = []
    for line in text.splitlines():
        found = LINE.match(line)
        if not found:
            in_rules = in_rules or bool(line.strip() and not line.lstrip().startswith("#"))
            continue
        field, value = found[1].lower(), found[2].strip()
        if field == "user-agent":
            group = {value.lower()} if in_rules else group | {value.lower()}
            named.add(value.lower())
            in_rules = False
        elif field == "content-usage":
            in_rules = True
            pattern, words = split_usage(value)
            if group & {"*", AGENT} or not group:
                usage.append((pattern, words))
        elif field == "license":
            licences.append(value)
    delay = parsed.crawl_delay(AGENT)
    return Rules(
        parsed=parsed,
        barred_agents=tuple(agent for agent in ai_agents if agent.lower() in named),
        usage=tuple(usage),
        sitemaps=tuple(parsed.sitemaps),
        licences=tuple(licences),
        crawl_delay=float(delay) if delay is not None else None,
    )


def split_usage(value: str) -> tuple[str, str]:
    """`/path train-ai=n` gives its pattern and words; without a path the whole site is meant."""
    first, _, rest = value.partition(" ")
    return (first, rest) if first.startswith(("/", "*")) else ("/", value)


class Robots:
    """The rules of each origin, fetched once however many URLs wait for them."""

    def __init__(self, fetch: Fetch, ai_agents: list[str]) -> None:
        self.fetch = fetch
        self.ai_agents = ai_agents
        self.pending: dict[str, asyncio.Task[Rules]] = {}

    async def rules(self, url: str) -> Rules:
        """The rules that cover a URL.

        Raises:
            Rejection: robots_unreachable, or why the host cannot be reached at all.
            Postponed: the host asked for a long pause.
        """
        origin = origin_of(url)
        if origin not in self.pending:
            self.pending[origin] = asyncio.ensure_future(self.load(origin))
        return await asyncio.shield(self.pending[origin])

    async def load(self, origin: str) -> Rules:
        """Fetch and read one robots.txt: 4xx allows everything, an unreachable one or 5xx nothing."""
        try:
            answer = await self.fetch(f"{origin}/robots.txt")
        except Rejection as rejection:
            if rejection.answer and 400 <= rejection.answer.status < 500 and rejection.answer.status != 429:
                return read_rules(b"", [])
            if rejection.reason in PASSED_ON:
                raise
            words = {"robots.txt": rejection.reason, **rejection.evidence}
            raise Rejection("robots_unreachable", words, rejection.answer) from None
        return read_rules(answer.body, self.ai_agents)
