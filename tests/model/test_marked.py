from model.marked import forgotten_documents, warn_of_forgotten
from pipeline.files import write_json_lines, write_text
from pipeline.tombstones import TOMBSTONES, Tombstone

GONE, KEPT = "a" * 64, "b" * 64


def bury(*documents):
    stone = Tombstone(urls=[], pages=[], documents=list(documents), reason="x", forgotten_at="2026-01-01T00:00:00Z")
    write_json_lines(TOMBSTONES, [stone])


def test_checkpoint_that_learnt_a_forgotten_document_is_marked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_text(tmp_path / "checkpoints/best/documents.txt", f"{GONE}\n{KEPT}\n")
    bury(GONE)
    assert forgotten_documents(tmp_path / "checkpoints/best") == [GONE]
    warn_of_forgotten(tmp_path / "checkpoints/best")
    assert "trained on 1 documents that were forgotten since (aaaaaaaaaaaa ...)" in capsys.readouterr().err


def test_older_best_checkpoint_is_judged_by_the_latest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_text(tmp_path / "checkpoints/latest/documents.txt", f"{GONE}\n")
    bury(GONE)
    assert forgotten_documents(tmp_path / "checkpoints/best") == [GONE]


def test_checkpoint_without_forgotten_documents_says_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_text(tmp_path / "checkpoints/latest/documents.txt", f"{KEPT}\n")
    warn_of_forgotten(tmp_path / "checkpoints/latest")
    bury(GONE)
    warn_of_forgotten(tmp_path / "checkpoints/latest")
    assert capsys.readouterr().err == ""
