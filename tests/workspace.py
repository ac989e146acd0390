"""A fresh clone of the project, and commands in it, for the tests that run the whole pipeline."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parent.parent
REPRODUCIBLE = ["crawl", "extract", "dedup", "clean", "prepare"]  # stages that give the same bytes everywhere


def fresh_clone(target: Path) -> Path:
    """The project as `git clone` would bring it if all were committed as it is now, in a repository of its own."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    tracked = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (PROJECT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target / name)
    git(target, "init", "-q", "-b", "main")
    commit(target, "the project")
    return target


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it printed."""
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@localhost.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def commit(folder: Path, message: str) -> None:
    """Commit everything that git does not ignore."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


def environment() -> dict[str, str]:
    """This environment, with this Python's programs first, as an activated .venv has it."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run(folder: Path, *arguments: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
    """`python ARGUMENTS` in a folder; the exit code is the caller's to judge."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=timeout, check=False
    )


def run_well(folder: Path, *arguments: str, timeout: float = 600) -> str:
    """`python ARGUMENTS`, which must succeed; what it printed."""
    done = run(folder, *arguments, timeout=timeout)
    assert done.returncode == 0, f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def set_params(folder: Path, changes: dict[str, Any]) -> None:
    """Change values of params.yaml, named as `section.key`."""
    path = folder / "params.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, value in changes.items():
        *sections, key = name.split(".")
        place = content
        for section in sections:
            place = place[section]
        assert key in place, name
        place[key] = value
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def locked_outs(folder: Path, stage: str) -> dict[str, str]:
    """What dvc.lock records for a stage: path to hash."""
    lock = yaml.safe_load((folder / "dvc.lock").read_text(encoding="utf-8"))
    return {out["path"]: out["md5"] for out in lock["stages"][stage]["outs"]}


def dvc(folder: Path, *arguments: str) -> str:
    """`dvc ARGUMENTS`, which must succeed; what it printed."""
    return run_well(folder, "-m", "dvc", *arguments)


def report(folder: Path, stage: str) -> dict[str, Any]:
    """A stage's report."""
    return json.loads((folder / "reports" / f"{stage}.json").read_text(encoding="utf-8"))


def raw_files(folder: Path) -> dict[str, bytes]:
    """Raw texts by name."""
    return {path.name: path.read_bytes() for path in (folder / "dataset/raw/text").glob("??/*.txt")}
