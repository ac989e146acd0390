"""dataset/pages/: what was fetched, named by its content."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import zstandard

from pipeline.errors import DataError
from pipeline.files import sha256, write_bytes

PAGES = Path("dataset/pages")
LEVEL = 6
SUFFIX = ".html.zst"


def page_path(page: str, folder: Path = PAGES) -> Path:
    """`<folder>/<first two hex digits>/<sha256>.html.zst`."""
    return folder / page[:2] / f"{page}{SUFFIX}"


def store_page(body: bytes, folder: Path = PAGES) -> str:
    """Write a page unless it is there; its name, the sha256 of the uncompressed bytes."""
    page = sha256(body)
    path = page_path(page, folder)
    if not path.exists():
        try:
            write_bytes(path, zstandard.ZstdCompressor(level=LEVEL).compress(body))
        except OSError as error:
            raise DataError(f"{path}: cannot be written ({error.strerror}); free space or mend it") from error
    return page


def count_pages(folder: Path = PAGES) -> int:
    """Stored pages."""
    return sum(1 for _ in stored_pages(folder))


def stored_pages(folder: Path = PAGES) -> Iterable[Path]:
    """Every stored page's file; temporary files of a killed run are no pages."""
    if not folder.is_dir():
        return
    for prefix in os.scandir(folder):
        if prefix.is_dir():
            for entry in os.scandir(prefix):
                if entry.name.endswith(SUFFIX) and not entry.name.startswith("."):
                    yield Path(entry.path)


def missing_pages(pages_of: Callable[[str], list[str]], folder: Path = PAGES) -> list[str]:
    """Pages that rows name and that are not here; one folder at a time, so that memory stays flat."""
    missing: list[str] = []
    for number in range(256):
        prefix = f"{number:02x}"
        here = {path.name.removesuffix(SUFFIX) for path in (folder / prefix).glob(f"*{SUFFIX}")}
        missing += [page for page in pages_of(prefix) if page not in here]
    return missing


def remove_half_written(folder: Path = PAGES) -> None:
    """Remove what a killed run left under temporary names."""
    for path in list(folder.glob("*/.*.tmp")):
        path.unlink()


def remove_others(kept: set[str], folder: Path = PAGES) -> None:
    """Remove the pages that are not in `kept`."""
    for path in list(stored_pages(folder)):
        if path.name.removesuffix(SUFFIX) not in kept:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
