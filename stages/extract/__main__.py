"""extract: stored pages become raw text, one file per document; every page without text has a reason.

Reads   dataset/pages/, dataset/metadata/urls.jsonl, dataset/tombstones.jsonl
Writes  dataset/raw/text/ (append-only but for what was forgotten), dataset/metadata/documents.jsonl,
        dataset/rejected/extract.jsonl, reports/extract.json
Params  extract
"""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.files import (
    CACHE,
    METADATA,
    RAW_TEXT,
    REJECTED,
    document_path,
    read_json_lines,
    write_json_lines,
    write_text,
)
from pipeline.params import load_params
from pipeline.records import DocumentRecord, RejectedRecord, UrlRecord
from pipeline.reports import drops, log, stage_log, write_report
from pipeline.tombstones import FORGOTTEN, Tombstones, read_tombstones
from pipeline.workers import worker_count
from stages.extract.documents import same_text, with_earlier
from stages.extract.params import ExtractParams
from stages.extract.stories import sources
from stages.extract.work import STAGE, process, reject
from stages.extract.workers import process_all

URLS = METADATA / "urls.jsonl"
DOCUMENTS = METADATA / "documents.jsonl"
RUNNING = CACHE / "extract.running"  # says that raw files may not be listed yet


def main() -> None:
    """Run the stage."""
    with stage_log(STAGE, f"reading {URLS}") as summary:
        params = load_params("extract", ExtractParams)
        stones = read_tombstones()
        found = sources(row for row in read_json_lines(URLS, UrlRecord) if not stones.holds(row))
        write_text(RUNNING, "")
        work = partial(process, params=params)
        progress = tqdm(process_all(found, work, worker_count()), total=len(found), unit="text", disable=None)
        documents: list[DocumentRecord] = []
        rejected: list[RejectedRecord] = []
        totals: Counter[str] = Counter()
        for outcome in progress:
            totals.update(pages=outcome.pages, bytes=outcome.bytes)
            rejected += outcome.rejected
            documents += [outcome.document] if outcome.document else []
        summary.message = finish(documents, rejected, totals, stones)
        RUNNING.unlink(missing_ok=True)


def finish(
    documents: Iterable[DocumentRecord], rejected: list[RejectedRecord], totals: Counter[str], stones: Tombstones
) -> str:
    """Write metadata, rejections and the report; the line that the stage ends with."""
    earlier = read_json_lines(DOCUMENTS, DocumentRecord) if DOCUMENTS.exists() else ()
    current = same_text(documents)
    gone = stones.forgotten(current)  # the same text came back from elsewhere
    rejected = [*rejected, *(reject(document_id, FORGOTTEN) for document_id in gone)]
    current = {document_id: row for document_id, row in current.items() if document_id not in stones.documents}
    rows = with_earlier(current, (row for row in earlier if row.id not in stones.documents))
    RAW_TEXT.mkdir(parents=True, exist_ok=True)
    for document_id in stones.documents:
        document_path(RAW_TEXT, document_id).unlink(missing_ok=True)
    dropped = sorted({row.model_dump_json(): row for row in rejected}.values(), key=lambda r: (r.id, r.reason))
    write_json_lines(REJECTED / "extract.jsonl", dropped)
    write_json_lines(DOCUMENTS, rows)
    counts = Counter(row.reason for row in dropped)
    write_report(STAGE, report(rows, counts, totals))
    if counts["adults_only"]:
        log(
            STAGE, f"refused {counts['adults_only']} stored texts; `python run.py forget --refused` removes their pages"
        )
    return f"kept {len(current)} documents of {totals['pages']} pages, dropped {drops(counts)}"


def report(rows: list[DocumentRecord], dropped: Counter[str], totals: Counter[str]) -> dict[str, object]:
    """reports/extract.json."""
    current = [row for row in rows if row.status == "current"]
    characters = sum(row.characters for row in current)
    languages = Counter(row.language for row in current)
    return {
        "documents_in": totals["pages"],
        "documents_out": len(current),
        "characters_in": totals["bytes"],
        "characters_out": characters,
        "dropped": dict(sorted(dropped.items())),
        "superseded": len(rows) - len(current),
        "languages": dict(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
    }


if __name__ == "__main__":
    main()
