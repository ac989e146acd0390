"""The rows that pass between stages, one class per file. DEVELOPER_GUIDE, "Data format", describes each field."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of every row: strict types, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class UrlRecord(Record):
    """dataset/metadata/urls.jsonl: one row per URL, sorted by `url`; owned by crawl.

    Fields with a default are younger than some manifests: an older one can still be read.
    """

    url: str
    provider: str  # who named it: searxng, sitemap, urls, follow ...
    query: str | None  # the search that found it
    rank: int | None  # its place among the results, from 1
    result_page: int | None = None  # the page of results that named it, from 1
    status: Literal["new", "fetched", "rejected"]
    reason: str | None  # why it was rejected, or why it waits
    first_seen: str  # 2026-01-01T00:00:00Z; never changes
    fetched_at: str | None  # the visit that brought the page, or the reason
    checked_at: str | None = None  # the last visit, where a later one left the row as it was
    not_before: str | None  # a host asked to wait until then
    page: str | None  # sha256 of the stored bytes, in dataset/pages/
    final_url: str | None  # after redirects
    redirects: list[str] = []  # URLs passed through before final_url, in order; the first is `url`
    http_status: int | None
    request_headers: dict[str, str] = {}  # ours that decide the answer, lower-case names, sorted; empty: nothing asked
    headers: dict[str, str]  # the response's, lower-case names, sorted; what a later visit or an audit needs
    charset: str | None  # decided once, at fetch
    rendered: bool  # the page is the browser's DOM, not the server's bytes
    story: str | None  # URL of the first part, when the page is one part of a story
    part: int | None  # its place in the story, from 1
    evidence: dict[str, str]  # opt-outs and licences: where it was said, and the words


class SearchRecord(Record):
    """dataset/metadata/searches.jsonl: one row per page of results asked for, sorted by its first three fields;
    owned by crawl."""

    provider: str
    query: str
    result_page: int  # from 1
    asked_at: str  # 2026-01-01T00:00:00Z; the last time
    results: int  # URLs in the answer
    new: int  # URLs that were first named by this page, whenever it was asked
    problem: str | None  # http_429, malformed, timeout ...; None: it answered


class DocumentRecord(Record):
    """dataset/metadata/documents.jsonl: one row per raw text, sorted by `id`; owned by extract."""

    id: str  # sha256 of the UTF-8 text
    pages: list[str]  # the stored pages it was made from, parts in order
    urls: list[str]  # where it was found, sorted
    first_seen: str  # the earliest of its URLs
    title: str
    language: str  # ISO 639-1, or "und"
    characters: int
    status: Literal["current", "superseded"]  # superseded: a better extraction of the same pages took its place
    licences: list[str] = []  # that its pages declare, addresses or words, sorted; empty: none stated


class DuplicateRecord(Record):
    """dataset/metadata/duplicates.jsonl: one row per document that repeats another, sorted by `id`; owned by dedup."""

    id: str
    duplicate_of: str | None  # the canonical document of its group; never itself a duplicate
    contained_in: str | None  # the longer document that holds it
    similarity: float  # share of this document's shingles found there
    kind: Literal["exact", "normalised", "near", "contained"]


class FingerprintRecord(Record):
    """dataset/metadata/fingerprints.jsonl: one row per current document, sorted by `id`; owned by dedup."""

    id: str
    simhash: str  # 128 bits, 32 hexadecimal digits


class BoilerplateRecord(Record):
    """dataset/metadata/boilerplate.jsonl: one row per repeated paragraph, sorted by site and text; owned by dedup."""

    site: str  # host name
    paragraph: str  # white space collapsed; removed wherever it differs in white space and case alone
    documents: int  # of the site that hold it, duplicates left out


class RejectedRecord(Record):
    """dataset/rejected/<stage>.jsonl: one row per document (or page) a stage dropped, sorted by `id`."""

    id: str  # document id; page id where no document was made
    stage: str
    reason: str
    figures: dict[str, float | int | str]  # what was measured, and the limit


class PreparedRecord(Record):
    """dataset/processed/documents.jsonl: one row per document, in the order of its split's ids; owned by prepare."""

    id: str
    split: Literal["train", "val"]
    start: int  # offset into the split's token ids
    end: int
