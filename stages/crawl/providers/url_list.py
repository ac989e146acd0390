"""URLs named one by one, in params.yaml or in a file."""

from collections.abc import AsyncIterator
from pathlib import Path

from pipeline.errors import DataError
from stages.crawl.providers import Discovery, Getter, Results


class UrlList:
    """URLs in the order given."""

    name = "urls"

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls

    async def discover(self, getter: Getter) -> AsyncIterator[Results]:
        """Each URL, its place as rank; nobody is asked."""
        found = tuple(Discovery(url, self.name, None, rank) for rank, url in enumerate(self.urls, start=1))
        yield Results(self.name, None, None, found, len(found))


def read_url_file(path: Path) -> list[str]:
    """One URL a line; blank lines and lines that begin with # are skipped.

    Raises:
        DataError: the file cannot be read, or a line is no URL.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); name a text file with one URL a line") from None
    urls = []
    for number, line in enumerate(lines, start=1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        if "://" not in url or " " in url:
            raise DataError(f"{path}:{number}: {url!r} is not a URL; write it whole, such as https://example.org/story")
        urls.append(url)
    return urls
