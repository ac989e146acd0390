import pytest

from pipeline.files import RAW_TEXT, document_path, sha256, write_json_lines
from pipeline.tombstones import TOMBSTONES, Tombstone
from stages.extract.__main__ import main
from tests.stages.extract.test_stage import STORY, Workspace, page

URL, OTHER = "https://a.example/story", "https://b.example/copy"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKERS", "1")
    return Workspace(tmp_path)


def bury(urls=(), pages=(), documents=()):
    stone = Tombstone(
        urls=[sha256(url.encode()) for url in urls],
        pages=list(pages),
        documents=list(documents),
        reason="asked by its author",
        forgotten_at="2026-01-01T00:00:00Z",
    )
    write_json_lines(TOMBSTONES, [stone])


def test_forgotten_url_of_a_merged_manifest_gives_no_document(workspace):
    workspace.crawl((URL, page(*STORY), {}))
    bury(urls=[URL])
    main()
    assert workspace.documents() == []
    assert workspace.rejected() == []


def test_forgotten_page_gives_no_document_at_another_url(workspace):
    workspace.crawl((OTHER, page(*STORY), {}))
    bury(pages=[sha256(page(*STORY))])
    main()
    assert workspace.documents() == []


def test_forgotten_text_goes_although_its_raw_file_is_there_and_another_page_brings_it_again(workspace):
    workspace.crawl((URL, page(*STORY), {}))
    main()
    (document,) = workspace.documents()
    bury(documents=[document["id"]])
    workspace.crawl((OTHER, page(*STORY, title="A Copy"), {}))
    main()
    assert workspace.documents() == []
    assert not document_path(RAW_TEXT, document["id"]).exists()
    assert [(row["id"], row["reason"]) for row in workspace.rejected()] == [(document["id"], "forgotten")]


def test_stage_says_how_to_remove_what_the_gate_refuses_today(workspace, capsys):
    clinical = "The clinic's report says that the patient was 15 years old, and it mentions sexual intercourse."
    workspace.crawl((URL, page(*STORY, clinical), {}))
    main()
    assert "refused 1 stored texts; `python run.py forget --refused` removes their pages" in capsys.readouterr().err
