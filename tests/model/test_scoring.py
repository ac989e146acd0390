import math

import numpy as np
import pytest
import torch

from model.batches import IGNORED
from model.gpt import GPT
from model.ngram import NGram
from model.sampler import Window
from model.scoring import distinct, longest_copy, nats, real_word_share, sliding_windows, words
from model.tokenizer import Tokenizer
from tests.model.tiny import CONFIG

TOKENIZER = Tokenizer("abcdef .\nX")


class Names:
    def __init__(self):
        self.left = 0

    def feed(self, text):
        self.left += len(text)

    def line(self):
        return "X" * min(5, self.left)


def test_a_text_is_scored_as_generation_would_have_seen_it():
    torch.manual_seed(1)
    model = GPT(CONFIG)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    story = TOKENIZER.encode("abcdef fedcba. " * 9)
    memory = Names()

    def prefix_for(left):
        line = "X" * min(5, left)
        return np.concatenate([[TOKENIZER.summary], TOKENIZER.encode(line + "\n")]).astype(np.uint16)

    window = Window(model, TOKENIZER, memory, 0.25)
    expected = 0.0
    for token, following in zip(story[:-1].tolist(), story[1:].tolist(), strict=True):
        expected -= window.read([token]).log_softmax(0)[following].item()
    rows = list(sliding_windows(story, CONFIG.block_size, 8, prefix_for))
    assert sum(int((y != IGNORED).sum()) for _, y in rows) == len(story) - 1
    assert max(len(x) for x, _ in rows) == CONFIG.block_size
    assert nats(model, rows) == pytest.approx(expected, rel=1e-4)


def test_words_and_their_shares():
    assert words("Don’t stop, Ada-Mae! 12 times") == ["don't", "stop", "ada-mae", "times"]
    assert real_word_share("the cat zzrk sat do", {"the", "cat", "sat"}) == 0.75
    assert real_word_share("", {"the"}) == 0
    assert distinct(["a", "b", "a", "b"], 2) == pytest.approx(2 / 3)


def test_the_longest_copy_is_found_wherever_it_stands():
    rng = np.random.default_rng(1)
    corpus = rng.integers(0, 50, 5000).astype(np.uint16)
    sample = rng.integers(50, 99, 300).astype(np.uint16)
    assert longest_copy(sample, corpus) == 0
    sample[100:140] = corpus[-40:]
    sample[200:225] = corpus[:25]
    assert longest_copy(sample, corpus) == 40


def test_ngram_probabilities_sum_to_one_in_contexts_seen_and_unseen():
    ids = np.random.default_rng(1).integers(0, 5, 2000).astype(np.uint16)
    model = NGram(ids, 3)
    for context in ([0, 1, 2], [4, 4, 4], [77, 0, 1], [77, 77, 77]):
        total = sum(2 ** -model.bits_of(np.array([*context, symbol], np.uint16))[0] for symbol in (0, 1, 2, 3, 4, 99))
        assert total == pytest.approx(1)


def test_an_ngram_learns_a_pattern_and_gives_up_on_noise():
    pattern = np.tile(np.arange(4, dtype=np.uint16), 500)
    assert NGram(pattern, 3).bits_of(pattern).mean() < 0.01
    noise = np.random.default_rng(1).integers(0, 4, 8000).astype(np.uint16)
    assert NGram(noise[:6000], 2).bits_of(noise[6000:]).mean() == pytest.approx(2, abs=0.05)
    assert math.isfinite(NGram(noise, 12).bits_of(noise[:100]).sum())
