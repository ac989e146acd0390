"""Licences by the names that people know them by, from the addresses and words of pages."""

import re
from urllib.parse import urlsplit

CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<code>(?:by|nc|nd|sa)[a-z-]*)|publicdomain/(?P<public>zero|mark|certification))"
    r"(?:/(?P<version>\d\.\d))?"
)
IN_WORDS = re.compile(
    r"\bcc[ -](?P<code>by(?:-(?:nc|nd|sa))*)\b(?:[ -](?P<version>\d\.\d))?|\b(?P<public>cc0|public domain)\b"
)
PUBLIC = {"zero": "CC0", "cc0": "CC0", "mark": "Public Domain Mark"}
RESERVED = "all rights reserved"
HARMLESS = re.compile(r"[a-z0-9.-]+(?::\d+)?")  # a host name that is one
OTHER = "in words of their own"


def licence_name(licence: str) -> str:
    """The name of a licence; for others the site that words it, so that nothing of a page gets into a card."""
    lower = licence.lower()
    if lower.startswith("project gutenberg "):
        return licence
    found = CREATIVE_COMMONS.search(lower) or IN_WORDS.search(lower)
    if found:
        name = f"CC {found['code'].upper()}" if found["code"] else PUBLIC.get(found["public"], "public domain")
        return f"{name} {found['version']}" if found["version"] else name
    if RESERVED in lower:
        return RESERVED
    return f"terms on {host}" if (host := host_of(lower)) else OTHER


def host_of(address: str) -> str:
    """The host of an address of the web, empty where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") and HARMLESS.fullmatch(parts.netloc) else ""
