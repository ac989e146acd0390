"""Files that sites offer gzipped, whatever their headers say."""

import gzip
import zlib
from io import BytesIO

from stages.crawl.outcome import Rejection


def unpacked(content: bytes, max_bytes: int) -> bytes:
    """A file's content, gzipped or not.

    Raises:
        Rejection: parse_error, too_large.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(BytesIO(content)) as file:
            whole = file.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error):
        raise Rejection("parse_error", {"transfer": "broken gzip"}) from None
    if len(whole) > max_bytes:
        raise Rejection("too_large", {"size": f"more than {max_bytes} bytes"})
    return whole
