"""Floors of quality on real novels: `run.py check --corpus DIR`, a folder per novel with HTML and .txt editions."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.extraction import similarity, text_edition, words
from pipeline.adults_only import find_refusal
from stages.dedup import dedup_folder
from stages.extract import extract_text

CORPUS = Path(os.environ.get("CORPUS", ""))
pytestmark = pytest.mark.skipif(not os.environ.get("CORPUS"), reason="no corpus was named")
PAGES = sorted(CORPUS.glob("*/*.htm*")) if os.environ.get("CORPUS") else []
MIN_SIMILARITY = 0.99


@pytest.fixture(scope="module")
def editions(tmp_path_factory) -> Path:
    """Every edition of every novel as extracted text, named <novel>--<edition>."""
    folder = tmp_path_factory.mktemp("editions")
    for path in sorted(CORPUS.glob("*/*")):
        if path.suffix in (".txt", ".htm", ".html") and path.name != "input.txt":
            kind = "text/plain" if path.suffix == ".txt" else "text/html"
            name = f"{path.parent.name}--{path.name.replace('.', '-')}.txt"
            (folder / name).write_text(extract_text(path.read_bytes(), content_type=kind), encoding="utf-8")
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_extracted_novel_equals_a_published_text_edition(page):
    found = words(extract_text(page.read_bytes()))
    best = max(similarity(found, words(text_edition(edition))) for edition in page.parent.glob("*.txt"))
    assert best >= MIN_SIMILARITY


def test_editions_of_one_novel_are_linked_and_different_novels_are_not(editions, tmp_path):
    dedup_folder(editions, tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    novel_of = {row["id"]: row["id"].split("--")[0] for row in rows}
    targets = {row["id"]: row["duplicate_of"] or row["contained_in"] for row in rows}
    assert [i for i, target in targets.items() if target and novel_of[i] != novel_of[target]] == []
    kept = [novel_of[i] for i, target in targets.items() if not target]
    assert sorted(kept) == sorted(set(novel_of.values()))


def test_no_novel_is_refused_by_the_gate(editions):
    refused = {path.stem: find_refusal(path.read_text(encoding="utf-8")) for path in editions.glob("*.txt")}
    assert {name: refusal for name, refusal in refused.items() if refusal} == {}
