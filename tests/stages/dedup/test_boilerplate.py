import json

import pytest

from pipeline.files import sha256, write_json_lines
from pipeline.records import DocumentRecord
from stages.dedup import __main__ as stage
from tests.stages.dedup.prose import PARAMS, prose


@pytest.fixture
def boilerplate(tmp_path, monkeypatch):
    """Site, paragraph and count of what the stage calls boilerplate in the texts of each site."""
    monkeypatch.chdir(tmp_path)

    def run(sites: dict[str, list[str]]) -> list[tuple[str, str, int]]:
        texts = {sha256(text.encode()): (site, text) for site, some in sites.items() for text in some}
        rows = [
            DocumentRecord(
                id=document_id,
                pages=[document_id],
                urls=[f"https://{site}/{document_id}"],
                first_seen="2026-01-01T00:00:00Z",
                title="A tale",
                language="en",
                characters=len(text),
                status="current",
            )
            for document_id, (site, text) in texts.items()
        ]
        write_json_lines(stage.METADATA / "documents.jsonl", rows)
        stage.run(lambda document_id: texts[document_id][1], PARAMS)
        lines = (stage.METADATA / "boilerplate.jsonl").read_text(encoding="utf-8").splitlines()
        return [(row["site"], row["paragraph"], row["documents"]) for row in map(json.loads, lines)]

    return run


LINE = "Thank you for reading at the Lantern Archive, the home of quiet tales."


def tales(count: int, *parts: str, share: float = 1.0) -> list[str]:
    return [
        "\n\n".join([prose(seed, 100), *(parts if seed < share * count else ()), prose(seed + 500, 100)])
        for seed in range(count)
    ]


def test_paragraph_of_a_site_is_found_in_its_documents_only(boilerplate):
    sites = {"one.example": tales(5, LINE), "two.example": [prose(seed, 200) + "\n\n" + LINE for seed in (91, 92)]}
    assert boilerplate(sites) == [("one.example", LINE, 5)]


def test_white_space_and_case_do_not_matter(boilerplate):
    texts = tales(2, LINE.replace("at the ", "at the\n")) + [t + "\n\n" + LINE.upper() for t in tales(9)[5:]]
    ((site, paragraph, count),) = boilerplate({"one.example": texts})
    assert (site, paragraph.casefold(), count) == ("one.example", LINE.casefold(), 6)


def test_line_within_the_story_of_some_documents_is_found(boilerplate):
    mark = "If you find this tale elsewhere it was taken without permission."
    assert boilerplate({"one.example": tales(20, mark, share=0.3)}) == [("one.example", mark, 6)]


@pytest.mark.parametrize(
    "part",
    [
        "“Yes,” he said.",
        "“I never thought that I would see you here again,” she said.",
        "— Je ne savais pas que vous viendriez ce soir, dit-elle.",
        "Who walks by night\nmust learn the names of doors\nand who opens one\nmust not ask",
        "Who walks by night must learn the names of doors.\n— The Book of Keys",
        "Who walks by night must learn the names of doors.\n\n— The Book of Keys",
        f"{LINE}\n\nThe bell rang.\n\n{LINE}",
        "* * *",
        "Short words repeat.",
    ],
    ids=["line", "dialogue", "dash", "stanza", "epigraph", "epigraph above a name", "refrain", "break", "few words"],
)
def test_part_of_the_stories_is_no_boilerplate(boilerplate, part):
    assert boilerplate({"one.example": tales(8, part)}) == []


def test_line_of_one_story_on_a_large_site_is_no_boilerplate(boilerplate):
    assert boilerplate({"one.example": tales(40, "The first book of the Harbour saga by its keeper", share=0.1)}) == []


def test_copies_are_not_counted(boilerplate):
    text = prose(1) + "\n\n" + LINE
    assert boilerplate({"one.example": [text, text + "!", text + "?", text + " ."]}) == []


def test_document_of_two_sites_counts_at_both(boilerplate, monkeypatch):
    rows = {"one.example": tales(4, LINE)}
    monkeypatch.setattr(stage, "sites_of", lambda urls: ("a.example", "b.example"))
    assert boilerplate(rows) == [("a.example", LINE, 4), ("b.example", LINE, 4)]
