"""The character set of a page, decided once."""

import codecs

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

WIDE = ("utf-16", "utf-32")
ESCAPED = frozenset({"iso2022_jp", "iso2022_kr", "hz", "utf-7"})  # seven-bit: valid UTF-8 without being meant so
WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})  # "latin-1" means cp1252 on the web
FALLBACK = "cp1252"


def decide_charset(body: bytes, content_type: str) -> str:
    """The name of the codec that reads a page.

    In order: byte-order mark; valid UTF-8, which chance does not produce, unless a declared charset hides in seven
    bits or in zero bytes; what the header, then a meta element declares, where it reads the bytes (UTF-8 also where it
    reads nearly all of them); cp1252.
    """
    mark, _ = read_bom(body)
    if mark:
        return mark
    declared = [normal_name(http_content_type_encoding(content_type)), normal_name(html_body_declared_encoding(body))]
    named = [name for name in declared if name]
    for name in named:
        if (name in ESCAPED or (name.startswith(WIDE) and b"\x00" in body)) and reads(body, name):
            return name
    if reads(body, "utf-8"):
        return "utf-8"
    for name in named:
        if is_mostly_utf8(body) if name == "utf-8" else name not in WESTERN and reads(body, name):
            return name
    return FALLBACK


def normal_name(name: str | None) -> str | None:
    """Python's own name of a codec for text; None when there is none."""
    if not name:
        return None
    try:
        b"".decode(name)
        return codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return None


def reads(body: bytes, charset: str) -> bool:
    """Whether every byte means something in the character set."""
    try:
        body.decode(charset)
    except (UnicodeError, ValueError):
        return False
    return True


def is_mostly_utf8(body: bytes) -> bool:
    """Whether a few bytes alone keep a page from being UTF-8: a stray one must not spoil all the others."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 <= sum(character > "\x7f" for character in text) - broken


def is_binary(body: bytes, charset: str) -> bool:
    """Whether what calls itself text is none."""
    return not charset.startswith(WIDE) and b"\x00" in body[:4096]
