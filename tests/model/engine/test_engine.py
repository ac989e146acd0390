from dataclasses import replace

import numpy as np
import pytest
import torch

from model.engine.network import Engine
from model.engine.weights import prepare
from model.gpt import GPT
from tests.model.tiny import CONFIG


def pair(**changes):
    torch.manual_seed(1)
    model = GPT(replace(CONFIG, **changes)).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, mean=0.1, std=0.3)
    tensors = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    return model, tensors


def softmax(x):
    x = np.exp(x - x.max(-1, keepdims=True), dtype=np.float64)
    return x / x.sum(-1, keepdims=True)


@pytest.mark.parametrize("changes", [{}, {"n_previous": 0}, {"n_head": 1, "n_layer": 1}])
def test_probabilities_are_those_of_torch(changes):
    model, tensors = pair(**changes)
    ids = np.random.default_rng(1).integers(0, CONFIG.vocab_size, CONFIG.block_size).tolist()
    want = model.context().read(ids)
    context = Engine(prepare(model.config, tensors)).context()
    together = context.read(ids)
    context.clear()
    one_by_one = np.concatenate([context.read([token]).copy() for token in ids])
    context.clear()
    context.prime(ids[:7])
    primed = np.concatenate([context.read(ids[7:9]), context.read(ids[9:])])
    for found, wanted in ((together, want), (one_by_one, want), (primed, want[7:])):
        assert np.abs(softmax(found) - softmax(wanted)).max() < 1e-5
        np.testing.assert_allclose(found, wanted, atol=1e-4, rtol=1e-4)
