"""The demo from scratch in fresh clones: the same bytes, little memory, nothing lost; `run.py check --full` runs it."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.peak_memory import Usage, measure
from tests.workspace import PROJECT, commit, environment, fresh_clone, git, locked_outs, run, run_well, set_params

pytestmark = pytest.mark.full

REPRODUCIBLE = ["crawl", "extract", "dedup", "clean", "prepare"]
QUICK = {"train.min_steps": 40, "train.epochs": 0.01, "train.checkpoint_steps": 10, "evaluate.sample_characters": 200}
MORE = "dataset/demo/more_urls.txt"


def dvc(folder: Path, *arguments: str) -> str:
    return run_well(folder, "-m", "dvc", *arguments)


def report(folder: Path, stage: str) -> dict:
    return json.loads((folder / "reports" / f"{stage}.json").read_text(encoding="utf-8"))


def raw_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "dataset/raw/text").glob("??/*.txt")}


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> tuple[Path, Usage]:
    """A fresh clone in which `run.py` has run once."""
    folder = fresh_clone(tmp_path_factory.mktemp("demo"))
    usage = measure([sys.executable, "run.py"], folder, environment())
    return folder, usage


@pytest.fixture(scope="module")
def demo(finished) -> Path:
    folder, usage = finished
    assert usage.exit_code == 0
    return folder


@pytest.fixture
def copy(demo, tmp_path) -> Path:
    """The finished clone, to be changed."""
    shutil.copytree(demo, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


def test_demo_runs_to_its_end_in_under_2_gb(finished):
    _, usage = finished
    assert usage.exit_code == 0
    assert usage.peak_pss_mb < 2000


def test_story_is_told_in_real_words(demo):
    assert report(demo, "evaluate")["sample_real_words"] >= 0.9
    assert len((demo / "reports/evaluate/sample.txt").read_text(encoding="utf-8")) > 500


def test_page_of_the_run_asks_nothing_of_the_network(demo):
    page = (demo / "reports/index.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 4
    assert not any(f'{attribute}="http' in page for attribute in ("src", "href"))


@pytest.mark.parametrize("stage", REPRODUCIBLE)
def test_fresh_clone_gives_the_committed_hashes(demo, stage):
    assert locked_outs(demo, stage) == locked_outs(PROJECT, stage)


def test_every_expected_url_ended_as_expected(demo):
    expected = [json.loads(line) for line in (demo / "dataset/demo/expected.jsonl").read_text().splitlines()]
    rows = map(json.loads, (demo / "dataset/metadata/urls.jsonl").read_text(encoding="utf-8").splitlines())
    found = {row["url"]: (row["status"], row["reason"]) for row in rows}
    wrong = {
        row["url"]: found.get(row["url"])
        for row in expected
        if found.get(row["url"]) != (row["status"], row["reason"])
        and list(found.get(row["url"], ())) not in [[a["status"], a["reason"]] for a in row.get("also", [])]
    }
    assert wrong == {}


def test_second_repro_does_nothing(demo):
    before = (demo / "dvc.lock").read_bytes()
    assert "Running stage" not in dvc(demo, "repro")
    assert (demo / "dvc.lock").read_bytes() == before
    assert "up to date" in dvc(demo, "status")


def test_forced_rerun_leaves_the_lock_byte_identical(copy):
    before = (copy / "dvc.lock").read_bytes()
    printed = dvc(copy, "repro", "--force")
    assert printed.count("Running stage") == 7
    assert (copy / "dvc.lock").read_bytes() == before


@pytest.mark.parametrize("workers", ["1", "3"])
def test_any_number_of_workers_gives_the_same_bytes(copy, workers, monkeypatch):
    monkeypatch.setenv("WORKERS", workers)
    shutil.rmtree(copy / ".cache/dedup", ignore_errors=True)
    before = (copy / "dvc.lock").read_bytes()
    dvc(copy, "repro", "--force", "--single-item", "extract", "dedup", "clean", "prepare")
    assert (copy / "dvc.lock").read_bytes() == before


def test_pull_in_another_clone_brings_everything_back(copy, tmp_path):
    remote = tmp_path / "remote"
    dvc(copy, "remote", "add", "--default", "storage", str(remote))
    dvc(copy, "push", "--quiet")
    commit(copy, "ran the demo")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(copy), str(other))
    dvc(other, "pull", "--quiet")
    assert "Running stage" not in dvc(other, "repro")
    assert (other / "dvc.lock").read_bytes() == (copy / "dvc.lock").read_bytes()
    assert raw_files(other) == raw_files(copy)
    run_well(other, "run.py", "validate")


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
    set_params(copy, QUICK)
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
    set_params(copy, QUICK)
    shutil.rmtree(copy / "checkpoints")
    dvc(copy, "repro")
    commit(copy, "quick")
    printed = dvc(copy, "exp", "run", "--name", "slow-rate", "-S", "train.warmup_steps=30")
    assert "steps 0 to 40" in printed
    assert "slow-rate" in dvc(copy, "exp", "show", "--csv")
    assert "warmup_steps" in dvc(copy, "params", "diff")


def kill_during(folder: Path, stage: str, wait: float) -> None:
    """Start `run.py`, kill everything it started with -9 when a stage has been at work for `wait` seconds."""
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
        if line.startswith(f"{stage}: "):
            time.sleep(wait)
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def test_kill_in_any_stage_loses_nothing(tmp_path):
    folder = fresh_clone(tmp_path / "clone")
    set_params(folder, QUICK)
    rng = random.Random(1)
    waits = {"crawl": 4.0, "extract": 1.0, "dedup": 0.1, "clean": 0.3, "prepare": 0.1, "train": 4.0, "evaluate": 2.0}
    for stage, longest in waits.items():
        kill_during(folder, stage, rng.uniform(0, longest))
    run_well(folder, "run.py")
    for stage in REPRODUCIBLE:
        assert locked_outs(folder, stage) == locked_outs(PROJECT, stage), stage
    leftovers = [path for path in folder.glob("dataset/**/.*.tmp") if path.is_file()]
    assert [path for path in leftovers if "raw" in path.parts] == []
