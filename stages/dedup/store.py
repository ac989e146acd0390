"""Arrays of earlier runs, in files that prove themselves: only speed depends on them, and any may be deleted."""

import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import pipeline.sites
from pipeline.files import sha256, write_bytes
from stages.dedup.params import DedupParams

Arrays = dict[str, NDArray[Any]]


def code_version(params: DedupParams) -> str:
    """Changes whenever other code, parameters or NumPy could give other arrays."""
    sources = [*sorted(Path(__file__).parent.glob("*.py")), Path(pipeline.sites.__file__)]
    parts = [*(source.read_bytes() for source in sources), params.model_dump_json().encode(), np.__version__.encode()]
    return sha256("".join(map(sha256, parts)).encode())


class Store:
    """Files `<kind>-<hash>.npz` of one version of code and parameters; the hash is of the version and the content."""

    def __init__(self, folder: Path, params: DedupParams) -> None:
        self.version = code_version(params)
        self.folder = folder / self.version[:16]
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old != self.folder:
                shutil.rmtree(old) if old.is_dir() else old.unlink()

    def write(self, kind: str, arrays: Mapping[str, NDArray[Any]]) -> Path:
        """Keep some arrays in one file."""
        buffer = io.BytesIO()
        np.savez(buffer, **arrays)  # type: ignore[arg-type]
        content = buffer.getvalue()
        path = self.folder / f"{kind}-{self.proof(kind, content)}.npz"
        write_bytes(path, content)
        return path

    def paths(self, kind: str) -> list[Path]:
        """The files of a kind."""
        return sorted(self.folder.glob(f"{kind}-*.npz"))

    def read(self, path: Path) -> Arrays | None:
        """A file's arrays; None, and the file is gone, where it is not what was written."""
        content = path.read_bytes() if path.is_file() else b""
        kind, _, proof = path.stem.partition("-")
        if proof != self.proof(kind, content):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            return None
        with np.load(io.BytesIO(content)) as arrays:
            return dict(arrays)

    def proof(self, kind: str, content: bytes) -> str:
        """What the name of a file says of its content."""
        return sha256(f"{self.version} {kind} ".encode() + content)
