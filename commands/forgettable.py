"""What there is to forget: the tombstone for documents named by URL or id, and for what the gate refuses today."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from commands.removal import DOCUMENTS, MANIFEST
from pipeline.errors import ParamsError
from pipeline.files import REJECTED, read_json_lines, sha256
from pipeline.records import DocumentRecord, RejectedRecord, UrlRecord
from pipeline.tombstones import Tombstone

IDENTITY = re.compile(r"[0-9a-f]{8,64}")


def tombstone(targets: Iterable[str], reason: str) -> Tombstone:
    """The tombstone for documents named by URL or id, with every URL, page and earlier text of theirs.

    Raises:
        ParamsError: an id that several documents begin with.
    """
    rows = list(read_json_lines(MANIFEST, UrlRecord)) if MANIFEST.exists() else []
    documents = list(read_json_lines(DOCUMENTS, DocumentRecord)) if DOCUMENTS.exists() else []
    urls, pages, found = set[str](), set[str](), set[str]()
    for target in targets:
        if IDENTITY.fullmatch(target):
            found.add(document_named(target, documents))
        else:
            urls.add(normalised(target))
    size = -1
    while size != (size := len(urls) + len(pages) + len(found)):  # what shares a page or a URL goes together
        held = [row for row in rows if row.url in urls or row.final_url in urls or row.page in pages]
        pages |= {row.page for row in held if row.page}
        urls |= {row.url for row in held}
        whole = [d for d in documents if d.id in found or urls.intersection(d.urls) or pages.intersection(d.pages)]
        found |= {document.id for document in whole}
        urls |= {url for document in whole for url in document.urls}
        pages |= {page for document in whole for page in document.pages}
    return Tombstone(
        urls=sorted(sha256(url.encode()) for url in urls),
        pages=sorted(pages),
        documents=sorted(found),
        reason=reason.strip(),
        forgotten_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def document_named(identity: str, documents: Iterable[DocumentRecord]) -> str:
    """The id that begins so; a whole id is kept out even where no document has it."""
    found = sorted({document.id for document in documents if document.id.startswith(identity)})
    if len(found) > 1:
        raise ParamsError(f"forget: {len(found)} documents begin with {identity}; give more digits")
    if not found and len(identity) < 64:
        raise ParamsError(f"forget: no document's id begins with {identity}; give its URL, or all 64 digits")
    return found[0] if found else identity


def normalised(url: str) -> str:
    """A URL as the manifest spells it.

    Raises:
        ParamsError: it is none.
    """
    from stages.crawl.outcome import Rejection  # the crawl's modules load slowly: only where a URL is given
    from stages.crawl.urls import normalise

    try:
        return normalise(url)
    except Rejection as rejection:
        raise ParamsError(f"forget: {url!r} is neither a URL nor an id ({rejection.reason}); give one") from None


def refused_tombstones() -> Iterator[Tombstone]:
    """One for each stored text that the adults-only rules of today refuse, as extract and clean recorded it."""
    urls = {sha256(r.url.encode()): r.url for r in read_json_lines(MANIFEST, UrlRecord)} if MANIFEST.exists() else {}
    for path in sorted(REJECTED.glob("*.jsonl")):
        for row in read_json_lines(path, RejectedRecord):
            if row.reason == "adults_only" and (target := urls.get(row.id, row.id if row.stage == "clean" else None)):
                yield tombstone([target], f"adults_only: {row.figures.get('rule', 'rule')}")
