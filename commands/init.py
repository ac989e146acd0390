"""`run.py init`: leave the demo behind and start an empty corpus of one's own."""

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from commands.params import params_class
from pipeline.errors import DataError, ParamsError
from pipeline.files import CACHE, write_text
from pipeline.params import PARAMS_FILE, check_params
from stages.crawl.providers.keys import KEYS
from stages.crawl.providers.url_list import read_url_file

# What the demo's run left: raw text is never deleted, so it goes aside whole.
DEMO_RESULTS = (
    *(f"dataset/{name}" for name in ("pages", "raw", "cleaned", "processed", "rejected", "metadata")),
    "checkpoints",
    "reports",
    "dvc.lock",
    ".cache/crawl.sqlite",
    ".cache/crawl.sqlite-wal",
    ".cache/crawl.sqlite-shm",
)
POLITE = {"delay_seconds": 2.0, "concurrency_per_host": 1, "max_wait_seconds": 300.0, "retry_seconds": 5.0}


def main(arguments: list[str]) -> int:
    """Rewrite section `crawl`, clean.languages and prepare.val_share of params.yaml; set the demo's data aside."""
    options = parse(arguments)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    params = yaml.load(PARAMS_FILE.read_text(encoding="utf-8"))
    if not params["crawl"]["demo_site"]:
        raise DataError(f"{PARAMS_FILE}: crawl.demo_site is false, this corpus is your own already; edit the file")
    fill_in(options, ask if sys.stdin.isatty() else None)
    apply(params, options)
    check_params("crawl", plain(params["crawl"]), params_class("crawl"))
    check_params("clean", plain(params["clean"]), params_class("clean"))
    aside = set_aside()
    text = io.StringIO()
    yaml.dump(params, text)
    write_text(PARAMS_FILE, text.getvalue())
    print(f"init: params.yaml names your sources; {f'the demo lies in {aside}' if aside else 'the demo had not run'}")
    print("init: look it over, then `python run.py` crawls, trains and evaluates")
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Flags; what is missing is asked for on a terminal."""
    parser = argparse.ArgumentParser(prog="run.py init", description="Start an empty corpus of your own.")
    parser.add_argument("--contact-url", help="a page that says who crawls and how to be left alone")
    parser.add_argument("--languages", help="of the texts to keep, ISO 639-1, such as en or en,de")
    parser.add_argument("--urls", metavar="FILE", help="pages to begin with, one URL a line")
    parser.add_argument("--sitemap", action="append", metavar="URL", help="a sitemap (repeat for more)")
    parser.add_argument("--feed", action="append", metavar="URL", help="an RSS or Atom feed (repeat for more)")
    parser.add_argument("--common-crawl", action="append", metavar="PATTERN", help="example.org/* (repeat for more)")
    parser.add_argument("--searxng", metavar="URL", help="the /search address of your SearXNG")
    parser.add_argument("--provider", action="append", choices=KEYS, help="who is asked (repeat, in order)")
    parser.add_argument("--query", action="append", metavar="TEXT", help="a search (repeat for more)")
    parser.add_argument(
        "--allow-private-host", action="append", metavar="HOST:PORT", help="an address on your own network to allow"
    )
    return parser.parse_args(arguments)


def ask(question: str) -> str:
    """An answer typed on the terminal, without surrounding spaces."""
    return input(f"{question}: ").strip()


def fill_in(options: argparse.Namespace, asker: Callable[[str], str] | None) -> None:
    """Ask for what no flag gave, or refuse when nobody is there to answer.

    Raises:
        ParamsError: no source was named, or no languages.
    """
    if asker:
        options.languages = options.languages or asker("languages to keep (ISO 639-1, such as en or en,de)")
        if not has_source(options):
            options.searxng = asker("SearXNG search address (empty: none)") or None
            options.sitemap = asker("sitemaps (spaces between, empty: none)").split()
            options.feed = asker("RSS or Atom feeds (spaces between, empty: none)").split()
            options.urls = asker("file with one URL a line (empty: none)") or None
        if (options.searxng or options.provider) and not options.query:
            options.query = [q.strip() for q in asker("searches (commas between)").split(",") if q.strip()]
        options.contact_url = options.contact_url or asker("contact page (needed beyond loopback)") or None
    if not has_source(options):
        raise ParamsError(
            "init: no source; give --urls FILE, --sitemap URL, --feed URL, --common-crawl PATTERN,"
            " or --searxng URL (or --provider NAME) with --query TEXT"
        )
    if bool(options.query) != bool(options.searxng or options.provider):
        raise ParamsError("init: a search needs both who is asked, --searxng URL or --provider NAME, and --query TEXT")
    if "searxng" in (options.provider or []) and not options.searxng:
        raise ParamsError("init: --provider searxng needs --searxng URL, the /search address of your instance")
    if not options.languages:
        raise ParamsError("init: no languages; give --languages en (ISO 639-1, commas between)")


def has_source(options: argparse.Namespace) -> bool:
    """Whether anything is named to begin from."""
    named = (options.urls, options.sitemap, options.feed, options.common_crawl, options.searxng, options.provider)
    return any(named)


def apply(params: dict[str, Any], options: argparse.Namespace) -> None:
    """Turn the demo's parameters into those of a polite crawl of one's own sources."""
    crawl = params["crawl"]
    crawl.update({"demo_site": False, "fixed_time": None, "contact_url": options.contact_url, **POLITE})
    crawl["allow_private_hosts"] = list(options.allow_private_host or [])
    crawl["urls"] = read_url_file(Path(options.urls)) if options.urls else []
    crawl["sitemap"]["urls"] = list(options.sitemap or [])
    crawl["feeds"]["urls"] = list(options.feed or [])
    crawl["common_crawl"]["patterns"] = list(options.common_crawl or [])
    named = list(options.provider or [])
    if options.searxng and "searxng" not in named:
        named.insert(0, "searxng")
    crawl["search"].update({"providers": named or ["searxng"], "queries": list(options.query or [])})
    crawl["search"]["searxng"]["url"] = options.searxng
    params["prepare"]["val_share"] = 0.1
    params["clean"]["languages"] = [code.strip() for code in options.languages.split(",") if code.strip()]


def plain(value: Any) -> Any:
    """ruamel's containers as plain ones, for validation."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return float(value) if type(value).__name__ == "ScalarFloat" else value


def set_aside() -> Path | None:
    """Move what the demo's run left into .cache/demo-<n>/ and return that folder, or None when there was nothing."""
    present = [Path(name) for name in DEMO_RESULTS if Path(name).exists()]
    if not present:
        return None
    number = 1
    while (CACHE / f"demo-{number}").exists():
        number += 1
    aside = CACHE / f"demo-{number}"
    for path in present:
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        path.rename(aside / path)
    return aside
