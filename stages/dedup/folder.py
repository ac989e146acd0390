"""Duplicates among the .txt files of any folder."""

import codecs
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from pipeline.errors import DataError
from pipeline.files import write_json_lines
from pipeline.params import load_params
from pipeline.records import Record
from pipeline.reports import drops
from stages.dedup.find import Found, find_duplicates
from stages.dedup.params import DedupParams
from stages.dedup.store import Store
from stages.dedup.table import Documents

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class FolderRecord(Record):
    """One line per .txt file; all but `id` and `simhash` are None for a file that repeats no other."""

    id: str  # file stem
    duplicate_of: str | None  # id of the first file, by name, that says the same
    contained_in: str | None  # id of the longer file that holds it
    similarity: float | None  # share of its word triples found there
    kind: str | None  # exact, normalised (the same words), near, contained
    simhash: str  # 128 bits, 32 hexadecimal digits


def dedup_folder(input: Path, output: Path, params: DedupParams | None = None) -> str:
    """Write one JSON line per .txt file in or under `input`, sorted by id; the first file by name is the canonical one.

    Returns:
        A sentence about what was found.
    Raises:
        DataError: `input` is not a folder, holds no .txt file or two of one stem, or a file cannot be read.
    """
    params = params or load_params("dedup", DedupParams)
    paths = text_files(input)
    ids = np.array([stem.encode() for stem in paths], np.bytes_)
    documents = Documents(ids, np.zeros(len(ids), "S1"), list(map(str, paths.values())))
    with tempfile.TemporaryDirectory(prefix="dedup-") as folder:
        found = find_duplicates(documents, partial(read_text, input), Store(Path(folder), params), params)
        write_json_lines(output, (folder_record(found, place) for place in range(len(ids))))
    return f"{len(ids)} files, repeated {drops(found.counts())}"


def text_files(folder: Path) -> dict[str, Path]:
    """Stem to path inside the folder of each .txt file, sorted by stem; hidden files and folders are left out."""
    found: dict[str, Path] = {}
    for path in sorted(walk(folder)):
        inside = path.relative_to(folder)
        if path.stem in found:
            raise DataError(f"{folder}: {found[path.stem]} and {inside} have one stem, the id; rename one")
        if path.stem != path.stem.encode("utf-8", "ignore").decode():
            raise DataError(f"{folder}: {str(inside)!r} is a name that is not UTF-8; rename the file")
        found[path.stem] = inside
    if not found:
        raise DataError(f"{folder}: no .txt files; name a folder that holds some")
    return dict(sorted(found.items()))


def walk(folder: Path) -> Iterator[Path]:
    """Every .txt file in or under a folder."""

    def stop(error: OSError) -> None:
        raise DataError(f"{error.filename}: cannot be listed ({error.strerror}); name a folder that can") from None

    for parent, folders, names in os.walk(folder, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if name.lower().endswith(".txt") and not name.startswith("."))


def read_text(folder: Path, name: str) -> str:
    """A text of any origin: by its mark, else UTF-8, else byte for byte, so that different bytes stay different.

    Raises:
        DataError: the file cannot be read.
    """
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise DataError(f"{folder / name}: cannot be read ({error.strerror}); mend it or move it away") from None
    encoding = next((encoding for mark, encoding in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1")


def folder_record(found: Found, place: int) -> FolderRecord:
    """A file's line."""
    nothing = dict.fromkeys(("duplicate_of", "contained_in", "similarity", "kind"))
    row = (
        found.record(place).model_dump() if found.kind[place] else nothing | {"id": found.documents.ids[place].decode()}
    )
    return FolderRecord.model_validate(row | {"simhash": found.simhash(place)})
