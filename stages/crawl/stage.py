"""What a run of the stage must do, given what is here and what dvc.lock records."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import DataError, ParamsError
from pipeline.lock import recorded_out, recorded_stage
from stages.crawl.demo import expected_pages
from stages.crawl.manifest import MANIFEST
from stages.crawl.pages import PAGES, count_pages
from stages.crawl.params import CrawlParams
from stages.crawl.providers.keys import read_keys
from stages.crawl.providers.search_apis import endpoint


@dataclass(frozen=True)
class Present:
    """What is here, and what dvc.lock says of it."""

    pages: int  # files in dataset/pages
    manifest: bool
    recorded_pages: int  # 0 when nothing was recorded
    recorded_params: dict[str, Any]
    demo_pages: int | None  # that the untouched demo gives


def look_around() -> Present:
    """The state of the workspace."""
    recorded = recorded_out("crawl", PAGES.as_posix())
    return Present(
        pages=count_pages(),
        manifest=MANIFEST.exists() and MANIFEST.stat().st_size > 0,
        recorded_pages=(recorded.nfiles or 0) if recorded else 0,
        recorded_params=recorded_params(),
        demo_pages=expected_pages(),
    )


def recorded_params() -> dict[str, Any]:
    """Section crawl of params.yaml as dvc.lock records it, whether as a whole or key by key."""
    recorded: dict[str, Any] = (recorded_stage("crawl").get("params") or {}).get("params.yaml") or {}
    found: dict[str, Any] = dict(recorded.get("crawl") or {})
    for name, value in recorded.items():
        if name.startswith("crawl."):
            found[name.removeprefix("crawl.")] = value
    return found


def check_present(present: Present, demo_site: bool) -> None:
    """Raise when pages that dvc.lock records are not here: a crawl would begin from zero and overwrite the record.

    The untouched demo is the exception: it gives the recorded pages again.
    """
    untouched_demo = demo_site and present.demo_pages == present.recorded_pages
    missing = present.pages < present.recorded_pages or (present.recorded_pages > 0 and not present.manifest)
    if missing and not untouched_demo:
        raise DataError(
            f"{PAGES}: dvc.lock records {present.recorded_pages} pages that are not here;"
            " run `dvc pull` first, or `python run.py init` to start an empty corpus"
        )


def has_nothing_to_do(present: Present, params: dict[str, Any], demo_site: bool) -> bool:
    """Whether the recorded crawl stands: growing it is `run.py crawl`, never a side effect of `dvc repro`."""
    return not demo_site and present.manifest and present.pages > 0 and params == present.recorded_params


def check_sources(params: CrawlParams, urls: list[str]) -> None:
    """Raise when there is nothing to start from, a key is missing, or a public site would be visited without a contact.

    Raises:
        ParamsError: with what to set.
    """
    searched = endpoints(params)
    if params.demo_site:
        return
    index = [params.common_crawl.index_url] if params.common_crawl.patterns else []
    addresses = [*params.urls, *urls, *params.sitemap.urls, *params.feeds.urls, *searched, *index]
    if not addresses:
        raise ParamsError(
            "params.yaml: crawl names no source; set crawl.urls, crawl.search.queries, crawl.sitemap.urls,"
            " crawl.feeds.urls or crawl.common_crawl.patterns, or use --urls"
        )
    public = [address for address in addresses if not is_listed(address, params.allow_private_hosts)]
    if public and params.contact_url is None:
        raise ParamsError(
            f"params.yaml: crawl.contact_url is null and {public[0]} is not in crawl.allow_private_hosts;"
            " set it to a page that says who crawls and how to be left alone"
        )


def endpoints(params: CrawlParams) -> list[str]:
    """Where searches are sent: none when there is nothing to search for.

    Raises:
        ParamsError: one is not named, its key is missing, or the key would travel unencrypted.
    """
    if not params.search.queries:
        return []
    found = []
    for name in params.search.providers:
        url = endpoint(params.search, name)
        if url is None:
            raise ParamsError(
                f"params.yaml: crawl.search.{name}.url is null but crawl.search.providers lists {name};"
                " set it to the /search address of your instance, or take it out of the list"
            )
        if read_keys(name) and urlsplit(url).scheme != "https" and not is_listed(url, params.allow_private_hosts):
            raise ParamsError(
                f"params.yaml: crawl.search.{name}.url is {url}, over which the key would travel unencrypted;"
                " use https, or list a proxy of your own in crawl.allow_private_hosts"
            )
        found.append(url)
    return found


def is_listed(address: str, listed: list[str]) -> bool:
    """Whether an address is one of the host:port pairs that may be reached although private."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return False
    return f"{parts.hostname}:{port}" in listed
