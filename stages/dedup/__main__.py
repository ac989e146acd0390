"""dedup: name the documents that repeat another, wholly or in part, and the paragraphs that a site repeats.

Reads   dataset/raw/text/, dataset/metadata/documents.jsonl
Writes  dataset/metadata/duplicates.jsonl, dataset/metadata/fingerprints.jsonl, dataset/metadata/boilerplate.jsonl,
        reports/dedup.json
Params  dedup
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.files import CACHE, METADATA, RAW_TEXT, read_document, read_json_lines, write_json_lines
from pipeline.params import load_params
from pipeline.records import BoilerplateRecord, DocumentRecord, DuplicateRecord, FingerprintRecord
from pipeline.reports import drops, stage_log, write_report
from pipeline.workers import map_in_order
from stages.dedup.boilerplate import find_boilerplate
from stages.dedup.cache import FeatureCache
from stages.dedup.features import Features, Hashes, compute_features, hash_words, make_shingles
from stages.dedup.groups import Document, find_duplicates
from stages.dedup.params import DedupParams

BATCH = 64  # documents handed to a worker at a time
FEW = 4 * BATCH  # below this, starting workers costs more than it saves


def main() -> None:
    """Run the stage."""
    with stage_log("dedup", "comparing documents") as summary:
        params = load_params("dedup", DedupParams)
        records = [row for row in read_json_lines(METADATA / "documents.jsonl", DocumentRecord) if is_current(row)]
        features = all_features([row.id for row in records], params)
        documents = [Document(row.id, row.first_seen, row.id) for row in records]
        duplicates = find_duplicates(documents, features, shingles_of, params)
        repeated = {row.id for row in duplicates}
        kept = [row for row in records if row.id not in repeated]
        boilerplate = find_boilerplate(kept, features, partial(read_document, RAW_TEXT), params.boilerplate)
        write_json_lines(METADATA / "duplicates.jsonl", duplicates)
        write_json_lines(
            METADATA / "fingerprints.jsonl",
            (FingerprintRecord(id=i, simhash=features[i].simhash) for i in sorted(features)),
        )
        write_json_lines(METADATA / "boilerplate.jsonl", boilerplate)
        content = report(records, duplicates, boilerplate)
        write_report("dedup", content)
        counts: Counter[str] = Counter(row.kind for row in duplicates)
        summary.message = f"kept {len(kept)} of {len(records)}, repeated {drops(counts)}"


def is_current(row: DocumentRecord) -> bool:
    """False for a text that a better extraction replaced."""
    return row.status == "current"


def shingles_of(document_id: str) -> Hashes:
    """A raw text's shingles."""
    return make_shingles(hash_words(read_document(RAW_TEXT, document_id)))


def all_features(ids: Sequence[str], params: DedupParams) -> dict[str, Features]:
    """Features of every document, from the cache where it has them; computed by WORKERS processes where not."""
    cache = FeatureCache(CACHE / "dedup", params)
    features = dict(cache.read(set(ids)))
    missing = sorted(set(ids) - features.keys())
    for batch in computed(missing, params):
        cache.write(batch)
        features.update(batch)
    return features


def computed(ids: Sequence[str], params: DedupParams) -> Iterator[list[tuple[str, Features]]]:
    """Features of documents, in batches, in order."""
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    compute = partial(features_of, RAW_TEXT, params)
    done = map_in_order(compute, batches, parallel=len(ids) >= FEW)
    yield from tqdm(done, "dedup", len(batches), disable=None, leave=False)


def features_of(folder: Path, params: DedupParams, ids: Sequence[str]) -> list[tuple[str, Features]]:
    """One batch."""
    return [(document_id, compute_features(read_document(folder, document_id), params)) for document_id in ids]


def report(
    records: Sequence[DocumentRecord], duplicates: Sequence[DuplicateRecord], boilerplate: Sequence[BoilerplateRecord]
) -> dict[str, object]:
    """The content of reports/dedup.json."""
    repeated = {row.id for row in duplicates}
    groups = {row.duplicate_of for row in duplicates if row.duplicate_of}
    return {
        "documents_in": len(records),
        "documents_out": len(records) - len(repeated),
        "characters_in": sum(row.characters for row in records),
        "characters_out": sum(row.characters for row in records if row.id not in repeated),
        "dropped": dict(sorted(Counter(row.kind for row in duplicates).items())),
        "duplicate_groups": len(groups),
        "boilerplate_paragraphs": len(boilerplate),
    }


if __name__ == "__main__":
    main()
