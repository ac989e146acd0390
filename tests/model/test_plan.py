from dataclasses import replace

import pytest
import torch

from model.params import TrainParams
from model.plan import Plan, choose_plan, faster, memory_mb, micro_batch_that_fits, this_machine
from pipeline.errors import DataError
from tests.model.tiny import CONFIG


def params(**changes):
    values = {"dtype": "float32", "threads": 1, "max_memory_mb": 1000, "activation_checkpointing": False, **changes}
    return TrainParams.model_construct(**values)


def test_a_later_choice_must_be_a_tenth_faster_and_the_first_round_does_not_count():
    slow_start = [{1: 1.0, 2: 90.0}, {1: 1.0, 2: 0.8}, {1: 1.0, 2: 0.9}]
    assert faster([1, 2], slow_start) == 2
    assert faster([1, 2], [{1: 1.0, 2: 0.0}, {1: 1.0, 2: 0.95}]) == 1


def test_threads_are_measured_and_those_asked_for_are_taken():
    before = torch.get_num_threads()
    assert choose_plan(CONFIG, 4, params(threads="auto")).threads in {1, before}
    assert choose_plan(CONFIG, 4, params(threads=3)) == Plan(*this_machine(), "float32", 3, 4)
    assert torch.get_num_threads() == before


def test_a_plan_is_kept_until_machine_or_params_contradict_it():
    plan = Plan(*this_machine(), "float32", 2, 4)
    assert plan.fits(CONFIG, params(dtype="auto", threads="auto"))
    for change in ({"dtype": "bfloat16"}, {"threads": 1}, {"max_memory_mb": 100}):
        assert not plan.fits(CONFIG, params(**{"threads": 2, **change}))
    assert not Plan("cpu", 999, "float32", 2, 4).fits(CONFIG, params(threads=2))


def test_activation_checkpointing_makes_room_for_more_windows():
    deep = replace(CONFIG, n_layer=12, block_size=256)
    limit = int(memory_mb(deep, 16, params())) + 1
    assert micro_batch_that_fits(deep, 64, params(max_memory_mb=limit)) == 16
    assert micro_batch_that_fits(deep, 64, params(max_memory_mb=limit, activation_checkpointing=True)) == 64


def test_a_limit_below_one_window_is_refused_with_what_helps():
    with pytest.raises(DataError, match=r"max_memory_mb is 300.*set train.activation_checkpointing"):
        micro_batch_that_fits(CONFIG, 4, params(max_memory_mb=300))
