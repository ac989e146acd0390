"""dedup: which documents repeat another, and which paragraphs a site repeats.

`python -m stages.dedup` runs the stage; `dedup_folder` does the same for any folder of .txt files.
"""

from pathlib import Path

from pipeline.errors import DataError
from pipeline.files import sha256, write_json_lines
from pipeline.params import load_params
from pipeline.records import DuplicateRecord, Record
from stages.dedup.features import Features, Hashes, compute_features, hash_words, make_shingles
from stages.dedup.groups import Document, find_duplicates
from stages.dedup.params import DedupParams

__all__ = ["FolderRecord", "dedup_folder"]


class FolderRecord(Record):
    """One line per .txt file; all but `id` are None for a file that repeats no other."""

    id: str  # file stem
    duplicate_of: str | None
    contained_in: str | None
    similarity: float | None
    kind: str | None


def dedup_folder(input: Path, output: Path, params: DedupParams | None = None) -> None:
    """Write one JSON line per .txt file of `input`, sorted by id; the canonical file is the first by name.

    Raises:
        DataError: `input` is not a folder, or holds no .txt file.
    """
    params = params or load_params("dedup", DedupParams)
    paths = {path.stem: path for path in sorted(input.glob("*.txt"))}
    if not paths:
        raise DataError(f"{input}: no .txt files; name a folder that holds some")

    def shingles_of(document_id: str) -> Hashes:
        return make_shingles(hash_words(read(paths[document_id])))

    documents: list[Document] = []
    features: dict[str, Features] = {}
    for document_id, path in paths.items():
        documents.append(Document(document_id, "", sha256(path.read_bytes())))
        features[document_id] = compute_features(read(path), params)
    found = {row.id: row for row in find_duplicates(documents, features, shingles_of, params)}
    write_json_lines(output, (folder_record(document_id, found.get(document_id)) for document_id in sorted(paths)))


def read(path: Path) -> str:
    """A text of any origin: what is not UTF-8 is read as far as it goes."""
    return path.read_bytes().decode("utf-8", "replace")


def folder_record(document_id: str, row: DuplicateRecord | None) -> FolderRecord:
    """A file's line."""
    if row is None:
        return FolderRecord(id=document_id, duplicate_of=None, contained_in=None, similarity=None, kind=None)
    return FolderRecord.model_validate(row.model_dump())
