"""dedup: name the documents that repeat another, wholly or in part, and the paragraphs that a site repeats.

Reads   dataset/raw/text/, dataset/metadata/documents.jsonl
Writes  dataset/metadata/duplicates.jsonl, dataset/metadata/fingerprints.jsonl, dataset/metadata/boilerplate.jsonl,
        reports/dedup.json
Params  dedup
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from pipeline.files import CACHE, METADATA, RAW_TEXT, read_document, read_json_lines, write_json_lines
from pipeline.params import load_params
from pipeline.records import BoilerplateRecord, DocumentRecord, FingerprintRecord
from pipeline.reports import drops, stage_log, write_report
from pipeline.sites import sites_of
from stages.dedup.boilerplate import Sites, find_boilerplate
from stages.dedup.find import KINDS, Found, find_duplicates
from stages.dedup.params import DedupParams
from stages.dedup.store import Store
from stages.dedup.table import Documents, Places, TextOf

CORPUS_ROW = np.dtype([("id", "S64"), ("first_seen", "S20"), ("characters", "<i8")])


@dataclass(frozen=True)
class Corpus:
    """What documents.jsonl says, as columns in the order of the ids: a million documents fit in memory."""

    documents: Documents
    characters: Places
    sites: Sites


def main() -> None:
    """Run the stage."""
    with stage_log("dedup", "comparing documents") as summary:
        summary.message = run(partial(read_document, RAW_TEXT), load_params("dedup", DedupParams))


def run(text_of: TextOf, params: DedupParams) -> str:
    """Compare the documents of documents.jsonl, whose texts `text_of` reads by id; a sentence about what was found."""
    corpus = read_corpus(METADATA / "documents.jsonl")
    ids = corpus.documents.ids
    found = find_duplicates(corpus.documents, text_of, Store(CACHE / "dedup", params), params)
    kept = found.kind == 0
    boilerplate = find_boilerplate(corpus.sites.only(kept), found.table, text_of, params.boilerplate)
    write_json_lines(METADATA / "duplicates.jsonl", found.records())
    fingerprints = (FingerprintRecord(id=ids[i].decode(), simhash=found.simhash(i)) for i in range(len(ids)))
    write_json_lines(METADATA / "fingerprints.jsonl", fingerprints)
    write_json_lines(METADATA / "boilerplate.jsonl", boilerplate)
    write_report("dedup", report(corpus, found, boilerplate))
    return f"kept {np.count_nonzero(kept)} of {len(ids)}, repeated {drops(found.counts())}"


def read_corpus(path: Path) -> Corpus:
    """The current documents, in the order of their ids: not those that a better extraction replaced."""
    names: dict[str, int] = {}
    found_at = array("q")  # place, site, place, site ...

    def columns() -> Iterator[tuple[str, str, int]]:
        current = (row for row in read_json_lines(path, DocumentRecord) if row.status == "current")
        for place, row in enumerate(current):
            for site in sites_of(row.urls):
                found_at.extend((place, names.setdefault(site, len(names))))
            yield row.id, row.first_seen, row.characters

    rows = np.fromiter(columns(), CORPUS_ROW)
    order = np.argsort(rows["id"], kind="stable")
    places, sites = np.array(found_at, np.int64).reshape(-1, 2).T
    places = np.argsort(order)[places]
    by_place = np.lexsort((sites, places))
    documents = Documents(rows["id"][order], rows["first_seen"][order])
    return Corpus(documents, rows["characters"][order], Sites(list(names), places[by_place], sites[by_place]))


def report(corpus: Corpus, found: Found, boilerplate: list[BoilerplateRecord]) -> dict[str, object]:
    """The content of reports/dedup.json."""
    kept = found.kind == 0
    copies = ~kept & (found.kind != KINDS.index("contained"))
    return {
        "documents_in": len(kept),
        "documents_out": int(np.count_nonzero(kept)),
        "characters_in": int(corpus.characters.sum()),
        "characters_out": int(corpus.characters[kept].sum()),
        "dropped": dict(sorted(found.counts().items())),
        "duplicate_groups": len(np.unique(found.repeats[copies])),
        "boilerplate_paragraphs": len(boilerplate),
    }


if __name__ == "__main__":
    main()
