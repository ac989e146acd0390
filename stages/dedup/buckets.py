"""More rows than fit in memory, dealt out to files so that those that belong together come back together."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.uint64]

MAX_FILES = 200  # open at once


class Buckets:
    """Temporary files of rows of `width` numbers; a bucket is read once."""

    def __init__(self, folder: Path, count: int, width: int) -> None:
        self.width = width
        self.count = max(1, min(count, MAX_FILES))
        self.files = [tempfile.TemporaryFile(dir=folder) for _ in range(self.count)]  # noqa: SIM115 (closed by read)

    def add(self, buckets: NDArray[np.integer], *columns: NDArray[np.integer]) -> None:
        """Put each row, given as columns, where `buckets` says."""
        order = np.argsort(buckets, kind="stable")
        rows = np.stack([column.astype(np.uint64) for column in columns], axis=1)[order]
        bounds = np.searchsorted(buckets[order], np.arange(self.count + 1))
        for file, start, end in zip(self.files, bounds, bounds[1:], strict=False):
            if start < end:
                file.write(rows[start:end].tobytes())

    def __iter__(self) -> Iterator[Rows]:
        """Each bucket's (rows, width), in the order of their numbers."""
        for file in self.files:
            with file:
                file.seek(0)
                yield np.frombuffer(file.read(), np.uint64).reshape(-1, self.width)
