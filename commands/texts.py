"""Texts that a person names on the command line."""

from pathlib import Path

from pipeline.errors import DataError


def read_utf8(path: Path, encoding: str = "utf-8") -> str:
    """A file's text, its line ends as the corpus has them.

    Raises:
        DataError: it cannot be read, or is not UTF-8.
    """
    try:
        return decode_utf8(path.read_bytes(), str(path), encoding)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}; name a file that can be read") from None


def decode_utf8(content: bytes, where: str, encoding: str = "utf-8") -> str:
    """The same for bytes from elsewhere."""
    try:
        return content.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DataError(f"{where}: not UTF-8 ({error.reason}); convert it") from None
