"""The stored pages as a WARC 1.1 file (ISO 28500:2017): the same pages and manifest give the same bytes.

A page as the server sent it is a `response`; the same bytes from another URL are a `revisit`. A page that the browser
built is a `conversion`: no server sent those bytes, and a `resource` would claim so. Each has its `request`, and a
`metadata` record with what the manifest knows.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from pipeline.errors import DataError
from pipeline.files import read_json_lines
from pipeline.records import UrlRecord
from stages.crawl.manifest import DUPLICATE, MANIFEST, file_hash
from stages.crawl.warc_blocks import date_of, fields_block, metadata, request_head, response_head, uri_of
from stages.extract.stored import PAGES, read_page

PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True)
class Original:
    """The record that holds the bytes which a revisit leaves out."""

    id: str
    uri: str
    date: str


@dataclass
class Survey:
    """What must be known of the whole manifest before its first record is written."""

    pages: int = 0  # rows with a page to write
    latest: str = ""  # time of the youngest of them
    repeated: set[str] = field(default_factory=set)  # pages that more than one URL may have brought


def survey(manifest: Path = MANIFEST) -> Survey:
    """Look the manifest over.

    Raises:
        DataError: it is missing or damaged, or names no page.
    """
    found = Survey()
    for row in read_json_lines(manifest, UrlRecord):
        if has_page(row):
            found.pages += 1
            found.latest = max(found.latest, date_of(row))
            if row.reason == DUPLICATE and not row.rendered:
                found.repeated.add(row.page or "")
    if not found.pages:
        raise DataError(f"{manifest}: names no fetched page; run `python run.py crawl` first")
    return found


def has_page(row: UrlRecord) -> bool:
    """Whether a row's page belongs into the export: fetched, or the same as another that is."""
    return row.page is not None and (row.status == "fetched" or row.reason == DUPLICATE)


def rows_in_order(manifest: Path) -> Iterator[UrlRecord]:
    """Rows with pages by URL, those that repeat others last: a revisit follows what it refers to."""
    for repeats in (False, True):
        for row in read_json_lines(manifest, UrlRecord):
            if has_page(row) and (row.reason == DUPLICATE) is repeats:
                yield row


class Export:
    """Writes one file; memory grows with the number of repeated pages alone."""

    def __init__(self, out: IO[bytes], found: Survey, max_page_bytes: int, *, gzip: bool) -> None:
        self.writer = WARCWriter(out, gzip=gzip, warc_version="1.1")
        self.found = found
        self.max_page_bytes = max_page_bytes
        self.originals: dict[str, Original] = {}
        self.info_id = ""

    def write(self, info: Mapping[str, str], manifest: Path = MANIFEST, pages: Path = PAGES) -> Iterator[str]:
        """Write everything; yields the type of each page's record.

        Raises:
            DataError: a page is missing, damaged or larger than `max_page_bytes`.
        """
        self.write_info({**info, "manifest": f"sha256:{file_hash(manifest)}"})
        for row in rows_in_order(manifest):
            yield self.write_page(row, pages)

    def write_info(self, info: Mapping[str, str]) -> None:
        """The warcinfo record."""
        block = fields_block(list(info.items()))
        self.info_id = record_id("warcinfo", block.decode())
        headers = {"WARC-Record-ID": self.info_id, "WARC-Date": self.found.latest}
        self.put("warcinfo", "", headers, block)

    def write_page(self, row: UrlRecord, pages: Path) -> str:
        """The records of one row."""
        assert row.page is not None
        original = None if row.rendered else self.originals.get(row.page)
        kind = "conversion" if row.rendered else "revisit" if original else "response"
        body = None if original else self.body(row.page, pages)
        ids = {name: record_id(name, row.model_dump_json()) for name in (kind, "request", "metadata")}
        headers = {**self.headers(row, ids[kind]), "WARC-Payload-Digest": f"sha256:{row.page}"}
        if original:
            self.put(kind, uri_of(row), headers | refers_to(original), None, http=response_head(row, None))
        elif row.rendered:
            self.put(kind, uri_of(row), headers, body, content_type="text/html; charset=utf-8")
        else:
            self.put(kind, uri_of(row), headers, body, http=response_head(row, len(body or b"")))
            if row.page in self.found.repeated:
                self.originals[row.page] = Original(ids[kind], uri_of(row), date_of(row))
        together = {"WARC-Concurrent-To": ids["metadata" if row.rendered else kind]}
        self.put("request", uri_of(row), self.headers(row, ids["request"]) | together, b"", http=request_head(row))
        about = {"WARC-Refers-To": ids[kind]}
        self.put("metadata", uri_of(row), self.headers(row, ids["metadata"]) | about, fields_block(metadata(row)))
        return kind

    def body(self, page: str, pages: Path) -> bytes:
        """A page's bytes."""
        body = read_page(page, self.max_page_bytes, pages)
        if body is None:
            raise DataError(f"page {page}: more than crawl.max_page_bytes ({self.max_page_bytes}); raise it")
        return body

    def headers(self, row: UrlRecord, own_id: str) -> dict[str, str]:
        """The WARC headers that every record of a row has."""
        return {"WARC-Record-ID": own_id, "WARC-Date": date_of(row), "WARC-Warcinfo-ID": self.info_id}

    def put(
        self,
        kind: str,
        uri: str,
        headers: dict[str, str],
        block: bytes | None,
        *,
        http: StatusAndHeaders | None = None,
        content_type: str = "",
    ) -> None:
        """One record."""
        record: ArcWarcRecord = self.writer.create_warc_record(
            uri,
            kind,
            payload=None if block is None else BytesIO(block),
            length=len(block or b""),
            warc_content_type=content_type,
            warc_headers_dict=headers,
            http_headers=http,
        )
        self.writer.write_record(record)


def refers_to(original: Original) -> dict[str, str]:
    """The WARC headers of a revisit: where the body stands that it leaves out."""
    return {
        "WARC-Profile": PROFILE,
        "WARC-Refers-To": original.id,
        "WARC-Refers-To-Target-URI": original.uri,
        "WARC-Refers-To-Date": original.date,
    }


def record_id(kind: str, content: str) -> str:
    """A name that follows from what the record tells."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {content}')}>"
