"""The notebook runs from top to bottom on a machine that has nothing, and a second machine goes on where it stopped."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_project import dvc, tiny_project
from tests.workspace import PROJECT, commit, git

pytestmark = pytest.mark.full

NOTEBOOK = PROJECT / "NanoGPT_Training.ipynb"
EXECUTE = """
import sys, nbclient, nbformat
notebook = nbformat.read(sys.argv[1], as_version=4)
try:
    nbclient.NotebookClient(notebook, timeout=900, resources={"metadata": {"path": "."}}).execute()
finally:
    nbformat.write(notebook, sys.argv[1])
"""
SETUP = f"#!/bin/sh\nln -sfn {sys.prefix} .venv\n"  # the real one takes minutes


def code_cells(path: Path) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def execute(folder: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """The notebook in an empty folder, with other settings, typed into its first cell as a person would."""
    folder.mkdir(exist_ok=True)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    lines = "".join(first["source"]).splitlines()
    known = [line.split(" = ")[0] for line in lines]
    assert set(settings) <= set(known)
    first["source"] = "\n".join(
        f"{name} = {settings[name]!r}" if name in settings else line for name, line in zip(known, lines, strict=True)
    )
    (folder / "run.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    names = {
        f"GIT_{who}_{what}": f"{what.lower()}@localhost"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **names, "IPYTHONDIR": str(folder / "ipython")}
    environment.pop("PYTHONPATH", None)
    command = [sys.executable, "-c", EXECUTE, "run.ipynb"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def printed(folder: Path) -> str:
    outputs = [output for cell in code_cells(folder / "run.ipynb") for output in cell["outputs"]]
    return "".join("".join(output.get("text", "")) for output in outputs)


def step(folder: Path) -> int:
    return json.loads((folder / "miniature-memory/checkpoints/latest/state.json").read_text())["step"]


@pytest.fixture
def repository(tmp_path) -> Path:
    """A bare repository of a project whose prepared text lies in the remote; nothing was trained."""
    source = tmp_path / "source"
    tiny_project(source)
    (source / "setup.sh").write_text(SETUP)
    (source / ".gitignore").write_text((source / ".gitignore").read_text() + "/.venv\n")
    dvc(source, "repro", "--quiet", "prepare")
    dvc(source, "remote", "add", "--local", "--default", "storage", str(tmp_path / "storage"))
    dvc(source, "push", "--quiet")
    commit(source, "prepared")
    git(tmp_path, "clone", "-q", "--bare", str(source), str(tmp_path / "repository.git"))
    return tmp_path / "repository.git"


def test_second_machine_goes_on_where_the_first_stopped(repository, tmp_path):
    settings = {"REPOSITORY": str(repository), "STORAGE": str(tmp_path / "storage"), "STEPS": 2, "INTERVALS": 2}
    one, two = tmp_path / "one", tmp_path / "two"
    done = execute(one, **settings)
    assert done.returncode == 0, done.stderr + printed(one)
    assert step(one) == 4
    assert "steps 0 to 2" in printed(one) and "steps 2 to 4" in printed(one)
    assert "<svg" in NOTEBOOK.read_text() or any(
        "<svg" in json.dumps(cell["outputs"]) for cell in code_cells(one / "run.ipynb")
    )
    done = execute(two, **settings, PUSH_TO_GIT=True)
    assert done.returncode == 0, done.stderr + printed(two)
    assert "saved at step 4" in printed(two)
    assert "steps 4 to 6" in printed(two)
    assert step(two) == 8
    assert not (two / "miniature-memory/dataset/raw").exists(), "training needs no raw text"
    history = git(repository, "log", "--format=%s", "main").splitlines()
    assert history[:3] == ["Evaluated", "Trained to step 8", "Trained to step 6"]
    assert sorted(path.name for path in (tmp_path / "storage/locks").glob("*/*")) == [
        "00000002",
        "00000004",
        "00000006",
        "00000008",
    ]
    archive = tmp_path / "uploaded.tar.gz"  # as a hosting site packs one: a folder on top, no history
    git(repository, "archive", "--format=tar.gz", "--prefix=miniature-memory-main/", f"--output={archive}", "main")
    done = execute(tmp_path / "three", **settings | {"REPOSITORY": str(archive), "INTERVALS": 1})
    assert done.returncode == 0, done.stderr + printed(tmp_path / "three")
    assert "steps 8 to 10" in printed(tmp_path / "three")
    assert (tmp_path / "three/miniature-memory/miniature-memory-main/checkpoints/latest/state.json").exists()


def test_a_cell_that_fails_stops_the_notebook(tmp_path):
    folder = tmp_path / "one"
    done = execute(folder, REPOSITORY=str(tmp_path / "nothing.git"), STORAGE=str(tmp_path / "storage"))
    assert done.returncode != 0
    assert "git clone" in done.stderr and "exit code 128" in done.stderr
    assert [bool(cell["outputs"]) for cell in code_cells(folder / "run.ipynb")][2:] == [False] * 6


def test_on_colab_drive_is_mounted_before_anything_is_fetched(tmp_path):
    drive = tmp_path / "one/google/colab/drive.py"  # stands in for Colab's own module
    drive.parent.mkdir(parents=True)
    drive.write_text("def mount(where):\n    print('mounted', where)\n")
    nothing = str(tmp_path / "nothing.git")
    done = execute(tmp_path / "one", REPOSITORY=nothing, STORAGE="/content/drive/MyDrive/miniature-memory")
    assert "git clone" in done.stderr, "it went on to the clone, which is not there"
    assert printed(tmp_path / "one").startswith("mounted /content/drive\n")


def test_notebook_is_kept_without_outputs():
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_cells(NOTEBOOK))
