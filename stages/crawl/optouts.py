"""What a site says against the use of its texts for training, read from headers, meta elements and well-known files.

Content-Usage follows draft-ietf-aipref-attach, with Content-Signal as its cousin in robots.txt; TDM reservations the
W3C community group's TDMRep; noai the usage of X-Robots-Tag and <meta name=robots>. `noimageai` and `noindex` speak of
other uses and are ignored. Where a site says two things, the one that reserves counts.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from stages.crawl.agent import AGENT
from stages.crawl.outcome import Rejection
from stages.crawl.rfc9309 import Pattern
from stages.crawl.urls import path_of

TRAINING_KEYS = ("train-ai", "ai-train", "train-genai", "ai", "bots", "all")  # the narrower word wins
NO_AI = frozenset({"noai"})
AGENT_PREFIX = re.compile(r"^\s*([a-z0-9_.-]+)\s*:\s*(.*)$", re.IGNORECASE | re.DOTALL)
DIRECTIVES_WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})


def check_headers(headers: Mapping[str, str]) -> None:
    """Raise the Rejection that a response's headers ask for."""
    if forbids_training(headers.get("content-usage", "")):
        raise Rejection("optout_content_usage", {"header content-usage": headers["content-usage"]})
    if any(map(is_reserved, headers.get("tdm-reservation", "").split(","))):
        raise Rejection("optout_tdm_header", {"header tdm-reservation": "1", **policy(headers.get("tdm-policy"))})
    if says_no_ai(headers.get("x-robots-tag", "")):
        raise Rejection("optout_x_robots", {"header x-robots-tag": headers["x-robots-tag"]})


def check_metas(metas: Iterable[tuple[str, str]]) -> None:
    """Raise the Rejection that a page's <meta name content> pairs ask for."""
    named = [(name.strip().lower(), content) for name, content in metas]
    policies = [content for name, content in named if name == "tdm-policy"]
    for name, content in named:
        if name == "tdm-reservation" and is_reserved(content):
            raise Rejection("optout_tdm_meta", {"meta tdm-reservation": "1", **policy(*policies[:1])})
        if name in ("robots", AGENT) and NO_AI & directives(content):
            raise Rejection("optout_meta", {f"meta {name}": content})
        if name == "content-usage" and forbids_training(content):
            raise Rejection("optout_content_usage", {"meta content-usage": content})


def policy(url: Any = None) -> dict[str, str]:
    """The evidence of a TDM policy, when one is named."""
    return {"tdm-policy": str(url)} if url else {}


def directives(text: str) -> set[str]:
    """The directives of a meta element, whatever stands between them."""
    return set(re.split(r"[\s,;]+", text.lower()))


def says_no_ai(header: str) -> bool:
    """Whether X-Robots-Tag says noai to everyone or to us; `otherbot: noai` does not count.

    Repeated headers stand on lines of their own: a prefix holds until the next one, or the end of its line.
    """
    for line in header.splitlines():
        agent = ""
        for part in line.split(","):
            match = AGENT_PREFIX.match(part)
            if match and match[1].lower() not in DIRECTIVES_WITH_VALUE:
                agent, part = match[1].lower(), match[2]
            if agent in ("", "*", AGENT) and NO_AI & directives(part):
                return True
    return False


def forbids_training(text: str) -> bool:
    """Whether a Content-Usage dictionary (`train-ai=n, search=y`) says no to training."""
    said: dict[str, set[str]] = {}
    for member in text.replace("\n", ",").split(","):
        key, _, value = member.partition("=")
        said.setdefault(key.strip().lower(), set()).add(value.partition(";")[0].strip().strip('"').lower())
    verdicts = [said[key] for key in TRAINING_KEYS if key in said]
    return bool(verdicts) and bool(verdicts[0] & {"n", "no", "?0"})


def reserved_by_tdmrep(content: bytes, url: str) -> dict[str, str] | None:
    """The evidence, when /.well-known/tdmrep.json reserves the URL's path.

    The specification lets "the most specific match" decide and calls that "the first in sequence": the path is taken as
    reserved when either the first or the longest matching entry says so.
    """
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    covering = [
        entry
        for entry in (entries if isinstance(entries, list) else [entries])
        if isinstance(entry, dict) and matches(entry.get("location"), url)
    ]
    deciding = [*covering[:1], *sorted(covering, key=lambda entry: -len(entry["location"]))[:1]]
    for entry in deciding:
        if is_reserved(entry.get("tdm-reservation")):
            return {"tdmrep.json": str(entry["location"]), **policy(entry.get("tdm-policy"))}
    return None


def is_reserved(value: Any) -> bool:
    """Whether a tdm-reservation is set: 1, however it is written."""
    return str(value).strip().strip('"') == "1"


def matches(location: Any, url: str) -> bool:
    """Whether a path pattern, written as in robots.txt, covers a URL."""
    if not isinstance(location, str):
        return False
    pattern = location if location.startswith(("/", "*")) else f"/{location}"
    return Pattern.read(pattern).covers(unquote_to_bytes(path_of(url)))
