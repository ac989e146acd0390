"""`python -m stages.prepare`: read, place, prepare in parallel, write in order of id."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from model.memory import MemoryParams
from model.tokenizer import Tokenizer, TokenizerParams
from pipeline.errors import DataError
from pipeline.files import (
    CLEANED,
    METADATA,
    PROCESSED,
    REJECTED,
    document_path,
    read_document,
    read_json_lines,
    write_json_lines,
)
from pipeline.params import load_params
from pipeline.records import DocumentRecord, DuplicateRecord, PreparedRecord, RejectedRecord
from pipeline.reports import drops, stage_log, write_report
from pipeline.workers import map_in_order
from stages.prepare.corpus import Figures, Prepared, PrepareParams, SplitFiles, prepare_document, split_files
from stages.prepare.splits import SPLITS, Placement, place

BATCH_BYTES = 1 << 18  # of text that a worker takes at a time; bounds memory, changes no output
FEW = 4  # batches; below this, starting workers costs more than it saves

Outcome = tuple[str, Prepared | None]


def cleaned_ids(folder: Path) -> list[str]:
    """Ids of the documents in dataset/cleaned, sorted."""
    ids = sorted(path.stem for path in folder.glob("??/*.txt") if not path.name.startswith("."))
    if not ids:
        raise DataError(f"{folder}: holds no documents; run `dvc repro clean` (or `dvc pull`)")
    return ids


def batches(ids: Iterable[str], folder: Path) -> Iterator[list[str]]:
    """Ids in the order given, cut where their files reach `BATCH_BYTES`."""
    batch: list[str] = []
    size = 0
    for document_id in ids:
        batch.append(document_id)
        size += document_path(folder, document_id).stat().st_size
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def prepare_batch(
    ids: list[str], folder: Path, tokenizer: Tokenizer, params: PrepareParams, memory: MemoryParams
) -> list[Outcome]:
    """Each document of a batch as training reads it; None for one without text."""
    return [(i, prepare_document(i, read_document(folder, i), tokenizer, params, memory)) for i in ids]


def outcomes(ids: list[str], folder: Path, function: Callable[[list[str]], list[Outcome]]) -> Iterator[Outcome]:
    """Every document, prepared, in order; by WORKERS processes when there is more than a little to do."""
    tasks = list(batches(ids, folder))
    for batch in map_in_order(function, tasks, parallel=len(tasks) >= FEW):
        yield from batch


def write_splits(
    documents: Iterable[Outcome], placements: Mapping[str, Placement], folder: Path
) -> tuple[dict[str, Figures], list[RejectedRecord]]:
    """Write both splits and documents.jsonl; what was counted in each, and what was dropped for want of text."""
    rows: list[PreparedRecord] = []
    empty: list[RejectedRecord] = []
    with ExitStack() as stack:
        files: dict[str, SplitFiles] = {split: stack.enter_context(split_files(folder, split)) for split in SPLITS}
        for document_id, document in documents:
            split = placements[document_id].split
            if document is None:
                empty.append(RejectedRecord(id=document_id, stage="prepare", reason="empty", figures={"split": split}))
            else:
                start, end = files[split].append(document)
                rows.append(PreparedRecord(id=document_id, split=split, start=start, end=end))
        figures: dict[str, Figures] = {split: files[split].figures for split in SPLITS}
        for split in SPLITS:
            if not figures[split].documents:
                raise DataError(f"{CLEANED}: no document with text is left for {split}; add documents")
    rows.sort(key=lambda row: (row.split, row.start))
    write_json_lines(folder / "documents.jsonl", rows)
    return figures, empty


def conflict(document_id: str, placement: Placement) -> RejectedRecord:
    """Why a document that stands on the other side than its group was dropped."""
    figures: dict[str, float | int | str] = {
        "split": placement.split,
        "group_split": placement.group_split,
        "group": placement.group,
    }
    return RejectedRecord(id=document_id, stage="prepare", reason="split_conflict", figures=figures)


def report(figures: Mapping[str, Figures], rejected: Sequence[RejectedRecord]) -> dict[str, object]:
    """The content of reports/prepare.json; reads again what was rejected, to count it."""
    total = figures["train"] + figures["val"]
    counted = ("documents", "characters", "tokens")
    return {
        "documents_in": total.documents + len(rejected),
        "documents_out": total.documents,
        "characters_in": total.characters_in + sum(len(read_document(CLEANED, row.id)) for row in rejected),
        "characters_out": total.characters,
        "dropped": dict(sorted(Counter(row.reason for row in rejected).items())),
        **{f"{name}_{split}": getattr(figures[split], name) for split in SPLITS for name in counted},
        "masked_emails": total.masked_emails,
        "masked_telephones": total.masked_telephones,
        "byte_fallback_share": total.fallback_characters / max(1, total.characters),
    }


def run() -> str:
    """Do the stage's work; the line that says what was done."""
    params = load_params("prepare", PrepareParams)
    memory = load_params("memory", MemoryParams)
    tokenizer = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))
    ids = cleaned_ids(CLEANED)
    documents = read_json_lines(METADATA / "documents.jsonl", DocumentRecord)
    duplicates = read_json_lines(METADATA / "duplicates.jsonl", DuplicateRecord)
    placements = place(documents, duplicates, ids, params.val_share)
    kept = [i for i in ids if placements[i].split == placements[i].group_split]
    prepare = partial(prepare_batch, folder=CLEANED, tokenizer=tokenizer, params=params, memory=memory)
    figures, empty = write_splits(outcomes(kept, CLEANED, prepare), placements, PROCESSED)
    tokenizer.save(PROCESSED / "vocabulary.json")
    conflicts = [conflict(i, placements[i]) for i in ids if placements[i].split != placements[i].group_split]
    rejected = sorted([*empty, *conflicts], key=lambda row: row.id)
    write_json_lines(REJECTED / "prepare.jsonl", rejected)
    write_report("prepare", report(figures, rejected))
    train, val = figures["train"], figures["val"]
    return (
        f"{train.documents} documents ({train.tokens} tokens) to train, {val.documents} ({val.tokens} tokens) to val, "
        f"dropped {drops(Counter(row.reason for row in rejected))}"
    )


def main() -> None:
    """The stage."""
    with stage_log("prepare", f"tokens from {CLEANED}") as summary:
        summary.message = run()


if __name__ == "__main__":
    main()
