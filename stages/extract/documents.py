"""documents.jsonl: what this run found, with what earlier runs found."""

from collections.abc import Iterable, Mapping

from pipeline.records import DocumentRecord


def same_text(rows: Iterable[DocumentRecord]) -> dict[str, DocumentRecord]:
    """One row for each text, whatever the order of the rows: sources with the same text are one document."""
    found: dict[str, list[DocumentRecord]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return {document_id: one_row(group) for document_id, group in found.items()}


def one_row(group: list[DocumentRecord]) -> DocumentRecord:
    """Rows of one text as one: every URL, page and licence, the title of the row that was seen first."""
    group = sorted(group, key=lambda row: (row.first_seen, row.urls))
    return group[0].model_copy(
        update={
            "pages": list(dict.fromkeys(page for row in group for page in row.pages)),
            "urls": sorted({url for row in group for url in row.urls}),
            "licences": sorted({licence for row in group for licence in row.licences}),
        }
    )


def with_earlier(current: Mapping[str, DocumentRecord], earlier: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """Every document, sorted by id.

    A document of an earlier run that this one did not find again is superseded: its pages now give another text, or
    its pages are no longer in the manifest (an opt-out, a page that changed). Its raw file stays. When it was found
    again, it is current, and `first_seen` never gets later.
    """
    known = {row.id: row for row in earlier}
    found = {i: row.model_copy(update={"status": "superseded"}) for i, row in known.items() if i not in current}
    for document_id, row in current.items():
        seen = known[document_id].first_seen if document_id in known else row.first_seen
        found[document_id] = row.model_copy(update={"first_seen": min(seen, row.first_seen)})
    return [found[document_id] for document_id in sorted(found)]
