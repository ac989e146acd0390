"""What the records of a WARC file hold: a row of the manifest as HTTP heads and as fields. Pure."""

import json
from http import HTTPStatus

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]

from pipeline.records import UrlRecord
from stages.crawl.urls import host_of, path_of

OF_THE_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})  # untrue of the stored bytes
ORIGINAL = "x-archive-orig-"
Fields = list[tuple[str, str]]


def uri_of(row: UrlRecord) -> str:
    """Where the page came from, redirects followed."""
    return row.final_url or row.url


def date_of(row: UrlRecord) -> str:
    """When it came."""
    return row.fetched_at or row.first_seen


def response_head(row: UrlRecord, length: int | None) -> StatusAndHeaders:
    """Status line and kept headers; those of the transfer, undone before a page is stored, under another name."""
    status = row.http_status or HTTPStatus.OK
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    names = {name: ORIGINAL + name if name.lower() in OF_THE_TRANSFER else name for name in row.headers}
    headers = [(names[name], one_line(value)) for name, value in row.headers.items()]
    if length is not None:
        headers.append(("content-length", str(length)))
    return StatusAndHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def request_head(row: UrlRecord) -> StatusAndHeaders:
    """The request line and what the manifest keeps of the request."""
    uri = uri_of(row)
    kept = [(name, one_line(value)) for name, value in row.request_headers.items() if name.lower() != "host"]
    return StatusAndHeaders(f"{path_of(uri)} HTTP/1.1", [("host", host_of(uri)), *kept], protocol="GET")


def metadata(row: UrlRecord) -> Fields:
    """What the manifest knows beyond the answer; mappings as JSON."""
    known: list[tuple[str, str | int | None]] = [
        ("url", row.url),
        *(("redirect", url) for url in row.redirects),
        ("provider", row.provider),
        ("query", row.query),
        ("rank", row.rank),
        ("result-page", row.result_page),
        ("first-seen", row.first_seen),
        ("checked-at", row.checked_at),
        ("charset", row.charset),
        ("story", row.story),
        ("part", row.part),
        ("evidence", json.dumps(row.evidence, sort_keys=True) if row.evidence else None),
    ]
    if row.rendered:
        known += [
            ("rendered", "the DOM in Chromium after the page's scripts ran; what the server sent is not kept"),
            ("http-status", row.http_status),
            ("http-headers", json.dumps(row.headers, sort_keys=True)),
        ]
    return [(name, str(value)) for name, value in known if value is not None]


def fields_block(fields: Fields) -> bytes:
    """application/warc-fields."""
    return "".join(f"{name}: {one_line(value)}\r\n" for name, value in fields).encode()


def one_line(value: str) -> str:
    """A value that cannot begin another line: what is no printable character becomes a space."""
    return "".join(c if c.isprintable() else " " for c in value).strip()
