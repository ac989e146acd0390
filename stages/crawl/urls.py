"""One spelling per URL."""

import hashlib
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from stages.crawl.outcome import Rejection

MAX_CHARACTERS = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise(url: str, base: str | None = None) -> str:
    """The URL without its fragment, scheme and host in lower case, default port dropped, percent-encoded.

    Raises:
        Rejection: bad_scheme (not http or https), parse_error (no URL at all, or an over-long one).
    """
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(joined)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError as error:
        raise Rejection("parse_error", {"url": str(error)}) from None
    if scheme not in DEFAULT_PORTS:
        raise Rejection("bad_scheme", {"url": f"{scheme or 'no'} scheme"})
    if not host:
        raise Rejection("parse_error", {"url": "no host"})
    netloc = f"[{host}]" if ":" in host else ascii_host(host)
    if port is not None and port != DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    whole = safe_url_string(urlunsplit((scheme, netloc, without_dots(parts.path or "/"), parts.query, "")))
    if len(whole) > MAX_CHARACTERS:
        raise Rejection("parse_error", {"url": f"longer than {MAX_CHARACTERS} characters"})
    return whole


def without_dots(path: str) -> str:
    """A path whose `.` and `..` are worked out (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    steps = path.split("/")
    for place, step in enumerate(steps):
        if step == ".." and len(kept) > 1:
            kept.pop()
        if step not in (".", ".."):
            kept.append(step)
        elif place == len(steps) - 1:
            kept.append("")
    return "/".join(kept)


def ascii_host(host: str) -> str:
    """A host name in ASCII: internationalised names in their xn-- spelling."""
    lower = host.lower().rstrip(".")
    try:
        return lower.encode("idna").decode("ascii") if not lower.isascii() else lower
    except UnicodeError:
        raise Rejection("parse_error", {"url": "host name is not valid"}) from None


def host_of(url: str) -> str:
    """`host` or `host:port`: what delays, pauses and bounds are counted by."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """`scheme://host:port`: what one robots.txt covers."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def path_of(url: str) -> str:
    """Path and query: what the rules of robots.txt and tdmrep.json speak of."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def hashed(url: str) -> str:
    """The name that stands in the manifest for a URL whose page the adults-only gate refused."""
    return f"sha256:{hashlib.sha256(url.encode()).hexdigest()}"
