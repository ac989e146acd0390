"""The child process that reads feeds: one that crashes or hangs the parser costs that feed alone."""

import base64
import io
from typing import Any

import feedparser  # type: ignore[import-untyped]

from stages.crawl.child import Message, answer_lines
from stages.crawl.outcome import Rejection
from stages.crawl.providers.packed import unpacked

MAX_BYTES = 20_000_000  # of one feed, unpacked


def main() -> None:
    """Answer one line with one line until standard input ends."""
    answer_lines(answer)


def answer(message: Message) -> Message:
    """What one feed names, or the problem."""
    try:
        content = unpacked(base64.b64decode(message["body"]), MAX_BYTES)
        return read_feed(content, message["url"], message["content_type"])
    except Rejection as rejection:
        return {"problem": rejection.reason}
    except Exception:  # whatever the library makes of a hostile feed
        return {"problem": "parse_error"}


def read_feed(content: bytes, url: str, content_type: str) -> Message:
    """The entries' links and the feed's next document, absolute.

    Raises:
        Rejection: parse_error.
    """
    headers = {"content-location": url, "content-type": content_type}
    # a stream: the library takes bytes for the name of a file or the URL of a feed
    parsed = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        raise Rejection("parse_error", {"feed": "neither RSS nor Atom"})
    links = [link for link in map(link_of, parsed.entries) if link]
    following = [one.get("href") for one in parsed.feed.get("links", []) if one.get("rel") == "next"]
    return {"links": links, "next_page": following[0] if following else None}


def link_of(entry: Any) -> str | None:
    """Where an entry can be read."""
    link = entry.get("link")
    return link if isinstance(link, str) and link.lower().startswith(("http://", "https://")) else None


if __name__ == "__main__":
    main()
