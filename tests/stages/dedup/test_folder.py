import json
import os

import pytest

from commands.dedup import main
from pipeline.errors import DataError
from stages.dedup import dedup_folder
from tests.stages.dedup.prose import BASE, PARAMS, PROJECT, edited, prose


def found(folder) -> dict[str, dict]:
    output = folder.parent / "found.jsonl"
    dedup_folder(folder, output, PARAMS)
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    return {row.pop("id"): row for row in rows}


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


def test_folder_gets_one_line_per_file(texts):
    for name, text in {"b": BASE, "a": BASE[:2500], "c": "alone", "d": edited(BASE, 0.05), "e": BASE}.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    (texts / "notes.md").write_text(BASE, encoding="utf-8")
    rows = found(texts)
    fields = ("duplicate_of", "contained_in", "similarity", "kind")
    assert {name: tuple(row[field] for field in fields) for name, row in rows.items()} == {
        "a": (None, "b", pytest.approx(1, abs=0.01), "contained"),
        "b": (None, None, None, None),
        "c": (None, None, None, None),
        "d": ("b", None, pytest.approx(0.86, abs=0.04), "near"),
        "e": ("b", None, 1.0, "exact"),
    }
    assert {len(row["simhash"]) for row in rows.values()} == {32}
    assert rows["b"]["simhash"] == rows["e"]["simhash"]


def test_files_in_nested_folders_are_read_and_hidden_ones_are_not(texts):
    (texts / "sub" / "deeper").mkdir(parents=True)
    (texts / ".git").mkdir()
    for name in ("b.txt", "sub/a.TXT", "sub/deeper/c.txt", ".git/d.txt", "sub/.e.txt"):
        (texts / name).write_text(BASE, encoding="utf-8")
    assert {name: row["duplicate_of"] for name, row in found(texts).items()} == {"a": None, "b": "a", "c": "a"}


def test_any_bytes_are_a_text(texts):
    text = "“Café,” she said, and closed the door of the house by the old harbour behind her."
    contents = {
        "utf8": text.encode(),
        "latin": text.encode("cp1252"),
        "marked": text.encode("utf-8-sig"),
        "utf16": text.encode("utf-16"),
        "mac": text.encode("mac-roman"),
        "empty": b"",
        "zeros": bytes(1000),
        "noise": bytes(range(256)) * 40,
    }
    for name, content in contents.items():
        (texts / f"{name}.txt").write_bytes(content)
    rows = found(texts)
    assert {name for name, row in rows.items() if row["duplicate_of"] == "latin"} == {"utf8", "marked", "utf16", "mac"}
    assert [rows[name]["kind"] for name in ("empty", "zeros", "noise")] == [None] * 3


def test_two_files_of_one_stem_are_an_error(texts):
    (texts / "sub").mkdir()
    for name in ("a.txt", "sub/a.txt"):
        (texts / name).write_text("x")
    with pytest.raises(DataError, match=r"a\.txt and sub/a\.txt have one stem, the id; rename one"):
        found(texts)


def test_folder_without_texts_is_an_error(texts):
    with pytest.raises(DataError, match=r"no \.txt files; name a folder that holds some"):
        found(texts)


def test_missing_folder_is_an_error(texts):
    with pytest.raises(DataError, match=r"nowhere: cannot be listed \(No such file"):
        found(texts / "nowhere")


def test_file_that_cannot_be_read_is_named(texts):
    (texts / "a.txt").write_text("x")
    (texts / "b.txt").symlink_to("nowhere")
    with pytest.raises(DataError, match=r"b\.txt: cannot be read \(No such file.*\); mend it or move it away"):
        found(texts)


def test_name_that_is_not_utf8_is_an_error(texts):
    try:
        (texts / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system refuses such a name")
    with pytest.raises(DataError, match="is a name that is not UTF-8; rename the file"):
        found(texts)


def test_command_writes_the_same_bytes_with_one_worker_and_two(texts, monkeypatch):
    monkeypatch.chdir(PROJECT)
    for number in range(300):
        (texts / f"{number:03d}.txt").write_text(edited(prose(number // 3, 60), 0.03, number), encoding="utf-8")
    for workers in ("1", "2"):
        monkeypatch.setenv("WORKERS", workers)
        output = texts.parent / f"{workers}.jsonl"
        assert main(["--input", str(texts), "--output", str(output)]) == 0
    assert (texts.parent / "1.jsonl").read_bytes() == (texts.parent / "2.jsonl").read_bytes()
    assert (texts.parent / "1.jsonl").read_bytes().count(b'"near"') >= 190
