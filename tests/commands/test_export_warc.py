"""`run.py export-warc` writes what warcio's own tools accept."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commands.export_warc import OUTPUT, main
from pipeline.errors import DataError, ParamsError
from pipeline.files import sha256, write_json_lines
from pipeline.records import UrlRecord
from stages.crawl.manifest import MANIFEST
from stages.crawl.pages import page_path, store_page

BODIES = [f"<p>The lamp was lit {number} times.</p>".encode() for number in range(3)]


def row(number: int) -> UrlRecord:
    return UrlRecord(
        url=f"http://lantern.example/{number}",
        provider="urls",
        query=None,
        rank=None,
        status="fetched",
        reason=None,
        first_seen="2026-01-01T00:00:00Z",
        fetched_at="2026-01-01T00:00:00Z",
        not_before=None,
        page=sha256(BODIES[number]),
        final_url=f"http://lantern.example/{number}",
        http_status=200,
        headers={"content-type": "text/html; charset=utf-8"},
        charset="utf-8",
        rendered=False,
        story=None,
        part=None,
        evidence={},
    )


@pytest.fixture
def crawled(workspace: Path) -> Path:
    for body in BODIES:
        store_page(body)
    write_json_lines(MANIFEST, map(row, range(len(BODIES))))
    return workspace


def warcio(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("warcio"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_warcio_accepts_and_lists_the_file(crawled, capsys):
    assert main([]) == 0
    said = capsys.readouterr().err
    assert f"export-warc: {OUTPUT}: 3 pages (response 3, revisit 0, conversion 0), " in said
    checked = warcio("check", "--verbose", str(OUTPUT))
    assert (checked.returncode, checked.stdout.count("digest pass")) == (0, 10)
    listed = [json.loads(line) for line in warcio("index", str(OUTPUT)).stdout.splitlines()]
    assert [line["warc-target-uri"] for line in listed if line["warc-type"] == "response"] == [
        f"http://lantern.example/{number}" for number in range(3)
    ]


def test_warcio_rejects_a_file_whose_page_was_changed(crawled):
    main(["--output", "pages.warc"])
    path = Path("pages.warc")
    path.write_bytes(path.read_bytes().replace(b"lit 1 times", b"lit 7 times"))
    checked = warcio("check", "pages.warc")
    assert (checked.returncode, "payload digest failed sha256:" in checked.stdout) == (1, True)


def test_a_file_is_replaced_only_by_force_and_two_exports_are_equal(crawled):
    main([])
    first = OUTPUT.read_bytes()
    with pytest.raises(DataError, match=f"{OUTPUT}: is there already; .*--force"):
        main([])
    main(["--force"])
    main(["--output", "elsewhere/other.warc.gz"])
    assert OUTPUT.read_bytes() == Path("elsewhere/other.warc.gz").read_bytes() == first


def test_a_missing_page_leaves_no_file(crawled):
    page_path(sha256(BODIES[2])).unlink()
    with pytest.raises(DataError, match=rf"{sha256(BODIES[2])}.*dvc pull"):
        main([])
    assert list(OUTPUT.parent.iterdir()) == []


def test_a_manifest_that_was_not_pulled_is_named(workspace):
    with pytest.raises(DataError, match=r"urls.jsonl: missing; run .*dvc pull"):
        main([])


@pytest.mark.parametrize(("name", "error"), [("pages.zip", ParamsError), (".", ParamsError), ("dir.warc", DataError)])
def test_a_name_that_cannot_be_written_is_refused(crawled, name, error):
    Path("dir.warc").mkdir()
    with pytest.raises(error):
        main(["--output", name, "--force"])


def test_a_manifest_that_changes_meanwhile_is_noticed(crawled, monkeypatch):
    import commands.export_warc as command

    survey = command.survey

    def survey_then_change(path):
        found = survey(path)
        write_json_lines(MANIFEST, [row(0), row(1)])  # as the export of a crawl that goes on
        return found

    monkeypatch.setattr(command, "survey", survey_then_change)
    with pytest.raises(DataError, match="changed while it was read; let the crawl end"):
        main([])
    assert not OUTPUT.exists()
