"""Going on from the weights when the corpus grows, against training from zero at equal compute."""

import random

import numpy as np
import pytest
import torch

from model.batches import Mixed, Part, Windows
from model.corpus import read_corpus
from model.gpt import GPT
from model.growth import documents_since, parts
from model.optimizer import Optimizer
from model.params import TrainParams
from model.plan import Plan
from model.run import nothing, total_loss
from model.state import State
from model.team import Team
from model.trainer import Trainer
from tests.model.tiny import CONFIG, story, write_processed

STEPS = 300  # of either run
PARAMS = TrainParams.model_construct(
    warmup_steps=5,
    decay_share=0.5,
    max_gradient_norm=1.0,
    activation_checkpointing=False,
    compile=False,
    first_window=CONFIG.block_size,
)


def language(seed):
    """A text of 6,000 tokens in words of its own; other words for each seed."""
    rng = random.Random(seed)
    words = [[rng.randrange(3, 60) for _ in range(5)] for _ in range(12)]
    return np.array([token for _ in range(1000) for token in [*rng.choice(words), 1]], dtype=np.uint16)


def trained(model, windows, steps):
    trainer = Trainer(
        model,
        Optimizer(model, 0.01, 0.02, 0.95, 0.05),
        lambda length: windows,
        4,
        PARAMS,
        Plan("cpu", 1, "float32", 1, 4),
        Team(0, 1),
    )
    state = State.model_construct(step=0, target=steps, stretch_start=0, data_start=0, tokens_seen=0, scaler={})
    state.loss_sum, state.loss_count = 0.0, 0
    while state.step < steps:
        trainer.step(state, nothing)
    return model


def network():
    torch.manual_seed(1)
    return GPT(CONFIG)


@pytest.mark.full
def test_what_was_known_stays_known_and_the_new_is_learnt_better_than_from_zero():
    old, new = language(1), language(2)
    train = np.concatenate([old[:5000], new[:2000]])
    held = {"old": old[5000:], "new": new[5000:]}

    def windows(part):
        return Windows(train, CONFIG.block_size, 1, None, 0.0, 1, part)

    def losses(model):
        return {name: total_loss(model, ids, 8, nothing) / (len(ids) - 1) for name, ids in held.items()}

    torch.set_num_threads(1)
    known = trained(network(), Windows(old[:5000], CONFIG.block_size, 1, None, 0.0, 1, None), STEPS)
    before = losses(known)
    mixed = Mixed(windows(Part.of([(0, 5000)])), windows(Part.of([(5000, 7000)])), 0.5)
    grown = losses(trained(known, mixed, STEPS))
    from_zero = losses(trained(network(), windows(None), STEPS))
    assert grown["old"] <= before["old"] * 1.01
    assert grown["new"] < before["new"] / 10
    assert grown["old"] < from_zero["old"]
    assert grown["new"] < from_zero["new"]


def test_new_documents_are_those_that_the_checkpoint_did_not_read(tmp_path):
    write_processed(tmp_path, [story(seed) for seed in range(5)])
    corpus = read_corpus(tmp_path / "dataset/processed")
    known = corpus.documents[:3]
    assert documents_since(known, corpus) == corpus.documents[3:]
    assert documents_since([], corpus) == []
    new, old = parts(tmp_path / "dataset/processed", corpus.documents[3:])
    assert new.size + old.size == len(corpus.train)
    assert 0 < new.size < old.size
