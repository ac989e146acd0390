"""The stored pages as a WARC file, read back by warcio."""

import gc
import json
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.errors import DataError
from pipeline.files import sha256, write_json_lines
from pipeline.records import UrlRecord
from stages.crawl.pages import page_path, store_page
from stages.crawl.warc import Export, survey
from stages.crawl.warc_blocks import one_line
from tests.stages.crawl.local_site import story

INFO = {"software": "tests"}
LIMIT = 1_000_000
BODY = "<p>Déjà vu: the ferry was late.</p>".encode("cp1252")


def row(url="http://a.example/1", body=BODY, **changes):
    values = {
        "url": url,
        "provider": "urls",
        "query": None,
        "rank": 1,
        "status": "fetched",
        "reason": None,
        "first_seen": "2026-01-01T00:00:00Z",
        "fetched_at": "2026-01-02T03:04:05Z",
        "not_before": None,
        "page": sha256(body),
        "final_url": url,
        "http_status": 200,
        "request_headers": {"accept": "text/html", "user-agent": "miniature-memory/1.0"},
        "headers": {"content-type": "text/html; charset=windows-1252", "etag": '"1"'},
        "charset": "cp1252",
        "rendered": False,
        "story": None,
        "part": None,
        "evidence": {},
    }
    return UrlRecord(**(values | changes))


def repeat(url, body=BODY, **changes):
    return row(url, body, status="rejected", reason="duplicate", **changes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store_page(BODY, tmp_path / "pages")
    return tmp_path


def export(folder, rows, gzip=True, limit=LIMIT):
    """The bytes of the file, and the kinds of the pages' records."""
    write_json_lines(folder / "urls.jsonl", sorted(rows, key=lambda one: one.url))
    out = BytesIO()
    writing = Export(out, survey(folder / "urls.jsonl"), limit, gzip=gzip)
    kinds = list(writing.write(INFO, folder / "urls.jsonl", folder / "pages"))
    return out.getvalue(), kinds


def records(content):
    """(type, WARC headers, HTTP head, body) of each record, digests checked."""
    found = []
    for record in ArchiveIterator(BytesIO(content), check_digests="raise"):
        body = record.content_stream().read()
        found.append((record.rec_type, dict(record.rec_headers.headers), record.http_headers, body))
    return found


def one(content, kind):
    return next(record for record in records(content) if record[0] == kind)


def test_a_page_is_a_response_with_its_request_and_what_the_manifest_knows(folder):
    content, kinds = export(folder, [row(final_url="http://a.example/one?x=1", redirects=["http://a.example/1"])])
    assert kinds == ["response"]
    info, response, request, metadata = records(content)
    assert [record[0] for record in (info, response, request, metadata)] == [
        "warcinfo",
        "response",
        "request",
        "metadata",
    ]
    _, headers, head, body = response
    assert (head.protocol, head.statusline) == ("HTTP/1.1", "200 OK")
    assert dict(head.headers) == {
        "content-type": "text/html; charset=windows-1252",
        "etag": '"1"',
        "content-length": str(len(BODY)),
    }
    assert body == BODY
    assert headers["WARC-Target-URI"] == "http://a.example/one?x=1"
    assert headers["WARC-Date"] == "2026-01-02T03:04:05Z"
    assert headers["WARC-Payload-Digest"] == f"sha256:{sha256(BODY)}"
    assert headers["WARC-Warcinfo-ID"] == info[1]["WARC-Record-ID"]
    assert request[1]["WARC-Concurrent-To"] == metadata[1]["WARC-Refers-To"] == headers["WARC-Record-ID"]
    assert (request[2].protocol, request[2].statusline) == ("GET", "/one?x=1 HTTP/1.1")
    assert request[2].headers == [
        ("host", "a.example"),
        ("accept", "text/html"),
        ("user-agent", "miniature-memory/1.0"),
    ]
    assert metadata[3].decode().splitlines() == [
        "url: http://a.example/1",
        "redirect: http://a.example/1",
        "provider: urls",
        "rank: 1",
        "first-seen: 2026-01-01T00:00:00Z",
        "charset: cp1252",
    ]


def test_the_first_record_says_who_made_the_file_and_from_which_manifest(folder):
    content, _ = export(folder, [row()])
    kind, headers, _, block = records(content)[0]
    assert (kind, headers["WARC-Date"]) == ("warcinfo", "2026-01-02T03:04:05Z")
    assert block.decode() == f"software: tests\r\nmanifest: sha256:{sha256((folder / 'urls.jsonl').read_bytes())}\r\n"


def test_headers_of_the_transfer_do_not_speak_of_the_stored_bytes(folder):
    sent = {"content-encoding": "gzip", "content-length": "7", "transfer-encoding": "chunked"}
    _, _, head, body = one(export(folder, [row(headers=sent)])[0], "response")
    assert body == BODY
    assert dict(head.headers) == {
        "x-archive-orig-content-encoding": "gzip",
        "x-archive-orig-content-length": "7",
        "x-archive-orig-transfer-encoding": "chunked",
        "content-length": str(len(BODY)),
    }


def test_the_same_bytes_from_another_url_are_a_revisit_that_follows_its_original(folder):
    first, second = repeat("http://a.example/0"), row("http://a.example/1", http_status=203)
    content, kinds = export(folder, [first, second])
    assert kinds == ["response", "revisit"]
    _, original, _, _ = one(content, "response")
    _, headers, head, body = one(content, "revisit")
    assert headers["WARC-Target-URI"] == "http://a.example/0"
    assert headers["WARC-Profile"].endswith("/warc/1.1/revisit/identical-payload-digest")
    assert headers["WARC-Refers-To"] == original["WARC-Record-ID"]
    assert headers["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"] == "http://a.example/1"
    assert headers["WARC-Refers-To-Date"] == original["WARC-Date"]
    assert headers["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]
    assert (head.statusline, body) == ("200 OK", b"")


def test_a_duplicate_with_bytes_of_its_own_is_a_response(folder):
    other = BODY + b"<!-- 2 -->"
    store_page(other, folder / "pages")
    rows = [row(), repeat("http://a.example/2", other), repeat("http://a.example/3", other)]
    assert export(folder, rows)[1] == ["response", "response", "revisit"]


def test_a_rendered_page_is_no_response_since_no_server_sent_it(folder):
    rows = [row(rendered=True, charset="utf-8"), repeat("http://a.example/2", rendered=True)]
    content, kinds = export(folder, rows)
    assert kinds == ["conversion", "conversion"]
    _, headers, head, body = one(content, "conversion")
    assert (head, body, headers["Content-Type"]) == (None, BODY, "text/html; charset=utf-8")
    _, metadata, _, block = one(content, "metadata")
    known = dict(line.split(": ", 1) for line in block.decode().splitlines())
    assert metadata["WARC-Refers-To"] == headers["WARC-Record-ID"]
    assert known["rendered"].startswith("the DOM in Chromium")
    assert json.loads(known["http-headers"]) == {"content-type": "text/html; charset=windows-1252", "etag": '"1"'}
    assert one(content, "request")[1]["WARC-Concurrent-To"] == metadata["WARC-Record-ID"]


def test_what_was_refused_or_waits_is_not_exported(folder):
    refused = row("http://a.example/2", status="rejected", reason="optout_meta")  # opted out at a later visit
    waiting = row("http://a.example/3", status="new", page=None)
    content, kinds = export(folder, [row(), refused, waiting])
    assert kinds == ["response"]
    assert b"a.example/2" not in content
    with pytest.raises(DataError, match=r"names no fetched page; run `python run.py crawl`"):
        export(folder, [refused, waiting])


@pytest.mark.parametrize("gzip", [True, False])
def test_the_same_pages_give_the_same_bytes(folder, gzip):
    rows = [row(), repeat("http://a.example/2"), row("http://a.example/3", rendered=True)]
    assert export(folder, rows, gzip) == export(folder, rows, gzip)
    ids = [headers["WARC-Record-ID"] for _, headers, _, _ in records(export(folder, rows, gzip)[0])]
    assert len(ids) == len(set(ids)) == 10
    changed = [row(checked_at="2026-02-01T00:00:00Z"), *rows[1:]]
    assert export(folder, changed, gzip)[0] != export(folder, rows, gzip)[0]


@pytest.mark.parametrize("value", ["a\r\nWARC-Type: response", "a\r\n\r\nHTTP/1.1 200 OK", "a\u2028b\x00c", "  a\tb  "])
def test_no_value_begins_another_line(folder, value):
    rows = [row(query=value, evidence={value: value}, headers={"x": value}, request_headers={"y": value})]
    found = records(export(folder, rows)[0])
    assert [record[0] for record in found] == ["warcinfo", "response", "request", "metadata"]
    assert found[1][3] == BODY
    assert found[3][3].decode().splitlines()[2] == f"query: {one_line(value)}"
    assert json.loads(found[3][3].decode().splitlines()[-1].removeprefix("evidence: ")) == {value: value}


def test_a_header_beyond_ascii_can_be_read_back(folder):
    _, _, head, body = one(export(folder, [row(headers={"x-author": "Zoë"})])[0], "response")
    assert (head.get_header("x-author"), body) == ("Zo%C3%AB", BODY)


def test_a_missing_or_damaged_or_large_page_is_named_with_the_way_back(folder):
    path = page_path(sha256(BODY), folder / "pages")
    with pytest.raises(DataError, match=rf"page {sha256(BODY)}: more than crawl.max_page_bytes \(5\)"):
        export(folder, [row()], limit=5)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match=rf"{sha256(BODY)}.*`dvc pull"):
        export(folder, [row()])
    path.unlink()
    with pytest.raises(DataError, match=rf"{sha256(BODY)}.*missing; run `dvc pull"):
        export(folder, [row()])


def test_memory_does_not_grow_with_the_number_of_pages(folder):
    peaks = []
    for count in (50, 400):
        bodies = [story(f"tale {number}").encode() for number in range(count)]
        for body in bodies:
            store_page(body, folder / "pages")
        rows = [row(f"http://a.example/{number:03}", body) for number, body in enumerate(bodies)]
        write_json_lines(folder / "urls.jsonl", rows)
        del bodies, rows
        with (folder / "out.warc.gz").open("wb") as out:
            gc.collect()
            tracemalloc.start()
            writing = Export(out, survey(folder / "urls.jsonl"), 20_000, gzip=True)
            for _ in writing.write(INFO, folder / "urls.jsonl", folder / "pages"):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000  # 350 pages more are 1.6 MB with their rows
