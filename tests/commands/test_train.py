"""`run.py train` moves the target on by an interval; tests/test_notebook.py runs it to its end."""

from pathlib import Path

import pytest

from commands.train import aim, main, present_step
from model.params import TrainParams
from pipeline.errors import ParamsError
from pipeline.params import load_params


def test_target_moves_and_nothing_else_in_the_file_changes(workspace):
    before = Path("params.yaml").read_text(encoding="utf-8").splitlines()
    aim(1234)
    after = Path("params.yaml").read_text(encoding="utf-8").splitlines()
    params = load_params("train", TrainParams)
    assert (params.min_steps, params.epochs) == (1234, 0.0)
    assert len(after) == len(before)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.split(":")[0].strip() for _, new in changed] == ["min_steps", "epochs"]
    assert all(("#" in old) == ("#" in new) for old, new in changed), "comments stay"


def test_training_that_has_not_begun_is_at_step_0(workspace):
    assert present_step() == 0


@pytest.mark.parametrize("arguments", [["--steps", "0"], ["--steps", "5", "--times", "0"]])
def test_an_interval_without_a_step_is_refused(workspace, arguments):
    with pytest.raises(ParamsError, match=r"is below 1; give 1 or more"):
        main(arguments)
