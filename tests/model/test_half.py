"""float16 with a scaled loss, as on GPUs without bfloat16; a CPU computes it too."""

import numpy as np
import pytest
import torch

from model.batches import Windows
from model.gpt import GPT
from model.optimizer import Optimizer
from model.plan import Plan
from model.run import nothing
from model.state import State
from model.team import Team
from model.trainer import Trainer
from pipeline.errors import DataError
from tests.model.test_growth import PARAMS, language
from tests.model.tiny import CONFIG


def trainer(dtype):
    torch.manual_seed(1)
    model, text = GPT(CONFIG), language(1)

    def windows(length):
        return Windows(text, length, 1, None, 0.0, 1, None)

    optimizer = Optimizer(model, 0.01, 0.02, 0.95, 0.05)
    return Trainer(model, optimizer, windows, 4, PARAMS, Plan("cpu", 1, dtype, 1, 4), Team(0, 1))


def begin(steps, **scaler):
    state = State.model_construct(step=0, target=steps, stretch_start=0, data_start=0, tokens_seen=0, scaler=scaler)
    state.loss_sum, state.loss_count = 0.0, 0
    return state


def losses(dtype, steps):
    run, state = trainer(dtype), begin(steps, **({"scale": 65536.0, "good": 0} if dtype == "float16" else {}))
    found = []
    while state.step < steps:
        run.step(state, nothing)
        found.append(state.loss_sum - sum(found))
    return found


def test_float16_learns_what_float32_learns():
    torch.set_num_threads(1)
    half, exact = losses("float16", 60), losses("float32", 60)
    assert np.mean(exact[-5:]) < 0.8 * exact[0], "there was something to learn"
    assert np.mean(half[-5:]) == pytest.approx(np.mean(exact[-5:]), rel=0.05)


def test_an_overflow_leaves_the_weights_alone_and_halves_the_scale():
    run, state = trainer("float16"), begin(10, scale=2.0**60, good=7)
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    run.step(state, nothing)
    assert all(torch.equal(before[name], value) for name, value in run.model.state_dict().items())
    assert state.scaler == {"scale": 2.0**59, "good": 0}
    assert state.step == 1, "the batch is not read again"
    momenta = [value for name, value in run.optimizer.tensors().items() if name.startswith("muon.")]
    assert momenta
    assert not any(momentum.any() for momentum in momenta), "nor does it leave a trace in the optimiser"


def test_the_scale_grows_after_two_thousand_steps_without_overflow():
    run, state = trainer("float16"), begin(10, scale=1024.0, good=1999)
    run.step(state, nothing)
    assert state.scaler == {"scale": 2048.0, "good": 0}
    run.step(state, nothing)
    assert state.scaler == {"scale": 2048.0, "good": 1}


def test_elsewhere_a_loss_that_is_not_finite_ends_the_run():
    run = trainer("float32")
    with torch.no_grad():
        run.model.embedding.weight.fill_(torch.nan)
    with pytest.raises(DataError, match=r"loss is not finite at step 0; lower the preset's learning rates"):
        run.step(begin(10), nothing)
