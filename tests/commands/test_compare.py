import re

import pytest

from tests.tiny_project import dvc, tiny_project
from tests.workspace import commit, run, run_well

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with one experiment that was run, and one that was queued for a worker."""
    folder = tiny_project(tmp_path_factory.mktemp("experiments") / "project")
    dvc(folder, "repro", "--quiet")
    commit(folder, "a base to compare with")
    dvc(folder, "exp", "run", "--quiet", "--name", "longer-warm-up", "-S", "train.warmup_steps=3")
    dvc(
        folder,
        "exp",
        "run",
        "--quiet",
        "--queue",
        "--name",
        "queued-warm-up",
        "-S",
        "train.warmup_steps=1",
        "-S",
        "memory.budget=60",
    )
    dvc(folder, "queue", "start", "--jobs", "1")
    dvc(folder, "queue", "logs", "--follow", "queued-warm-up")
    return folder


def columns(table: str) -> list[str]:
    """The names over a table's columns, which may be written over several lines."""
    header = next(line for line in table.splitlines() if "Experiment" in line)
    return [name.strip() for name in re.split(r"[│┃|]|\s{2,}", header) if name.strip()]


def test_experiments_stand_beside_each_other_in_few_columns(project, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    table = run_well(project, "run.py", "compare")
    assert re.search(r"longer-warm-up", table)
    assert re.search(r"queued-warm-up", table)
    assert "train.warmup_steps" in table
    assert "memory.budget" in table, "a parameter that differs is never left out"
    assert len(columns(table)) <= 8, columns(table)
    assert "recalled" not in table


def test_curves_of_several_experiments_lie_over_each_other(project):
    printed = run_well(project, "run.py", "compare", "--plots", "HEAD", "longer-warm-up", "queued-warm-up")
    assert "dvc_plots/index.html" in printed
    page = (project / "dvc_plots/index.html").read_text(encoding="utf-8")
    assert (
        page.count('"rev": "longer-warm-up"')
        == page.count('"rev": "queued-warm-up"')
        == page.count('"rev": "HEAD"')
        > 0
    )
    assert (project / "dvc_plots/curves.png").read_bytes().startswith(b"\x89PNG")


def test_an_experiment_that_is_not_there_is_one_line(project):
    done = run(project, "run.py", "compare", "--plots", "HEAD", "no-such-thing")
    assert done.returncode == 1
    assert "no-such-thing: no curve (" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_experiment_trains_from_step_zero(project):
    log = dvc(project, "queue", "logs", "queued-warm-up")
    assert re.search(r"steps 0 to \d+", log), log
