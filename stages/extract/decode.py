"""Bytes to text: what a page's letters are, whatever its labels say."""

import codecs
import re
import string

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

# The 27 characters that Windows-1252 has where Latin-1 has control codes; HTML reads Latin-1 as Windows-1252, in bytes
# and in numeric references alike (WHATWG Encoding, section 4.2; HTML, section 13.2.5.80).
C1_TO_CP1252 = {n: bytes([n]).decode("cp1252", "ignore") or None for n in range(0x80, 0xA0)}
CONTROLS = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\ufffe\uffff]")
WESTERN = {"cp1252", "latin-1", "iso8859-1", "ascii"}
ESCAPED = {"iso2022_jp", "iso2022_kr", "hz"}  # seven-bit: strict UTF-8 would accept them unread
UNICODE = {"utf-8", "utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le", "utf-16", "utf-32", "utf-7"}
LEGACY = [
    "cp1251",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "cp1250",
    "cp1253",
    "cp1255",
    "cp1256",
]
MAC_MARKS = re.compile(rb"[a-z]\xd5[a-z]|[\s>]\xd2[A-Z]|[.,!?]\xd3")  # no language has these letters of cp1252 there
CP1252_MARKS = re.compile(rb"[\x91-\x94]")
MIN_MARKS = 3
MAX_LOSS = 0.01  # of the characters: a charset that loses more is a lie
MIN_FOREIGN = 0.2  # of the letters: fewer bytes above ASCII mean a Latin alphabet with accents and curly quotes
SNIFFED_BYTES = 4096
TAG = re.compile(rb"<[^<>]*>")


def decode(content: bytes, content_type: str | None = None, charset: str | None = None) -> str:
    """The page's text, with no control characters but tab and line ends.

    In order: byte-order mark; UTF-16 by its zero bytes; seven-bit Japanese, Korean and Chinese where declared; strict
    UTF-8, whatever is declared; what is declared; UTF-8 with stray Windows-1252 bytes; a guess among legacy charsets
    for texts full of foreign letters; Windows-1252.

    Args:
        content_type: the response's header.
        charset: the charset decided at fetch, when there is one.
    """
    return CONTROLS.sub("", decode_marked(content, declared_charsets(content, content_type, charset)))


def declared_charsets(content: bytes, content_type: str | None, charset: str | None) -> list[str]:
    """Every charset that somebody declares, most trusted first; Western ones last: servers add them unasked."""
    found = [
        resolve_encoding(charset) if charset else None,
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(content[:SNIFFED_BYTES]),
    ]
    named = list(dict.fromkeys(name.lower() for name in found if name))
    return sorted(named, key=lambda name: name in WESTERN)


def decode_marked(content: bytes, declared: list[str]) -> str:
    """`decode`, before control characters go."""
    marked, mark = read_bom(content)
    if marked is not None and mark is not None:
        return content[len(mark) :].decode(marked, "replace")
    wide = wide_charset(content)
    if wide is not None:
        return content.decode(wide, "replace")
    for name in declared:
        if name.replace("-", "_") in ESCAPED and (b"\x1b" in content or b"~{" in content):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(content, declared)


def wide_charset(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a Latin text is zero."""
    start = content[:SNIFFED_BYTES]
    if len(start) < 4:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) < 0.3 * len(start) / 2 or min(even, odd) > 0.1 * len(start) / 2:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def decode_legacy(content: bytes, declared: list[str]) -> str:
    """The text of bytes that are not UTF-8 throughout."""
    mixed = mostly_utf8(content)
    if mixed is not None:
        return mixed
    for name in declared:
        text = decode_declared(content, name)
        if text is not None:
            return text
    return decode_guessed(content)


def mostly_utf8(content: bytes) -> str | None:
    """UTF-8 with stray bytes read as Windows-1252, when its valid sequences outnumber the strays; else None."""
    strays = bytearray()

    def read_stray(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        stray = error.object[error.start : error.end]
        strays.extend(stray)
        return cp1252(stray), error.end

    codecs.register_error("stages.extract.stray", read_stray)
    text = content.decode("utf-8", "stages.extract.stray")
    return text if leading(content) - leading(strays) > len(strays) else None


def leading(content: bytes | bytearray) -> int:
    """How many bytes could begin a UTF-8 sequence of two or more."""
    return sum(map(content.count, map(bytes, zip(range(0xC2, 0xF5)))))


def decode_declared(content: bytes, name: str) -> str | None:
    """The text as a declared charset has it, or None when the declaration cannot be true."""
    if name in UNICODE:
        return None
    if name in WESTERN:
        return cp1252(content) if not foreign(content) else None
    try:
        text = content.decode(name, "replace")
    except (LookupError, UnicodeError):
        return None
    return text if text.count("\ufffd") <= MAX_LOSS * len(text) else None


def foreign(content: bytes) -> bool:
    """True when so many letters lie above ASCII that the alphabet is not Latin."""
    body = TAG.sub(b" ", content)
    above = sum(map(body.count, map(bytes, zip(range(0xC0, 0x100)))))
    ascii_letters = len(body) - len(body.translate(None, string.ascii_letters.encode()))
    return above > MIN_FOREIGN * (ascii_letters + above)


def decode_guessed(content: bytes) -> str:
    """A text without a true declaration: legacy charsets where letters are foreign, Mac Roman, else Windows-1252."""
    if foreign(content):
        from charset_normalizer import from_bytes  # costs memory that few pages need

        best = from_bytes(TAG.sub(b" ", content)[:65536], cp_isolation=LEGACY).best()
        if best is not None:
            return content.decode(best.encoding, "replace")
    if len(MAC_MARKS.findall(content)) >= MIN_MARKS and not CP1252_MARKS.search(content):
        return content.decode("mac_roman")
    return cp1252(content)


def cp1252(content: bytes) -> str:
    """Windows-1252, undefined bytes dropped."""
    return content.decode("latin-1").translate(C1_TO_CP1252)
