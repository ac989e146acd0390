import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import DataError
from pipeline.files import RAW_TEXT, document_path, read_document, read_json_lines, replacing, sha256, write_text
from pipeline.records import RejectedRecord


def test_file_is_whole_or_absent(tmp_path):
    with pytest.raises(RuntimeError), replacing(tmp_path / "a.txt") as file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_failed_write_keeps_the_old_content(tmp_path):
    write_text(tmp_path / "a.txt", "old")
    with pytest.raises(RuntimeError), replacing(tmp_path / "a.txt") as file:
        file.write(b"new")
        raise RuntimeError
    assert (tmp_path / "a.txt").read_text() == "old"


def test_kill_in_the_middle_of_a_write_leaves_the_old_file(tmp_path):
    write_text(tmp_path / "a.txt", "old")
    code = (
        "import os, signal, sys; from pathlib import Path; from pipeline.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'new'); file.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt")], check=False, env=environment)
    assert (tmp_path / "a.txt").read_text() == "old"
    assert [path.name for path in tmp_path.glob("*.txt") if not path.name.startswith(".")] == ["a.txt"]


def test_full_disk_is_one_clear_line(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with pytest.raises(DataError, match=r"cannot be written \(.*; free space"), replacing(tmp_path / "a.txt") as file:
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")
        file.write(b"never")


def test_edited_raw_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = sha256(b"as it was")
    write_text(document_path(RAW_TEXT, name), "as it is")
    with pytest.raises(DataError, match="edited"):
        read_document(RAW_TEXT, name)


def test_missing_document_names_dvc_pull(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match="dvc pull"):
        read_document(RAW_TEXT, sha256(b""))


def test_damaged_line_is_named_with_its_number(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id":"a","stage":"clean","reason":"x","figures":{}}\n{"id":"b"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"rows.jsonl:2: stage: Field required; restore the file"):
        list(read_json_lines(path, RejectedRecord))
