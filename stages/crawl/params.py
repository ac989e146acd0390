"""The crawl's parameters; params.yaml gives each value and tells what a real crawl needs."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

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


Url = Annotated[str, AfterValidator(web_address)]
HostPort = Annotated[str, AfterValidator(host_and_port)]
Timestamp = Annotated[str, AfterValidator(timestamp)]


class SearxngParams(Params):
    """Search results of a SearXNG instance."""

    url: Url | None
    queries: list[str]
    language: str
    max_results: int = Field(ge=1)
    max_result_pages: int = Field(ge=1)


class SitemapParams(Params):
    """Sitemaps and sitemap indexes."""

    urls: list[Url]
    from_robots: bool
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
    searxng: SearxngParams
    sitemap: SitemapParams
    follow: FollowParams
    concurrency: int = Field(ge=1, le=200)
    concurrency_per_host: int = Field(ge=1)
    delay_seconds: float = Field(ge=0)
    max_wait_seconds: float = Field(ge=0)
    timeout_seconds: float = Field(gt=0)
    max_retries: int = Field(ge=0)
    retry_seconds: float = Field(ge=0)
    max_redirects: int = Field(ge=0)
    max_page_bytes: int = Field(ge=1000)
    parse_timeout_seconds: float = Field(gt=0)
    min_characters: int = Field(ge=1)
    languages: list[str]
    ai_agents: list[str]
    content_opt_outs: bool
    render: bool
    rendering: RenderParams
