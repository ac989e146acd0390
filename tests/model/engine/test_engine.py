from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch

from benchmarks.random_checkpoint import write_random_checkpoint
from model.engine.network import Engine
from model.engine.weights import load_weights, prepare
from model.gpt import GPT
from model.memory import MemoryParams, RunningSummary
from model.mixture import Mixture, MixtureParams
from model.params import SamplingParams
from model.sampler import Speaker
from model.tokenizer import Tokenizer
from pipeline.errors import DataError
from tests.model.tiny import CONFIG

TOKENIZER = Tokenizer("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,\n")
SAMPLING = SamplingParams(
    temperature=1.2,
    spelling=0.6,
    top_k=20,
    top_p=0.95,
    min_p=0.01,
    repetition_penalty=1.1,
    no_repeat_ngram=0,
    slide=0.25,
)
MEMORY = MemoryParams(
    budget=12, stride=256, decay_characters=8000.0, count_weight=0.02, min_inside_share=0.2, max_names=100
)
MIXTURE = MixtureParams(
    pointer=True,
    cache_tokens=4096,
    cache_candidates=24,
    cache_lengths=[3, 4, 6],
    weight=0.2,
    caution=15.0,
    min_rate=0.005,
)


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


@pytest.mark.parametrize("changes", [{}, {"n_previous": 0}, {"tie_word_embeddings": True}, {"n_head": 1, "n_layer": 1}])
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


def test_eight_bits_are_near_the_truth_for_one_token_as_for_many():
    model, tensors = pair()
    ids = np.random.default_rng(1).integers(0, CONFIG.vocab_size, CONFIG.block_size).tolist()
    want = softmax(model.context().read(ids))
    context = Engine(prepare(model.config, tensors, int8=True)).context()
    together = softmax(context.read(ids))
    context.clear()
    one_by_one = softmax(np.concatenate([context.read([token]).copy() for token in ids]))
    entropy = -(want * np.log(want)).sum(-1).mean()
    for found in (together, one_by_one):
        assert 0 < (want * np.log(want / found)).sum(-1).mean() < 0.02 * entropy


def test_the_same_seed_tells_the_same_story_as_torch_does():
    model, tensors = pair(vocab_size=TOKENIZER.vocab_size)
    engine = Engine(prepare(model.config, tensors))

    def told(network):
        memory, mixture = RunningSummary(MEMORY), Mixture(TOKENIZER, MIXTURE, CONFIG.block_size)
        speaker = Speaker(network, TOKENIZER, SAMPLING, memory, 5, mixture)
        return "".join(islice(speaker.characters("Ada saw Cab. and so Ada fed a cab. " * 4), 300))

    assert told(engine) == told(model)


def test_a_large_network_keeps_to_torch():
    model, tensors = pair(n_embd=128, n_hidden=224, n_layer=4, n_head=4, block_size=160)
    ids = np.random.default_rng(2).integers(0, CONFIG.vocab_size, 160).tolist()
    found = Engine(prepare(model.config, tensors)).context().read(ids)
    assert np.abs(softmax(found) - softmax(model.context().read(ids))).max() < 1e-4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tensors: tensors.pop("norm.weight"), "norm.weight is missing"),
        (lambda tensors: tensors.update(more=np.zeros(1, np.float32)), "more is no part of this network"),
        (
            lambda tensors: tensors.update({"blocks.0.hidden.up.weight": np.zeros((3, 16), np.float32)}),
            r"blocks.0.hidden.up.weight is \(3, 16\), not \(32, 16\)",
        ),
    ],
)
def test_tensors_that_do_not_fit_are_named(change, said):
    model, tensors = pair()
    change(tensors)
    with pytest.raises(ValueError, match=said):
        prepare(model.config, tensors)


def test_a_damaged_checkpoint_is_named(tmp_path):
    characters = "abc"
    write_random_checkpoint(tmp_path, replace(CONFIG, vocab_size=Tokenizer(characters).vocab_size), characters)
    root, path = tmp_path / "checkpoints", tmp_path / "checkpoints/best/model.safetensors"
    state, _ = load_weights(root, "best", Tokenizer(characters))
    assert state.architecture["n_embd"] == CONFIG.n_embd
    with pytest.raises(DataError, match="trained with another vocabulary"):
        load_weights(root, "best", Tokenizer("abd"))
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(DataError, match="not a whole safetensors file"):
        load_weights(root, "best", Tokenizer(characters))
    path.unlink()
    with pytest.raises(DataError, match="missing; run `dvc pull`"):
        load_weights(root, "best", Tokenizer(characters))
