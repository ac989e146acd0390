import pytest
import torch
from torch.autograd import gradcheck

from model import fused
from model.gpt import GPT, rotary_table
from tests.model.tiny import CONFIG


def some(*shape):
    generator = torch.Generator().manual_seed(len(shape))
    return torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_()


def model_and_ids():
    torch.manual_seed(1)
    model = GPT(CONFIG)
    for parameter in model.parameters():  # outputs start at zero, which would make the tests pass by themselves
        torch.nn.init.normal_(parameter, mean=0.1, std=0.3)
    return model, torch.randint(CONFIG.vocab_size, (3, 32))


def plain(model, ids):
    x = model.embed(ids)
    for block in model.blocks:
        x = block(x, model.rotary[:, : ids.size(1)], None, 0)
    return model.norm(x) @ model.prediction.T


def gradients(model, logits):
    return torch.autograd.grad((logits.float() ** 2).mean(), list(model.parameters()))


@pytest.mark.parametrize("length", [32, 7])
def test_logits_and_gradients_are_those_of_the_plain_network(length):
    model, ids = model_and_ids()
    ours, theirs = model(ids[:, :length]), plain(model, ids[:, :length])
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
    for one, other in zip(gradients(model, ours), gradients(model, theirs), strict=True):
        assert (one - other).norm() <= 1e-4 * other.norm()


def test_in_bfloat16_they_are_so_to_rounding():
    model, ids = model_and_ids()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        ours = model(ids)
    theirs = plain(model, ids)
    assert ours.dtype == torch.bfloat16
    assert (ours - theirs).norm() <= 0.05 * theirs.norm()
    for one, other in zip(gradients(model, ours), gradients(model, theirs), strict=True):
        assert (one - other).norm() <= 0.2 * other.norm()


def test_derivatives_are_those_of_the_functions():
    rotary = rotary_table(CONFIG)[:, :5].double()
    assert gradcheck(fused.Normalised.apply, [some(3, 8)])
    assert gradcheck(fused.Turned.apply, [some(2, 1, 2, 5, CONFIG.head_dim), some(2, CONFIG.head_dim), rotary])
    assert gradcheck(fused.Gated.apply, [some(3, 8)])


def test_attention_of_several_slices_has_its_derivatives(monkeypatch):
    monkeypatch.setattr(fused, "SLICE", 3)
    assert gradcheck(fused.Attended.apply, [some(2, 7, 4), some(2, 7, 4) * 2, some(2, 7, 4) * 3])


def test_attention_in_slices_is_causal_attention():
    q, k, v = torch.randn(3, 2, 150, 8, generator=torch.Generator().manual_seed(3))
    whole = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    torch.testing.assert_close(fused.Attended.apply(q, k, v), whole, atol=1e-5, rtol=1e-5)
