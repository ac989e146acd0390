"""`run.py clean-disk` tells what can go, and takes nothing that is named anywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from commands.clean_disk import main, working_files
from pipeline.errors import DataError
from pipeline.files import write_text
from tests.workspace import commit, git


def fill() -> None:
    for name in (
        ".cache/dedup/table",
        ".cache/crawl.sqlite",
        ".cache/demo-1/dataset/raw/text/aa/a.txt",
        ".cache/merge/checkpoints/latest/state.json",
        "dataset/raw/text/aa/real.txt",
        "dataset/raw/text/aa/.half.txt.77.tmp",
        "checkpoints/.latest.tmp/model.safetensors",
        "exports/.hf.12.tmp/README.md",
        "exports/hf/README.md",
        "stages/__pycache__/clean.pyc",
        ".venv/lib/__pycache__/kept.pyc",
        ".mypy_cache/x.json",
    ):
        write_text(Path(name), "0123456789")


def present() -> list[str]:
    return sorted(
        str(path)
        for path in Path().rglob("*")
        if path.is_file() and ".dvc" not in path.parts and ".git" not in path.parts
    )


KEPT = [
    ".cache/demo-1/dataset/raw/text/aa/a.txt",
    ".cache/merge/checkpoints/latest/state.json",
    ".venv/lib/__pycache__/kept.pyc",
    "dataset/raw/text/aa/real.txt",
    "exports/hf/README.md",
]


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_leftovers_and_caches_are_found_and_what_holds_data_is_not(workspace):
    fill()
    found = {str(path) for one in working_files() for path in one.paths}
    assert found == {
        ".cache/dedup",
        ".cache/crawl.sqlite",
        "dataset/raw/text/aa/.half.txt.77.tmp",
        "checkpoints/.latest.tmp",
        "exports/.hf.12.tmp",
        "stages/__pycache__",
        ".mypy_cache",
    }
    assert [one.bytes() for one in working_files()] == [20, 30, 20]


def test_a_crawl_or_a_training_at_work_keeps_it_out(workspace):
    fill()
    with FileLock(".cache/train.lock"), pytest.raises(DataError, match="a crawl or a training is at work"):
        main(["--yes"])
    assert Path(".cache/dedup/table").exists()


def dvc(*arguments: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "dvc", *arguments]
    return subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True).stdout


@pytest.mark.full
def test_versions_that_a_commit_or_the_workspace_names_stay(workspace, capsys):
    git(workspace, "init", "-q", "-b", "main")
    dvc("init", "-q")
    write_text(
        Path(".gitignore"), "/data\n/.cache\n/dataset\n/checkpoints\n/exports\n/.venv\n__pycache__\n/.mypy_cache\n"
    )
    for version in ("committed", "abandoned" * 1000, "present"):
        write_text(Path("data/text.txt"), version)
        dvc("add", "-q", "data")
        if version == "committed":
            commit(workspace, "a version")
    fill()
    stored = lambda: {path.read_text() for path in Path(".dvc/cache/files/md5").rglob("*") if path.is_file()}  # noqa: E731
    before = present()
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "0.0 MB  versions in DVC's cache" in said and "--yes` removes it" in said
    assert set(present()) == set(before)
    assert main(["--yes"]) == 0
    assert "reclaimed" in capsys.readouterr().err
    assert [path for path in present() if path not in (".gitignore", ".dvcignore", "data.dvc", "data/text.txt")] == KEPT
    left = {text for text in stored() if not text.startswith("[")}
    assert left == {"committed", "present"}
    shutil.rmtree("data")
    dvc("checkout", "-q")
    assert Path("data/text.txt").read_text() == "present"
    present_version = Path("data.dvc").read_text()
    for listing in Path(".dvc/cache/files/md5").rglob("*.dir"):
        if f"{listing.parent.name}{listing.name}" not in present_version:
            listing.unlink()  # as in a clone that has pulled the present version alone
    assert main(["--yes"]) == 0
    assert {text for text in stored() if not text.startswith("[")} == {"present"}
