"""Files that are whole or absent: written under a temporary name, flushed to disk, renamed."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.errors import DataError

RAW_TEXT = Path("dataset/raw/text")
CLEANED = Path("dataset/cleaned")
PROCESSED = Path("dataset/processed")
REJECTED = Path("dataset/rejected")
METADATA = Path("dataset/metadata")
REPORTS = Path("reports")
CHECKPOINTS = Path("checkpoints")
CACHE = Path(".cache")  # working files of this machine; deleting it loses nothing

R = TypeVar("R", bound=BaseModel)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of `path` when the block ends well, and leaves nothing when it does not.

    The temporary name starts with a dot and carries the process id, so that a kill leaves a file that readers
    (which look for `*.txt`, `*.jsonl` and the like without a leading dot) never take for the real one.
    """
    temporary = path.parent / f".{path.name}.{os.getpid()}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):  # the folder itself may be what is wrong
            temporary.unlink()
        if isinstance(error, OSError):
            raise DataError(f"{path}: cannot be written ({error.strerror or error}); free space or mend it") from error
        raise


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file at once."""
    with replacing(path) as file:
        file.write(content)


def write_text(path: Path, text: str) -> None:
    """Write a whole UTF-8 file at once, line ends as they are."""
    write_bytes(path, text.encode("utf-8"))


def sha256(content: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def document_path(folder: Path, document_id: str) -> Path:
    """Where a document's text lies: `<folder>/<first two hex digits>/<id>.txt`."""
    return folder / document_id[:2] / f"{document_id}.txt"


def read_document(folder: Path, document_id: str) -> str:
    """A document's text; a raw text proves on reading that nobody edited it.

    Raises:
        DataError: the file is missing, is not UTF-8, or is a raw text whose content is not what its name says.
    """
    path = document_path(folder, document_id)
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except FileNotFoundError:
        raise DataError(f"{path}: missing; run `dvc pull`, or `python run.py validate` for the whole list") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 ({error.reason}); run `python run.py validate`") from None
    if folder == RAW_TEXT and sha256(content) != document_id:
        raise DataError(f"{path}: edited, its content is not what its name says; `dvc checkout --force dataset/raw`")
    return text


def write_json_lines(path: Path, rows: Iterable[BaseModel]) -> None:
    """One JSON object per line, in the order given, fields in the class's order."""
    with replacing(path) as file:
        for row in rows:
            file.write(row.model_dump_json().encode("utf-8") + b"\n")


def read_json_lines(path: Path, row_class: type[R]) -> Iterator[R]:
    """Each line of a JSON-lines file, checked.

    Raises:
        DataError: the file is missing, or a line is not a `row_class`.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield row_class.model_validate_json(line)
                except ValidationError as error:
                    problem = error.errors()[0]
                    where = ".".join(map(str, problem["loc"])) or "line"
                    raise DataError(f"{path}:{number}: {where}: {problem['msg']}; restore the file") from None
    except FileNotFoundError:
        raise DataError(f"{path}: missing; run `dvc repro` (or `dvc pull`)") from None
