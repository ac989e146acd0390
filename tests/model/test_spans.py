from dataclasses import replace

import numpy as np
import pytest
import torch

from model.gpt import GPT
from model.memory import MemoryParams, RunningSummary
from model.mixture import Mixture, MixtureParams
from model.params import SamplingParams
from model.sampler import Speaker
from model.spans import authors, joined, runs
from model.tokenizer import Tokenizer
from pipeline.params import load_params
from tests.model.tiny import CONFIG, story

TOKENIZER = Tokenizer("abcdefghijklmnopqrstuvwxyz .\nAOTW")
PROMPT = story(4, 60)


def test_a_text_falls_into_what_each_wrote():
    parts = [(text, told) for text, told in authors("abcdef", [[1, 3], [3, 4]]) if text]
    assert parts == [("a", False), ("bc", True), ("d", True), ("ef", False)]
    assert list(authors("abc", [])) == [("abc", False)]


def test_tokens_come_in_runs_of_one_author():
    assert list(runs([5, 6, 7, 8], [False, True, True, False])) == [(False, [5]), (True, [6, 7]), (False, [8])]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], []),
        ([[0, 3]], [(0, 3)]),
        ([[2, 9]], [(2, 3)]),
        ([[1, 2], [0, 1]], [(0, 1), (1, 2)]),
        ([[0, 2], [1, 3]], [(0, 2), (2, 3)]),
        ([[2, 1], [1, 1], [7, 9]], []),
    ],
)
def test_any_spans_become_those_of_the_text(told, found):
    assert joined(told, 3) == found


def speaker():
    torch.manual_seed(1)
    model = GPT(replace(CONFIG, vocab_size=TOKENIZER.vocab_size))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    memory = RunningSummary(load_params("memory", MemoryParams))
    mixture = Mixture(TOKENIZER, load_params("mixture", MixtureParams), CONFIG.block_size)
    return Speaker(model, TOKENIZER, load_params("sampling", SamplingParams), memory, 1, mixture)


def test_what_was_told_before_is_heard_as_if_the_story_had_never_stopped():
    told = story(5, 60)
    told += told[:60]  # a circle, if its own words were found
    window = speaker().window
    window.read([TOKENIZER.end_of_text, *TOKENIZER.encode(PROMPT).tolist()], learn=True)
    window.hear(True)
    for token in TOKENIZER.encode(told).tolist():
        expected = window.read([token])
    spans = [[len(PROMPT), len(PROMPT + told)]]
    aware, unaware = (next(speaker().draws(PROMPT + told, each)).logits for each in (spans, ()))
    np.testing.assert_allclose(aware, expected, atol=1e-3)
    assert np.abs(unaware - expected).max() > 1e-2
