"""The crawl's parameters; params.yaml gives each value and tells what a real crawl needs."""

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from pipeline.languages import CoveredLanguages
from pipeline.params import Params


def web_address(value: str) -> str:
    """Refuse what is not an http(s) URL."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http:// or https:// URL")
    return value


def host_and_port(value: str) -> str:
    """Refuse what is not `host:port`."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError("not host:port, such as 127.0.0.1:8888")
    return value


def timestamp(value: str) -> str:
    """Refuse what is not a moment in UTC."""
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        raise ValueError('not a time such as "2026-01-01T00:00:00Z"') from None
    return value


def some_words(value: str) -> str:
    """Refuse what says nothing."""
    if not value.strip():
        raise ValueError("empty")
    return value


def without_repeats(values: list[str]) -> list[str]:
    """Refuse a value that is named twice."""
    repeated = sorted({value for value in values if values.count(value) > 1})
    if repeated:
        raise ValueError(f"{repeated[0]!r} is named twice")
    return values


Url = Annotated[str, AfterValidator(web_address)]
HostPort = Annotated[str, AfterValidator(host_and_port)]
Words = Annotated[str, AfterValidator(some_words)]
SearchName = Literal["searxng", "brave", "google", "serper", "serpapi"]
Timestamp = Annotated[str, AfterValidator(timestamp)]


class SearxngParams(Params):
    """Where the operator's own instance answers."""

    url: Url | None


class SearchApiParams(Params):
    """Where a paid interface answers."""

    url: Url


class SearchParams(Params):
    """Searches, and who is asked."""

    providers: Annotated[list[SearchName], AfterValidator(without_repeats)]
    queries: Annotated[list[Words], AfterValidator(without_repeats)]
    language: str = Field(pattern=r"^(all|[a-z]{2,3}(-[A-Za-z]{2,4})?)$")
    safe_search: bool
    max_results: int = Field(ge=1)
    max_result_pages: int = Field(ge=1)
    max_requests: int = Field(ge=1)
    max_failures: int = Field(ge=1)
    searxng: SearxngParams
    brave: SearchApiParams
    google: SearchApiParams
    serper: SearchApiParams
    serpapi: SearchApiParams


class SitemapParams(Params):
    """Sitemaps and sitemap indexes."""

    urls: list[Url]
    from_robots: bool
    max_urls: int = Field(ge=1)
    max_files: int = Field(ge=1)


class FeedParams(Params):
    """RSS and Atom feeds."""

    urls: list[Url]
    max_urls: int = Field(ge=1)


class CommonCrawlParams(Params):
    """URLs that Common Crawl's index knows."""

    index_url: Url
    collection: str | None = Field(pattern=r"^[A-Za-z0-9-]+$")
    patterns: Annotated[list[Words], AfterValidator(without_repeats)]
    max_urls: int = Field(ge=1)


class FollowParams(Params):
    """Links from a fetched page to the other parts of its story."""

    next_parts: bool
    contents: bool
    max_parts: int = Field(ge=1)
    max_urls_per_site: int = Field(ge=0)


class RenderParams(Params):
    """When and how the browser is used."""

    below_characters: int = Field(ge=0)
    timeout_seconds: float = Field(gt=0)
    concurrency: int = Field(ge=1)
    memory_mb: int = Field(ge=200)
    age_gate_selectors: list[str]


class CrawlParams(Params):
    """Section `crawl` of params.yaml."""

    demo_site: bool
    fixed_time: Timestamp | None
    contact_url: Url | None
    allow_private_hosts: list[HostPort]
    urls: list[str]
    search: SearchParams
    sitemap: SitemapParams
    feeds: FeedParams
    common_crawl: CommonCrawlParams
    follow: FollowParams
    concurrency: int = Field(ge=1, le=200)
    concurrency_per_host: int = Field(ge=1)
    delay_seconds: float = Field(ge=0)
    max_wait_seconds: float = Field(ge=0)
    timeout_seconds: float = Field(gt=0)
    max_retries: int = Field(ge=0)
    retry_seconds: float = Field(ge=0)
    max_redirects: int = Field(ge=0)
    revisit_after_days: int = Field(ge=0, le=36_500)
    max_page_bytes: int = Field(ge=1000)
    parse_timeout_seconds: float = Field(gt=0)
    min_characters: int = Field(ge=1)
    languages: CoveredLanguages
    min_language_confidence: float = Field(ge=0, le=1)
    ai_agents: list[str]
    content_opt_outs: bool
    render: bool
    rendering: RenderParams
