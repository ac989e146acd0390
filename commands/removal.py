"""Takes what the tombstones name out of this workspace: the one exception to append-only. A rerun ends a killed one."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.files import (
    CACHE,
    CLEANED,
    METADATA,
    PROCESSED,
    RAW_TEXT,
    REJECTED,
    document_path,
    read_json_lines,
    sha256,
    write_json_lines,
    write_text,
)
from pipeline.records import DocumentRecord, UrlRecord
from pipeline.tombstones import FORGOTTEN, Tombstones

MANIFEST = METADATA / "urls.jsonl"
DOCUMENTS = METADATA / "documents.jsonl"
PAGES = Path("dataset/pages")
NAMING = ("id", "duplicate_of", "contained_in")  # fields of the stages' rows that name a document or a page
KEPT_WORK = ("demo-*", "*.lock")  # of .cache: what `init` set aside, and locks


def remove(stones: Tombstones) -> None:
    """Remove pages, texts, rows and working files of everything the tombstones name; hashes of URLs stay."""
    if MANIFEST.exists():
        write_json_lines(MANIFEST, hashed_manifest(stones))
    if DOCUMENTS.exists():
        rows = [row for row in read_json_lines(DOCUMENTS, DocumentRecord) if row.id not in stones.documents]
        write_json_lines(DOCUMENTS, rows)
    for path in (*METADATA.glob("*.jsonl"), *REJECTED.glob("*.jsonl")):
        if path not in (MANIFEST, DOCUMENTS):
            drop_rows(path, stones)
    for page in stones.pages:
        (PAGES / page[:2] / f"{page}.html.zst").unlink(missing_ok=True)
    for document_id in stones.documents:
        document_path(RAW_TEXT, document_id).unlink(missing_ok=True)
        document_path(CLEANED, document_id).unlink(missing_ok=True)
    prepared = PROCESSED / "documents.jsonl"
    if prepared.exists() and any(names(row, stones) for row in json_rows(prepared)):
        shutil.rmtree(PROCESSED)  # packed: it is made anew without the document
    forget_work()


def hashed_manifest(stones: Tombstones) -> list[UrlRecord]:
    """The manifest with the hash of the URL, the reason and the time in place of each forgotten row, sorted."""
    rows: dict[str, UrlRecord] = {}
    for row in read_json_lines(MANIFEST, UrlRecord):
        if stones.holds(row):
            row = kept_out(sha256(row.url.encode()), row.provider, row.first_seen)
        rows[row.url] = row
    for url, time in stones.urls.items():
        row = kept_out(url, "forget", time)
        rows.setdefault(row.url, row)
    return [rows[url] for url in sorted(rows)]


def kept_out(url_hash: str, provider: str, time: str) -> UrlRecord:
    """The row that keeps a URL out: the crawl adds no URL whose hash has a row."""
    return UrlRecord(
        url=f"sha256:{url_hash}",
        provider=provider,
        query=None,
        rank=None,
        status="rejected",
        reason=FORGOTTEN,
        first_seen=time,
        fetched_at=None,
        not_before=None,
        page=None,
        final_url=None,
        http_status=None,
        headers={},
        charset=None,
        rendered=False,
        story=None,
        part=None,
        evidence={},
    )


def drop_rows(path: Path, stones: Tombstones) -> None:
    """Take the rows that name what was forgotten out of a stage's file, where there are any."""
    rows = list(json_rows(path))
    kept = [row for row in rows if not names(row, stones)]
    if len(kept) < len(rows):
        write_text(path, "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in kept))


def json_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of any JSON-lines file."""
    with path.open("rb") as file:
        yield from map(json.loads, file)


def names(row: dict[str, Any], stones: Tombstones) -> bool:
    """Whether a stage's row names a forgotten document or page."""
    return any(row.get(field) in stones.documents or row.get(field) in stones.pages for field in NAMING)


def forget_work() -> None:
    """Empty .cache: the frontier is rebuilt from the manifest, features of texts from the texts."""
    for path in CACHE.glob("*"):
        if not any(path.match(pattern) for pattern in KEPT_WORK):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
