import io
import time

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands import extract as extract_command
from pipeline.errors import DataError
from stages.extract import extract_file, extract_text

SENTENCE = "The deep paragraph has some words in it, and it must not be lost, whatever lies around it."
TAGS = """<p> </p> <br> <hr> <pre> </pre> <table><tr><td> </table> </a> </div> </script> <h1>Title</h1> <span/class=a>
<div/class=comments> <a/href=x> <style>.a{display:none}</style> <script>x={ <!-- <![CDATA[ < &#133; &amp;lt;p&gt; A/N:
*** \x00 “Words,”/she/said,/and/more/words."""
PIECES = st.sampled_from(TAGS.split())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600))
def test_no_bytes_crash(content):
    assert isinstance(extract_text(content), str)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=20), max_size=60))
def test_no_markup_crashes_and_text_is_always_in_form(pieces):
    text = extract_text("".join(pieces).encode("utf-8", "replace"))
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert text.split("\n", maxsplit=1)[0] != "***"


@pytest.mark.parametrize("content", [b"", b" \n", b"%PDF-1.7 stream", b"\x89PNG\r\n", b"<html></html>", b"\x00" * 500])
def test_what_holds_no_text_gives_an_empty_string(content):
    assert extract_text(content) == ""


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td"])
def test_twenty_thousand_nested_tags_keep_their_text(tag):
    page = f"<html><body>{f'<{tag}>' * 20_000}{SENTENCE}".encode()
    started = time.process_time()
    assert extract_text(page) == SENTENCE
    assert time.process_time() - started < 10


HOSTILE = {
    "open": b"<" * 300_000,
    "entities": b"&" * 300_000,
    "tag": b"<" + b"a" * 300_000,
    "paragraphs": b"<p>" * 100_000,
    "notes": b"<p>A/N: x</p>" * 20_000,
    "rules": b"<style>" + b".a{display:none}" * 20_000 + b"</style>",
    "quotes": b"<p>" + b'"Oh," ' * 50_000,
    "underscores": b"_" * 300_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_end_soon(page):
    started = time.process_time()
    extract_text(page)
    assert time.process_time() - started < 10


def test_a_megabyte_in_one_page_is_read_whole():
    paragraphs = [f"Paragraph {n} of the long book, with enough words to be one." for n in range(15_000)]
    page = "<html><body>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</body></html>"
    assert extract_text(page.encode()) == "\n\n".join(paragraphs)


def test_file_of_each_kind_is_read(tmp_path):
    (tmp_path / "a.html").write_text(f"<p>{SENTENCE}</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "c.html.zst").write_bytes(zstandard.compress(f"<p>{SENTENCE}</p>".encode()))
    assert {extract_file(path) for path in tmp_path.iterdir()} == {SENTENCE}


def test_missing_file_is_one_line(tmp_path):
    with pytest.raises(DataError, match=r"none.html: cannot be read \(No such file or directory\); give the name"):
        extract_file(tmp_path / "none.html")


def test_command_reads_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"<p>{SENTENCE}</p>".encode())))
    assert extract_command.main(["-"]) == 0
    assert capsys.readouterr().out == f"{SENTENCE}\n"
