"""The features of many documents as columns: what earlier runs stored, and what is new."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.errors import DataError
from pipeline.workers import map_in_order
from stages.dedup.features import Features, compute_features
from stages.dedup.params import DedupParams
from stages.dedup.store import Arrays, Store
from stages.dedup.words import Hashes

TextOf = Callable[[str], str]
Places = NDArray[np.int64]  # of documents in `Documents.ids`
ROW = np.dtype(
    [
        ("content", "<u8", 2),
        ("normalised", "<u8", 2),
        ("simhash", "u1", 16),
        ("size", "<i8"),
        ("sketch", "<i8"),  # how many hashes
        ("paragraphs", "<i8"),
    ]
)
BATCH = 64  # documents handed to a worker at a time
FEW = 4 * BATCH  # below this, starting workers costs more than it saves
SEGMENT_DOCUMENTS, SEGMENT_HASHES = 4096, 1 << 21  # stored in one file, unless a batch alone holds more


@dataclass(frozen=True)
class Documents:
    """Texts to compare, in the order of their ids."""

    ids: NDArray[np.bytes_]  # (N,) UTF-8, ascending, each once
    first_seen: NDArray[np.bytes_]  # (N,) sortable
    sources: Sequence[str] | None = None  # (N,) by what a text is read; None: by its id

    def source(self, place: int) -> str:
        """What the reader of texts is asked for."""
        return self.sources[place] if self.sources is not None else self.ids[place].decode()

    def find(self, ids: NDArray[np.bytes_]) -> Places:
        """(ids,) their places; -1 for those that are not here."""
        if not len(self.ids):
            return np.full(len(ids), -1)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[places] == ids, places, -1)


class Table:
    """One row per document in memory; sketches and paragraphs stay in files and pass by when asked for."""

    def __init__(self, documents: Documents, store: Store) -> None:
        self.documents, self.store = documents, store
        self.rows = np.zeros(len(documents.ids), ROW)
        self.known = np.zeros(len(documents.ids), np.bool_)
        self.segments: list[tuple[Path, Places]] = []
        for path in store.paths("features"):
            arrays = store.read(path)
            if arrays is not None:
                self.take(path, arrays)

    def take(self, path: Path, arrays: Arrays) -> None:
        """Use what a file holds of documents that are not known yet."""
        places = self.documents.find(arrays["ids"])
        new = places >= 0
        new[new] = ~self.known[places[new]]
        if new.any():
            self.rows[places[new]] = arrays["rows"][new]
            self.known[places[new]] = True
            self.segments.append((path, np.where(new, places, -1)))

    def complete(self, text_of: TextOf, params: DedupParams) -> None:
        """Compute and store what is missing; WORKERS processes."""
        missing = np.flatnonzero(~self.known)
        batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
        sources = ([self.documents.source(int(place)) for place in batch] for batch in batches)
        done = map_in_order(partial(features_of, text_of, params), sources, parallel=len(missing) >= FEW)
        waiting: list[tuple[int, Features]] = []
        hashes = 0
        for batch, features in zip(batches, tqdm(done, "dedup", len(batches), disable=None, leave=False), strict=True):
            waiting.extend(zip(map(int, batch), features, strict=True))
            hashes += sum(len(one.sketch) + len(one.paragraphs) for one in features)
            if len(waiting) >= SEGMENT_DOCUMENTS or hashes >= SEGMENT_HASHES:
                self.keep(waiting)
                waiting, hashes = [], 0
        if waiting:
            self.keep(waiting)

    def keep(self, features: Sequence[tuple[int, Features]]) -> None:
        """Store the features of some documents in one file."""
        arrays = columns([one for _, one in features]) | {"ids": self.documents.ids[[place for place, _ in features]]}
        self.take(self.store.write("features", arrays), arrays)

    def postings(self, column: str) -> Iterator[tuple[Places, Hashes]]:
        """(hashes,) documents and (hashes,) what their `column` ("sketch" or "paragraphs") holds, file by file."""
        for path, places in self.segments:
            arrays = self.store.read(path)
            if arrays is None:
                raise DataError(f"{path}: changed while it was in use; run one command at a time")
            owners = np.repeat(places, arrays["rows"][column])
            yield owners[owners >= 0], arrays[column][owners >= 0]


def columns(features: Sequence[Features]) -> dict[str, NDArray[Any]]:
    """Features as the arrays of one file."""
    rows = np.zeros(len(features), ROW)
    for name in ("content", "normalised"):
        rows[name] = np.frombuffer(b"".join(getattr(one, name) for one in features), "<u8").reshape(-1, 2)
    rows["simhash"] = np.frombuffer(b"".join(one.simhash for one in features), np.uint8).reshape(-1, 16)
    rows["size"] = [one.size for one in features]
    for name in ("sketch", "paragraphs"):
        rows[name] = [len(getattr(one, name)) for one in features]
    flat = {name: np.concatenate([getattr(one, name) for one in features]) for name in ("sketch", "paragraphs")}
    return {"rows": rows} | flat


def features_of(text_of: TextOf, params: DedupParams, sources: Sequence[str]) -> list[Features]:
    """One batch."""
    return [compute_features(text_of(source), params) for source in sources]
