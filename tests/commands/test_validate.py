import subprocess
import sys

import pytest

from commands.validate import DOCUMENTS, INTERRUPTED, validate
from pipeline.errors import DataError, ParamsError
from pipeline.files import RAW_TEXT, document_path, sha256, write_json_lines, write_text
from pipeline.records import DocumentRecord
from tests.commands.conftest import PROJECT

TEXTS = ["The ferry was late.", "The lamp was lit.", "The clock had stopped."]


def row(text):
    return DocumentRecord(
        id=sha256(text.encode()),
        pages=[],
        urls=["http://lantern.example/a"],
        first_seen="2026-01-01T00:00:00Z",
        title="",
        language="en",
        characters=len(text),
        status="current",
    )


def raw_path(text):
    return document_path(RAW_TEXT, sha256(text.encode()))


@pytest.fixture
def corpus(workspace):
    for text in TEXTS:
        write_text(raw_path(text), text)
    write_json_lines(DOCUMENTS, [row(text) for text in TEXTS])
    return workspace


def problem():
    with pytest.raises(DataError) as caught:
        validate()
    return str(caught.value)


def test_sound_corpus_passes(corpus, capsys):
    validate()
    assert "3 raw files are as they should be" in capsys.readouterr().err


def test_empty_workspace_passes(workspace):
    validate()


def test_edited_raw_file_is_named_with_the_way_back(corpus):
    raw_path(TEXTS[0]).write_text("The ferry was early.")
    assert problem().startswith(f"{raw_path(TEXTS[0])}: edited")
    assert "dvc checkout --force dataset/raw" in problem()


def test_missing_raw_file_is_named(corpus):
    raw_path(TEXTS[1]).unlink()
    assert problem().startswith(f"{raw_path(TEXTS[1])}: missing")


def test_unlisted_raw_file_is_named(corpus):
    write_text(raw_path("A stranger."), "A stranger.")
    assert problem().startswith(f"{raw_path('A stranger.')}: not listed")


def test_raw_file_that_is_not_utf8_is_named(corpus):
    content = "café".encode("latin-1")
    path = document_path(RAW_TEXT, sha256(content))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert "not UTF-8" in problem()


def test_raw_file_in_the_wrong_folder_is_named(corpus):
    wrong = RAW_TEXT / "zz" / raw_path(TEXTS[0]).name
    wrong.parent.mkdir()
    raw_path(TEXTS[0]).rename(wrong)
    assert "misplaced" in problem()


def test_every_problem_is_named_not_only_the_first(corpus):
    raw_path(TEXTS[0]).write_text("edited")
    raw_path(TEXTS[1]).unlink()
    assert len(problem().splitlines()) == 2


def test_files_that_an_interrupted_extract_left_wait_for_the_next_one(corpus):
    write_text(raw_path("A stranger."), "A stranger.")
    write_text(INTERRUPTED, "")
    validate()


def test_half_written_file_is_no_raw_file(corpus):
    (raw_path(TEXTS[0]).parent / ".x.txt.12.tmp").write_bytes(b"\xff")
    validate()


def test_data_that_was_not_pulled_is_told_from_no_data(workspace):
    text = (workspace / "params.yaml").read_text()
    (workspace / "params.yaml").write_text(text.replace("demo_site: true", "demo_site: false"))
    lock = "schema: '2.0'\nstages:\n  extract:\n    outs:\n    - path: dataset/raw\n      md5: a.dir\n      nfiles: 9\n"
    (workspace / "dvc.lock").write_text(lock)
    assert problem() == "dataset/raw/text: dvc.lock records 9 raw files that are not here; run `dvc pull`"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  epochs:", "  epoch:", "params.yaml: train.epoch"),
        ("  min_steps: ", "  min_steps: many # ", "train.min_steps is 'many'"),
        ("\nsampling:", "\nsampler:\n", "sampler is not a known section; did you mean 'sampling'?"),
    ],
)
def test_wrong_parameter_is_one_line(workspace, old, new, told):
    text = (workspace / "params.yaml").read_text()
    assert old in text
    (workspace / "params.yaml").write_text(text.replace(old, new))
    with pytest.raises(ParamsError) as caught:
        validate()
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_front_door_prints_one_line_and_exits_with_1(tmp_path):
    code = (
        "import run; from pipeline.errors import DataError; import commands.validate as v\n"
        "def fail(): raise DataError('here: wrong; mend it')\n"
        "v.validate = fail\n"
        "raise SystemExit(run.main(['validate']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "here: wrong; mend it\n")


def test_validation_does_not_import_torch():
    code = "import sys, commands.params as p; p.check_every_section(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
