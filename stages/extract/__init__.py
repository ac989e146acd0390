"""extract: stored pages become raw text, one file per document; run as `python -m stages.extract`."""

from pathlib import Path

from stages.extract.page import extract_page
from stages.extract.stored import read_file

__all__ = ["extract_file", "extract_text"]


def extract_text(
    html: bytes, url: str | None = None, content_type: str | None = None, charset: str | None = None
) -> str:
    """The text of one page: paragraphs one blank line apart, empty when the page holds none.

    A pure function of its arguments; params.yaml plays no part. DEVELOPER_GUIDE, "extract", has the rules.

    Args:
        html: the page as it was fetched, HTML or plain text.
        url: where it was found.
        content_type: the response's header.
        charset: a charset decided before.
    """
    return extract_page(html, content_type, charset, url).text


def extract_file(path: Path, url: str | None = None) -> str:
    """The text of one HTML file, text file or stored page.

    Raises:
        DataError: the file cannot be read.
    """
    plain = path.suffix.lower() in (".txt", ".text")
    return extract_text(read_file(path), url, content_type="text/plain" if plain else None)
