"""dataset/pages/: what was fetched, named by its content."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import zstandard

from pipeline.errors import DataError
from pipeline.files import sha256, write_bytes

PAGES = Path("dataset/pages")
LEVEL = 6
SUFFIX = ".html.zst"
WRITING = tuple(threading.Lock() for _ in range(256))  # by first two digits: two threads may bring the same bytes


def page_path(page: str, folder: Path = PAGES) -> Path:
    """`<folder>/<first two hex digits>/<sha256>.html.zst`."""
    return folder / page[:2] / f"{page}{SUFFIX}"


def store_page(body: bytes, folder: Path = PAGES) -> str:
    """Write a page unless it is there; its name, the sha256 of the uncompressed bytes."""
    page = sha256(body)
    path = page_path(page, folder)
    with WRITING[int(page[:2], 16)]:
        if not path.exists():
            try:
                write_bytes(path, zstandard.ZstdCompressor(level=LEVEL).compress(body))
            except OSError as error:
                raise DataError(f"{path}: cannot be written ({error.strerror}); free space or mend it") from error
    return page


def count_pages(folder: Path = PAGES) -> int:
    """Stored pages."""
    return sum(1 for _ in stored_pages(folder))


def stored_pages(folder: Path = PAGES) -> Iterator[os.DirEntry[str]]:
    """Every stored page's file; temporary files of a killed run are no pages."""
    for prefix in os.scandir(folder) if folder.is_dir() else ():
        if prefix.is_dir():
            yield from (entry for entry in os.scandir(prefix) if is_page(entry.name))


def load_page(page: str, folder: Path = PAGES) -> bytes:
    """A page that this crawl stored: its uncompressed bytes.

    Raises:
        DataError: it is gone or damaged.
    """
    path = page_path(page, folder)
    try:
        with zstandard.ZstdDecompressor().stream_reader(path.read_bytes()) as reader:
            return reader.read()
    except (OSError, zstandard.ZstdError) as error:
        raise DataError(f"{path}: cannot be read ({error}); run `dvc pull dataset/pages`") from None


def remove_page(page: str, folder: Path = PAGES) -> None:
    """Remove one page."""
    page_path(page, folder).unlink(missing_ok=True)


def folder_stamps(folder: Path = PAGES) -> dict[str, int]:
    """Two digits -> when a file last came into that folder of pages or left it; 0 for one that is not there."""
    paths = {f"{number:02x}": folder / f"{number:02x}" for number in range(256)}
    return {prefix: path.stat().st_mtime_ns if path.is_dir() else 0 for prefix, path in paths.items()}


def look_through(
    prefixes: Iterable[str], named: Callable[[str], set[str]], since: float | None, folder: Path = PAGES
) -> list[str]:
    """Pages that rows name and that are not here; what a killed run left is removed.

    One folder at a time, so that memory stays flat however many pages there are.

    Args:
        prefixes: the folders to look into.
        named: the first two digits of pages -> the pages with these that rows name.
        since: when the run that was killed began, seconds since 1970; None when the last run ended well. Pages that
            no row names and that are younger were stored without their row.
    """
    missing: list[str] = []
    for prefix in prefixes:
        here, wanted = set[str](), named(prefix)
        for entry in os.scandir(folder / prefix) if (folder / prefix).is_dir() else ():
            page = entry.name.removesuffix(SUFFIX) if is_page(entry.name) else None
            orphan = page is not None and page not in wanted and since is not None and entry.stat().st_mtime >= since
            if orphan or is_half_written(entry.name):
                Path(entry.path).unlink()
            elif page is not None:
                here.add(page)
        missing += sorted(wanted - here)
    return missing


def is_page(name: str) -> bool:
    """Whether a file's name is a page's; a temporary one is not."""
    return name.endswith(SUFFIX) and not name.startswith(".")


def is_half_written(name: str) -> bool:
    """Whether a file's name is the temporary one of a write that was killed."""
    return name.startswith(".") and name.endswith(".tmp")


def remove_others(named: Callable[[str], set[str]], folder: Path = PAGES) -> None:
    """Remove the pages that no row names."""
    for entry in list(stored_pages(folder)):
        page = entry.name.removesuffix(SUFFIX)
        if page not in named(page):
            Path(entry.path).unlink()
            with suppress(OSError):  # not empty
                Path(entry.path).parent.rmdir()
