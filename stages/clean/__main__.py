"""clean: bring each document into one style; say why each other one was dropped.

Reads   dataset/raw/text/, dataset/metadata/documents.jsonl, dataset/metadata/duplicates.jsonl,
        dataset/metadata/boilerplate.jsonl
Writes  dataset/cleaned/, dataset/rejected/clean.jsonl, reports/clean.json
Params  clean
"""

import shutil
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.errors import DataError
from pipeline.files import (
    CLEANED,
    METADATA,
    RAW_TEXT,
    REJECTED,
    document_path,
    read_document,
    read_json_lines,
    write_json_lines,
    write_text,
)
from pipeline.params import load_params
from pipeline.records import BoilerplateRecord, DocumentRecord, DuplicateRecord, RejectedRecord
from pipeline.reports import drops, log, stage_log, write_report
from pipeline.sites import paragraph_key, sites_of
from pipeline.workers import map_in_order
from stages.clean.document import clean_document
from stages.clean.params import CleanParams

LENGTHS = (0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)  # characters
BATCH = 16  # documents handed to a worker at a time
FEW = 4 * BATCH  # below this, starting workers costs more than it saves
Boilerplate = Mapping[str, frozenset[bytes]]  # by site


@dataclass(frozen=True)
class Outcome:
    """What became of a document; its text is on disk."""

    characters_in: int
    characters_out: int  # 0 when dropped
    language: str
    boilerplate: int
    rejected: RejectedRecord | None


@dataclass
class Figures:
    """What the report counts."""

    outcomes: int = 0
    kept: int = 0
    characters_in: int = 0
    characters_out: int = 0
    boilerplate: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    dropped_characters: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.outcomes += 1
        self.characters_in += outcome.characters_in
        self.boilerplate += outcome.boilerplate
        if outcome.rejected:
            self.dropped[outcome.rejected.reason] += 1
            self.dropped_characters[outcome.rejected.reason] += outcome.characters_in
            return
        self.kept += 1
        self.characters_out += outcome.characters_out
        self.lengths[LENGTHS[bisect_right(LENGTHS, outcome.characters_out) - 1]] += 1
        self.languages[outcome.language] += 1

    def report(self) -> dict[str, object]:
        """The content of reports/clean.json."""
        return {
            "documents_in": self.outcomes,
            "documents_out": self.kept,
            "characters_in": self.characters_in,
            "characters_out": self.characters_out,
            "dropped": dict(sorted(self.dropped.items())),
            "dropped_characters": dict(sorted(self.dropped_characters.items())),
            "boilerplate_paragraphs": self.boilerplate,
            "languages": dict(sorted(self.languages.items())),
            "lengths": {str(edge): self.lengths[edge] for edge in LENGTHS},
        }


def main() -> None:
    """Run the stage."""
    with stage_log("clean", "cleaning documents") as summary:
        params = load_params("clean", CleanParams)
        rows = rows_to_clean()
        shutil.rmtree(CLEANED, ignore_errors=True)
        CLEANED.mkdir(parents=True)
        figures = Figures()
        rejected: list[RejectedRecord] = []
        for outcome in outcomes(rows, read_boilerplate(), params):
            figures.add(outcome)
            if outcome.rejected:
                rejected.append(outcome.rejected)
        rejected.sort(key=lambda row: row.id)
        write_json_lines(REJECTED / "clean.jsonl", rejected)
        write_report("clean", figures.report())
        if refused := figures.dropped["adults_only"]:
            log(
                "clean",
                f"refused {refused} stored texts; `python run.py forget --refused` removes them and their pages",
            )
        check_kept(figures, params.min_kept_ratio)
        summary.message = f"kept {figures.kept} of {figures.outcomes}, dropped {drops(figures.dropped)}"


def check_kept(figures: Figures, min_kept_ratio: float) -> None:
    """Stop when so much is lost that something must be wrong.

    Raises:
        DataError: fewer documents were kept than `min_kept_ratio` asks for, or none.
    """
    counted = f"{CLEANED}: kept {figures.kept} of {figures.outcomes} documents"
    if figures.kept < min_kept_ratio * figures.outcomes:
        raise DataError(f"{counted}, below clean.min_kept_ratio {min_kept_ratio}; see reports/clean.json")
    if not figures.kept:
        raise DataError(f"{counted}; add documents (`python run.py crawl`) or see reports/clean.json")


def rows_to_clean() -> list[DocumentRecord]:
    """Current documents that repeat no other, sorted by id."""
    repeated = {row.id for row in read_json_lines(METADATA / "duplicates.jsonl", DuplicateRecord)}
    documents = read_json_lines(METADATA / "documents.jsonl", DocumentRecord)
    rows = [row for row in documents if row.status == "current" and row.id not in repeated]
    return sorted(rows, key=lambda row: row.id)


def read_boilerplate() -> Boilerplate:
    """Keys of the paragraphs that each site repeats."""
    sites: dict[str, set[bytes]] = {}
    for row in read_json_lines(METADATA / "boilerplate.jsonl", BoilerplateRecord):
        sites.setdefault(row.site, set()).add(paragraph_key(row.paragraph))
    return {site: frozenset(keys) for site, keys in sites.items()}


def outcomes(rows: Sequence[DocumentRecord], boilerplate: Boilerplate, params: CleanParams) -> Iterator[Outcome]:
    """What became of each document, in order; by WORKERS processes when there is more than a little to do."""
    batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    work = partial(clean_batch, boilerplate, params)
    done = map_in_order(work, batches, parallel=len(rows) >= FEW)
    for batch in tqdm(done, "clean", len(batches), disable=None, leave=False):
        yield from batch


def clean_batch(boilerplate: Boilerplate, params: CleanParams, rows: Sequence[DocumentRecord]) -> list[Outcome]:
    """Clean documents and write those that are kept."""
    return [clean_row(row, boilerplate, params) for row in rows]


def clean_row(row: DocumentRecord, boilerplate: Boilerplate, params: CleanParams) -> Outcome:
    """Clean one document and write it if it is kept."""
    text = read_document(RAW_TEXT, row.id)
    keys = frozenset().union(*(boilerplate.get(site, frozenset()) for site in sites_of(row.urls)))
    cleaned = clean_document(text, "\n".join([row.title, *row.urls]), row.language, keys, params)
    if cleaned.reason is None:
        write_text(document_path(CLEANED, row.id), cleaned.text + "\n")
        return Outcome(len(text), len(cleaned.text), row.language, cleaned.boilerplate, None)
    rejected = RejectedRecord(id=row.id, stage="clean", reason=cleaned.reason, figures=cleaned.figures)
    return Outcome(len(text), 0, row.language, cleaned.boilerplate, rejected)


if __name__ == "__main__":
    main()
