"""Stored pages: dataset/pages/<two hex digits>/<sha256>.html.zst, and single files given by hand."""

from pathlib import Path

import zstandard

from pipeline.errors import DataError
from pipeline.files import sha256

PAGES = Path("dataset/pages")
SUFFIX = ".html.zst"
PULL = "run `dvc pull dataset/pages` (or `dvc checkout --force dataset/pages`)"


def read_page(page: str, max_bytes: int, folder: Path = PAGES) -> bytes | None:
    """A page's bytes, or None when there are more than `max_bytes`.

    Raises:
        DataError: the page is missing, damaged, or not what its name says.
    """
    path = folder / page[:2] / f"{page}{SUFFIX}"
    try:
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as reader:
            content = reader.read(max_bytes + 1)
    except FileNotFoundError:
        raise DataError(f"{path}: missing; {PULL}") from None
    except zstandard.ZstdError as error:
        raise DataError(f"{path}: damaged ({error}); {PULL}") from None
    if len(content) > max_bytes:
        return None
    if sha256(content) != page:
        raise DataError(f"{path}: its content has sha256 {sha256(content)[:16]}…, not its name; {PULL}")
    return content


def read_file(path: Path) -> bytes:
    """A file given by hand, unpacked when it is a stored page.

    Raises:
        DataError: it cannot be read.
    """
    try:
        content = path.read_bytes()
        if path.suffix == ".zst":
            with zstandard.ZstdDecompressor().stream_reader(content) as reader:
                return reader.read()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); give the name of an HTML or text file") from None
    except zstandard.ZstdError as error:
        raise DataError(f"{path}: not a zstandard file ({error}); give a stored page") from None
    return content
