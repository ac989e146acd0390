import json
import shutil
from pathlib import Path

import pytest
import yaml

from pipeline.files import document_path, read_json_lines, sha256, write_json_lines, write_text
from pipeline.records import DocumentRecord
from stages.dedup import __main__ as stage
from stages.dedup import overlaps, table
from tests.stages.dedup.prose import BASE, PARAMS, edited, prose

DOCUMENTS = Path("dataset/metadata/documents.jsonl")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with an original, an edited copy, an excerpt, a superseded text and another story."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params.yaml").write_text(yaml.safe_dump({"dedup": PARAMS.model_dump()}), encoding="utf-8")
    texts = {"base": BASE, "edited": edited(BASE, 0.05), "part": BASE[:2500], "old": BASE + " old", "other": prose(2)}
    rows = []
    for name, text in texts.items():
        record = DocumentRecord(
            id=sha256(text.encode()),
            pages=["p"],
            urls=[f"https://site.example/{name}"],
            first_seen="2026-01-01T00:00:00Z",
            title=name,
            language="en",
            characters=len(text),
            status="superseded" if name == "old" else "current",
        )
        write_text(document_path(Path("dataset/raw/text"), record.id), text)
        rows.append(record)
    write_json_lines(DOCUMENTS, sorted(rows, key=lambda row: row.id))


def outputs() -> dict[str, bytes]:
    paths = [Path("dataset/metadata") / f"{n}.jsonl" for n in ("duplicates", "fingerprints", "boilerplate")]
    return {path.name: path.read_bytes() for path in [*paths, Path("reports/dedup.json")]}


def test_stage_writes_the_same_bytes_with_any_index_workers_and_order(project, monkeypatch):
    stage.main()
    expected = outputs()
    report = json.loads(expected["dedup.json"])
    assert report["dropped"] == {"contained": 1, "near": 1}
    assert (report["documents_in"], report["documents_out"]) == (4, 2), "the superseded text takes no part"
    stage.main()
    assert outputs() == expected, "with a full index"
    shutil.rmtree(".cache/dedup")
    for module in (table, overlaps):
        monkeypatch.setattr(module, "FEW", 1)
        monkeypatch.setattr(module, "BATCH", 1)
    monkeypatch.setenv("WORKERS", "2")
    stage.main()
    assert outputs() == expected, "without an index, with two workers"
    rows = list(read_json_lines(DOCUMENTS, DocumentRecord))
    write_json_lines(DOCUMENTS, reversed(rows))
    stage.main()
    assert outputs() == expected, "in another order"


def test_new_parameters_do_not_use_an_old_index(project):
    stage.main()
    Path("params.yaml").write_text(
        yaml.safe_dump({"dedup": PARAMS.model_dump() | {"min_sketch": 1000}}), encoding="utf-8"
    )
    before = {path.name for path in Path(".cache/dedup").iterdir()}
    stage.main()
    assert {path.name for path in Path(".cache/dedup").iterdir()}.isdisjoint(before)


def test_every_current_document_has_a_fingerprint(project):
    stage.main()
    rows = [json.loads(line) for line in outputs()["fingerprints.jsonl"].splitlines()]
    assert len(rows) == 4
    assert {len(row["simhash"]) for row in rows} == {32}


def test_no_documents_are_no_error(project):
    write_json_lines(DOCUMENTS, [])
    stage.main()
    assert outputs()["duplicates.jsonl"] == b""
