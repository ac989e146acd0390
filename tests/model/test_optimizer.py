import pytest
import torch

from model.gpt import GPT
from model.optimizer import ROUNDS, Optimizer, Schedule
from tests.model.tiny import CONFIG


def twins():
    torch.manual_seed(1)
    one, other = GPT(CONFIG), GPT(CONFIG)
    other.load_state_dict(one.state_dict())
    return one, other


def give_gradients(model, seed):
    generator = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        parameter.grad = torch.randn(parameter.shape, generator=generator)


def test_stacked_muon_moves_matrices_as_torch_does():
    ours, theirs = twins()
    optimizer = Optimizer(ours, adamw_rate=0.01, muon_rate=0.02, momentum=0.95, weight_decay=0.1)
    optimizer.dtype = torch.bfloat16  # torch's own always works in it
    matrices = [p for p in theirs.blocks.parameters() if p.ndim == 2]
    reference = torch.optim.Muon(matrices, lr=0.02, weight_decay=0.1, momentum=0.95, ns_steps=ROUNDS)
    for step in range(3):
        give_gradients(ours, step)
        give_gradients(theirs, step)
        optimizer.step(1.0)
        reference.step()
    for name, parameter in theirs.named_parameters():
        if name.startswith("blocks.") and parameter.ndim == 2:
            torch.testing.assert_close(ours.get_parameter(name), parameter, atol=2e-3, rtol=0)


def test_a_restored_optimizer_goes_on_bit_for_bit():
    one, other = twins()
    first = Optimizer(one, 0.01, 0.02, 0.95, 0.1)
    give_gradients(one, 1)
    first.step(1.0)
    saved = {name: tensor.clone() for name, tensor in first.tensors().items()}
    other.load_state_dict(one.state_dict())
    second = Optimizer(other, 0.01, 0.02, 0.95, 0.1)
    second.restore(saved)
    for model, optimizer in ((one, first), (other, second)):
        give_gradients(model, 2)
        optimizer.step(0.5)
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_every_parameter_is_moved_by_one_of_the_two():
    model, _ = twins()
    before = {name: parameter.clone() for name, parameter in model.named_parameters()}
    give_gradients(model, 1)
    Optimizer(model, 0.01, 0.02, 0.95, 0.0).step(1.0)
    assert [name for name, parameter in model.named_parameters() if torch.equal(parameter, before[name])] == []


def test_the_rate_warms_up_stays_and_falls_to_zero_at_the_target():
    schedule = Schedule(start=100, target=200, warmup_steps=10, decay_share=0.4)
    assert schedule.factor(100) == pytest.approx(0.1)
    assert schedule.factor(109) == schedule.factor(159) == 1.0
    assert schedule.factor(180) == pytest.approx(0.5)
    assert schedule.factor(199) == pytest.approx(1 / 40)
