"""The demo from scratch in a fresh clone: the same bytes, little memory; `run.py check --full` runs it."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.peak_memory import Usage, measure
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
    run_well,
)

pytestmark = pytest.mark.full


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
    found = {row["url"]: [row["status"], row["reason"]] for row in rows}
    wrong = {
        row["url"]: found.get(row["url"])
        for row in expected
        if found.get(row["url"]) not in [[row["status"], row["reason"]], *row.get("also", [])]
    }
    assert wrong == {}


def test_second_repro_does_nothing(demo):
    before = (demo / "dvc.lock").read_bytes()
    assert "Running stage" not in dvc(demo, "repro")
    assert (demo / "dvc.lock").read_bytes() == before
    assert "up to date" in dvc(demo, "status")


def test_pull_in_another_clone_brings_everything_back(demo, tmp_path):
    dvc(demo, "remote", "add", "--default", "storage", str(tmp_path / "remote"))
    dvc(demo, "push", "--quiet")
    commit(demo, "ran the demo")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(demo), str(other))
    dvc(other, "pull", "--quiet")
    assert "Running stage" not in dvc(other, "repro")
    assert (other / "dvc.lock").read_bytes() == (demo / "dvc.lock").read_bytes()
    assert raw_files(other) == raw_files(demo)
    run_well(other, "run.py", "validate")
