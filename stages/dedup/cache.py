"""Features of texts seen before, in a file that can be deleted at any time: only speed depends on it."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from stages.dedup import features as features_module
from stages.dedup.features import Features
from stages.dedup.params import DedupParams

COLUMNS = "size INTEGER, normalised BLOB, sketch BLOB, simhash TEXT, paragraphs BLOB"


def cache_version(params: DedupParams) -> str:
    """Changes whenever other code, parameters or NumPy could give other features."""
    parts = [Path(features_module.__file__).read_text(encoding="utf-8"), params.model_dump_json(), np.__version__]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


class FeatureCache:
    """Features by document id; an unreadable file is replaced by an empty one."""

    def __init__(self, folder: Path, params: DedupParams) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"features-{cache_version(params)}.db"
        for old in folder.glob("features-*"):
            if not old.name.startswith(self.path.name):
                old.unlink(missing_ok=True)
        try:
            self._create()
        except sqlite3.DatabaseError:
            self.path.unlink()
            self._create()

    def _create(self) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(f"CREATE TABLE IF NOT EXISTS features (id TEXT PRIMARY KEY, {COLUMNS})")
            connection.execute("PRAGMA quick_check").fetchall()

    def read(self, ids: set[str]) -> Iterator[tuple[str, Features]]:
        """Those of `ids` that are known."""
        with closing(sqlite3.connect(self.path)) as connection:
            for document_id, size, normalised, sketch, simhash, paragraphs in connection.execute(
                "SELECT * FROM features"
            ):
                if document_id in ids:
                    yield (
                        document_id,
                        Features(
                            size,
                            normalised,
                            np.frombuffer(sketch, np.uint64),
                            simhash,
                            np.frombuffer(paragraphs, np.uint64),
                        ),
                    )

    def write(self, found: Iterable[tuple[str, Features]]) -> None:
        """Remember; all or nothing."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO features VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (i, one.size, one.normalised, one.sketch.tobytes(), one.simhash, one.paragraphs.tobytes())
                    for i, one in found
                ),
            )
