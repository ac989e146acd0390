"""The demo with a tiny network, and what may befall it: growth, kills, edits; `run.py check --full` runs it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tiny_project import SETTINGS
from tests.workspace import (
    PROJECT,
    REPRODUCIBLE,
    commit,
    dvc,
    environment,
    fresh_clone,
    git,
    locked_outs,
    raw_files,
    report,
    run,
    run_well,
    set_params,
)

pytestmark = pytest.mark.full

TINY = ("model.", "train.", "evaluate.")
QUICK = {name: value for name, value in SETTINGS.items() if name.startswith(TINY)}
QUICK |= {"train.epochs": 0.1, "train.evaluate_steps": 100, "train.checkpoint_steps": 20}
MORE = "dataset/demo/more_urls.txt"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """A fresh clone in which a short `run.py` has run once."""
    folder = fresh_clone(tmp_path_factory.mktemp("quick"))
    set_params(folder, QUICK)
    run_well(folder, "run.py")
    return folder


@pytest.fixture
def copy(demo, tmp_path) -> Path:
    """The finished clone, to be changed."""
    shutil.copytree(demo, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


@pytest.mark.parametrize("workers", ["1", "3"])
def test_any_number_of_workers_gives_the_same_bytes(copy, workers, monkeypatch):
    monkeypatch.setenv("WORKERS", workers)
    shutil.rmtree(copy / ".cache/dedup", ignore_errors=True)
    before = (copy / "dvc.lock").read_bytes()
    dvc(copy, "repro", "--force", "--single-item", "extract", "dedup", "clean", "prepare")
    assert (copy / "dvc.lock").read_bytes() == before


def test_forced_rerun_leaves_the_lock_byte_identical(copy):
    before = (copy / "dvc.lock").read_bytes()
    printed = dvc(copy, "repro", "--force")
    assert printed.count("Running stage") == 7
    assert (copy / "dvc.lock").read_bytes() == before


def test_growth_adds_documents_and_training_goes_on(copy):
    before, steps = raw_files(copy), report(copy, "train")["steps"]
    first_seen = (copy / "dataset/metadata/urls.jsonl").read_text(encoding="utf-8").splitlines()
    printed = run_well(copy, "run.py", "crawl", "--urls", MORE)
    after = raw_files(copy)
    assert len(after) == len(before) + 4
    assert {name: after[name] for name in before} == before
    assert set(first_seen) <= set((copy / "dataset/metadata/urls.jsonl").read_text(encoding="utf-8").splitlines())
    assert f"steps {steps} to {report(copy, 'train')['steps']}" in printed
    assert report(copy, "train")["steps"] > steps
    assert "Running stage" not in dvc(copy, "repro")


def test_grown_corpus_that_was_not_pulled_is_never_crawled_from_zero(copy, tmp_path):
    run_well(copy, "run.py", "crawl", "--urls", MORE, "--no-repro")
    commit(copy, "grew")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(copy), str(other))
    done = run(other, "run.py")
    assert done.returncode == 1
    assert "dvc pull" in done.stderr
    assert not (other / "dataset/pages").exists()


def test_training_refuses_to_start_from_zero_in_silence(copy):
    set_params(copy, {"crawl.demo_site": False})
    shutil.rmtree(copy / "checkpoints")
    done = run(copy, "-m", "stages.train")
    assert done.returncode == 1
    assert "dvc pull" in done.stderr
    assert "--fresh" in done.stderr
    assert not (copy / "checkpoints/latest").exists()


def test_edited_raw_file_stops_the_run_before_anything_is_done(copy):
    path = next((copy / "dataset/raw/text").glob("??/*.txt"))
    path.write_text(path.read_text(encoding="utf-8") + "edited", encoding="utf-8")
    done = run(copy, "run.py")
    assert done.returncode == 1
    assert done.stderr.startswith(str(path.relative_to(copy)))
    assert len(done.stderr.splitlines()) == 1


def test_no_browser_is_one_clear_line(tmp_path):
    folder = fresh_clone(tmp_path / "clone")
    bare = {**environment(), "PATH": "/nowhere", "PLAYWRIGHT_BROWSERS_PATH": "/nowhere"}
    bare.pop("CHROMIUM", None)
    command = [sys.executable, "-m", "stages.crawl"]
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no Chromium" in done.stderr.splitlines()[-1]
    assert "crawl.render" in done.stderr.splitlines()[-1]
    assert not (folder / "dataset/pages").exists()


def test_skipping_steps_runs_training_and_evaluation_alone(copy):
    set_params(copy, {"sampling.temperature": 0.65})
    printed = run_well(copy, "run.py", "--skip-validation", "--skip-cleaning", "--skip-preparation")
    assert "crawl: " not in printed
    assert "clean: " not in printed
    assert "evaluate: " in printed


def test_experiment_trains_from_its_own_start(copy):
    commit(copy, "quick")
    printed = dvc(copy, "exp", "run", "--name", "slow-rate", "-S", "train.warmup_steps=30")
    assert f"steps 0 to {report(copy, 'train')['steps']}" in printed
    assert "slow-rate" in dvc(copy, "exp", "show", "--csv")
    assert "warmup_steps" in dvc(copy, "params", "diff")


def kill_during(folder: Path, line_start: str, wait: float) -> None:
    """Start `run.py`, kill everything it started with -9 `wait` seconds after it said a line that begins so."""
    process = subprocess.Popen(
        [sys.executable, "run.py"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(line_start):
            time.sleep(wait)
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def test_kill_in_any_stage_loses_nothing(tmp_path):
    folder = fresh_clone(tmp_path / "clone")
    set_params(folder, QUICK | {"train.evaluate_steps": 20})
    rng = random.Random(1)
    waits = {"crawl": 4.0, "extract": 1.0, "dedup": 0.1, "clean": 0.3, "prepare": 0.1, "train": 1.0, "evaluate": 2.0}
    for stage, longest in waits.items():
        kill_during(folder, "train: step" if stage == "train" else f"{stage}: ", rng.uniform(0, longest))
    run_well(folder, "run.py")
    for stage in REPRODUCIBLE:
        assert locked_outs(folder, stage) == locked_outs(PROJECT, stage), stage
    leftovers = [path for path in folder.glob("dataset/**/.*.tmp") if path.is_file()]
    assert [path for path in leftovers if "raw" in path.parts] == []
