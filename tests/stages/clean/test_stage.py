import json
from pathlib import Path

import pytest
import yaml

from pipeline.files import document_path, read_document, sha256, write_json_lines, write_text
from pipeline.params import load_params
from pipeline.records import BoilerplateRecord, DocumentRecord, DuplicateRecord
from stages.clean import __main__ as stage
from stages.clean.normalise import clean_text
from stages.clean.params import CleanParams
from tests.stages.clean.prose import prose

PARAMS = load_params("clean", CleanParams, Path(__file__).parents[3] / "params.yaml")

SITE_LINE = "Thank you for reading at the Lantern Archive, home of quiet tales."


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with good, short, foreign, repeated and superseded documents."""
    monkeypatch.chdir(tmp_path)
    write_params()
    rows = []
    for number in range(12):
        text = prose(number) + f"\n\n{SITE_LINE.upper() if number % 2 else SITE_LINE}\n\nAdvertisement"
        rows.append(stored(text, number))
    rows.append(stored("Too short.", 20))
    rows.append(stored(prose(21), 21, language="fr"))
    rows.append(stored(prose(22), 22, status="superseded"))
    copy = stored(prose(0) + " copy", 23)
    write_json_lines(Path("dataset/metadata/documents.jsonl"), [*rows, copy])
    duplicate = DuplicateRecord(id=copy.id, duplicate_of=rows[0].id, contained_in=None, similarity=1.0, kind="near")
    write_json_lines(Path("dataset/metadata/duplicates.jsonl"), [duplicate])
    boilerplate = BoilerplateRecord(site="site.example", paragraph=SITE_LINE, documents=12)
    write_json_lines(Path("dataset/metadata/boilerplate.jsonl"), [boilerplate])
    return rows


def write_params(**changes) -> None:
    Path("params.yaml").write_text(yaml.safe_dump({"clean": PARAMS.model_dump() | changes}), encoding="utf-8")


def stored(text: str, number: int, **changes) -> DocumentRecord:
    values = {
        "id": sha256(text.encode()),
        "pages": ["p"],
        "urls": [f"https://site.example/{number}"],
        "first_seen": "2026-01-01T00:00:00Z",
        "title": f"Story {number}",
        "language": "en",
        "characters": len(text),
        "status": "current",
    }
    write_text(document_path(Path("dataset/raw/text"), str(values["id"])), text)
    return DocumentRecord(**values | changes)


def outputs() -> dict[str, bytes]:
    paths = [*Path("dataset/cleaned").glob("*/*"), Path("dataset/rejected/clean.jsonl"), Path("reports/clean.json")]
    return {str(path): path.read_bytes() for path in paths}


def test_stage_writes_cleaned_texts_reasons_and_figures(project):
    stage.main()
    kept = {path.stem for path in Path("dataset/cleaned").glob("*/*.txt")}
    assert kept == {row.id for row in project[:12]}
    text = read_document(Path("dataset/cleaned"), project[0].id)
    assert text == clean_text(prose(0), PARAMS) + "\n", "no boilerplate, no leftovers"
    rejected = [json.loads(line) for line in Path("dataset/rejected/clean.jsonl").read_text().splitlines()]
    assert {row["reason"]: row["figures"] for row in rejected} == {
        "too_short": {"words": 2, "min_words": 50},
        "language": {"language": "fr"},
    }
    report = json.loads(Path("reports/clean.json").read_text())
    assert (report["documents_in"], report["documents_out"]) == (14, 12)
    assert report["dropped"] == {"language": 1, "too_short": 1}
    assert report["boilerplate_paragraphs"] == 12
    assert report["languages"] == {"en": 12}
    assert sum(report["lengths"].values()) == 12


def test_workers_and_files_of_an_earlier_run_change_no_byte(project, monkeypatch):
    stage.main()
    expected = outputs()
    write_text(Path("dataset/cleaned/zz/stale.txt"), "stale")
    monkeypatch.setattr(stage, "FEW", 1)
    monkeypatch.setattr(stage, "BATCH", 2)
    monkeypatch.setenv("WORKERS", "2")
    stage.main()
    assert outputs() == expected


def test_too_many_drops_stop_the_stage(project, capsys):
    write_params(min_kept_ratio=0.95)
    with pytest.raises(SystemExit):
        stage.main()
    error = capsys.readouterr().err
    assert "kept 12 of 14 documents, below clean.min_kept_ratio 0.95; see reports/clean.json" in error
    assert Path("reports/clean.json").exists()


def test_what_the_gate_refuses_is_named_with_the_command_that_removes_it(project, capsys):
    row = stored(prose(30) + "\n\nThe report says that they had sex. She was sixteen years old.", 30)
    write_json_lines(Path("dataset/metadata/documents.jsonl"), [*project, row])
    stage.main()
    assert "refused 1 stored texts; `python run.py forget --refused` removes them" in capsys.readouterr().err
