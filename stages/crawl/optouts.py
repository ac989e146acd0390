"""What a site says against the use of its texts for training, read from headers, meta elements and well-known files.

Content-Usage follows draft-ietf-aipref-attach, TDM reservations the W3C community group's TDMRep, noai the usage of
X-Robots-Tag and <meta name=robots>. `noimageai` and `noindex` speak of other uses and are ignored.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from protego import Protego

from stages.crawl.agent import AGENT
from stages.crawl.outcome import Rejection
from stages.crawl.urls import path_of

TRAINING_KEYS = ("train-ai", "ai-train", "bots", "all")  # the narrower word wins
NO_AI = frozenset({"noai"})
AGENT_PREFIX = re.compile(r"^\s*([a-z0-9_.-]+)\s*:\s*(.*)$", re.IGNORECASE | re.DOTALL)
DIRECTIVES_WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})


def check_headers(headers: Mapping[str, str]) -> None:
    """Raise the Rejection that a response's headers ask for."""
    if forbids_training(headers.get("content-usage", "")):
        raise Rejection("optout_content_usage", {"header content-usage": headers["content-usage"]})
    if headers.get("tdm-reservation", "").strip() == "1":
        raise Rejection("optout_tdm_header", {"header tdm-reservation": "1", **policy(headers.get("tdm-policy"))})
    if says_no_ai(headers.get("x-robots-tag", "")):
        raise Rejection("optout_x_robots", {"header x-robots-tag": headers["x-robots-tag"]})


def check_metas(metas: Iterable[tuple[str, str]]) -> None:
    """Raise the Rejection that a page's <meta name content> pairs ask for."""
    named = [(name.strip().lower(), content) for name, content in metas]
    policies = [content for name, content in named if name == "tdm-policy"]
    for name, content in named:
        if name == "tdm-reservation" and content.strip() == "1":
            raise Rejection("optout_tdm_meta", {"meta tdm-reservation": "1", **policy(*policies[:1])})
        if name in ("robots", AGENT) and NO_AI & words(content):
            raise Rejection("optout_meta", {f"meta {name}": content})
        if name == "content-usage" and forbids_training(content):
            raise Rejection("optout_content_usage", {"meta content-usage": content})


def policy(url: str | None = None) -> dict[str, str]:
    """The evidence of a TDM policy, when one is named."""
    return {"tdm-policy": url} if url else {}


def words(text: str) -> set[str]:
    """The comma-separated directives of a header or meta element."""
    return {word.strip().lower() for word in text.split(",")}


def says_no_ai(header: str) -> bool:
    """Whether X-Robots-Tag says noai to everyone or to us; `otherbot: noai` does not count."""
    agent = ""  # repeated headers arrive joined by commas: a prefix holds until the next one
    for part in header.split(","):
        match = AGENT_PREFIX.match(part)
        if match and match[1].lower() not in DIRECTIVES_WITH_VALUE:
            agent, part = match[1].lower(), match[2]
        if agent in ("", "*", AGENT) and part.strip().lower() in NO_AI:
            return True
    return False


def forbids_training(text: str) -> bool:
    """Whether a Content-Usage dictionary (`train-ai=n, search=y`) says no to training."""
    said: dict[str, str] = {}
    for member in text.split(","):
        key, _, value = member.partition("=")
        said[key.strip().lower()] = value.partition(";")[0].strip().strip('"').lower()
    verdicts = [said[key] for key in TRAINING_KEYS if key in said]
    return bool(verdicts) and verdicts[0] in ("n", "no", "?0")


def reserved_by_tdmrep(content: bytes, url: str) -> dict[str, str] | None:
    """The evidence, when /.well-known/tdmrep.json reserves the URL's path; the last matching entry decides."""
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        return None
    found: dict[str, str] | None = None
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, dict) and matches(entry.get("location"), url):
            reserved = str(entry.get("tdm-reservation")) == "1"
            found = {"tdmrep.json": str(entry["location"]), **policy(entry.get("tdm-policy"))} if reserved else None
    return found


def matches(location: Any, url: str) -> bool:
    """Whether a location pattern of tdmrep.json, written as in robots.txt, covers a URL."""
    if not isinstance(location, str):
        return False
    pattern = location if location.startswith(("/", "*")) else f"/{location}"
    rules = Protego.parse(f"User-agent: *\nDisallow: {pattern}\n")
    return not rules.can_fetch(f"http://x{path_of(url)}", AGENT)
