"""Content encodings come off whole, bounded, or not at all."""

import gzip
import zlib

import brotli
import pytest
from backports import zstd

from stages.crawl.charset import decide_charset
from stages.crawl.decode import decoded
from stages.crawl.outcome import Rejection

TEXT = b"The ferry came in late, as it always did when the wind stood in the east. " * 400


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
PACKED = [
    *(pytest.param(name, pack(TEXT), id=name) for name, pack in PACKERS.items()),
    pytest.param("deflate", bare(TEXT), id="bare deflate"),
]


def reason(body: bytes, encoding: str, max_bytes: int = 10**6) -> str:
    with pytest.raises(Rejection) as caught:
        decoded(body, encoding, max_bytes)
    return caught.value.reason


@pytest.mark.parametrize(("name", "body"), PACKED)
def test_each_encoding_is_taken_off(name, body):
    assert decoded(body, name, len(TEXT)) == TEXT
    assert decoded(body, f" {name.upper()} ", len(TEXT)) == TEXT
    assert decoded(b"", name, 1) == b""


@pytest.mark.parametrize(("name", "body"), PACKED)
def test_one_byte_too_many_is_too_large(name, body):
    assert reason(body, name, len(TEXT) - 1) == "too_large"


@pytest.mark.parametrize(("name", "body"), PACKED)
def test_packed_data_that_ends_early_is_truncated(name, body):
    assert reason(body[: len(body) // 2], name) == "truncated"


@pytest.mark.parametrize("name", [*PACKERS, "sdch", "compress"])
def test_what_cannot_be_unpacked_is_a_parse_error(name):
    assert reason(b"no packed data at all, that much is sure", name) == "parse_error"


def test_encodings_come_off_in_the_reverse_of_their_order():
    assert decoded(brotli.compress(gzip.compress(TEXT)), "gzip, identity, br", 10**6) == TEXT
    assert reason(TEXT, ", ".join(["gzip"] * 6)) == "parse_error"


def test_frames_and_members_follow_one_another():
    assert decoded(gzip.compress(TEXT) + gzip.compress(TEXT) + b"padding", "gzip", 10**6) == TEXT * 2
    assert decoded(zstd.compress(TEXT) + zstd.compress(TEXT), "zstd", 10**6) == TEXT * 2


def test_a_stray_byte_does_not_unmake_a_declared_utf8():
    page = ("It’s “quoted” again and again, café. " * 20).encode() + b"\x92"
    assert decide_charset(page, "text/html; charset=utf-8") == "utf-8"
    assert decide_charset("un café à Besançon".encode("cp1252"), "text/html; charset=utf-8") == "cp1252"
