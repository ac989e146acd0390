"""What dedup and clean must see alike: the site of a document, and when two paragraphs are the same."""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit


def sites_of(urls: Iterable[str]) -> tuple[str, ...]:
    """Host names, each once, sorted."""
    return tuple(sorted({urlsplit(url).hostname or "" for url in urls} - {""}))


def paragraph_key(paragraph: str) -> bytes:
    """8 bytes, equal for paragraphs that differ in white space and case alone."""
    return hashlib.blake2b(" ".join(paragraph.split()).casefold().encode(), digest_size=8).digest()
