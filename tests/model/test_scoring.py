import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from model.batches import IGNORED
from model.gpt import GPT
from model.mixture import Mixture, MixtureParams
from model.ngram import NGram
from model.pointer import Alphabet
from model.sampler import Window
from model.scoring import (
    copy_lengths,
    covered,
    distinct,
    mixed_nats,
    read_windows,
    real_word_share,
    sliding_windows,
    words,
)
from model.tokenizer import Tokenizer
from pipeline.errors import DataError
from tests.model.tiny import CONFIG

TOKENIZER = Tokenizer("abcdef .\nX")


class Names:
    def __init__(self):
        self.left = 0

    def feed(self, text):
        self.left += len(text)

    def line(self):
        return "X" * min(5, self.left)


def log_softmax(logits):
    return logits - np.logaddexp.reduce(logits)


MIXTURE = MixtureParams(
    pointer=True, cache_tokens=512, cache_candidates=8, cache_lengths=[3, 5], weight=0.2, caution=5.0, min_rate=0.01
)


def summary_ids(line):
    prefix = [TOKENIZER.summary, *TOKENIZER.encode(line + "\n")] if line else []
    return np.array(prefix, dtype=np.uint16)


@pytest.mark.parametrize("mixed", [False, True])
def test_a_text_is_scored_as_generation_would_have_seen_it(mixed, monkeypatch):
    torch.manual_seed(1)
    model = GPT(replace(CONFIG, vocab_size=TOKENIZER.vocab_size))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    monkeypatch.setattr("model.sampler.summary_ids", lambda tokenizer, line, most: summary_ids(line))
    story = TOKENIZER.encode("abcdef fedcba. X fade Xa. " * 9)
    mixture = Mixture(TOKENIZER, MIXTURE, 8) if mixed else None
    window = Window(model, TOKENIZER, Names(), 0.25, mixture)
    expected = []
    for token, following in zip(story[:-1].tolist(), story[1:].tolist(), strict=True):
        expected.append(-log_softmax(window.read([token], learn=True))[following])
    rows = list(sliding_windows(story, CONFIG.block_size, 8, lambda left: "X" * min(5, left), summary_ids))
    assert sum(int((row.y != IGNORED).sum()) for row in rows) == len(story) - 1
    assert max(len(row.x) for row in rows) == CONFIG.block_size
    reading = read_windows(model, rows, Alphabet.of(TOKENIZER))
    if mixture is None:
        measured = reading.nats()
    else:
        fresh = Mixture(TOKENIZER, MIXTURE, 8)
        fresh.observe(int(story[0]), None)
        measured = mixed_nats(reading, fresh)
        assert fresh.weights.values.keys() == mixture.weights.values.keys()
        assert not np.allclose(measured, reading.nats(), rtol=1e-3)
    assert reading.tokens.tolist() == story[1:].tolist()
    np.testing.assert_allclose(measured, expected, rtol=1e-3)


def test_words_and_their_shares():
    assert words("Don’t stop, Ada-Mae! 12 times") == ["don't", "stop", "ada-mae", "times"]
    assert real_word_share("the cat zzrk sat do", {"the", "cat", "sat"}) == 0.75
    assert real_word_share("", {"the"}) == 0
    assert distinct(["a", "b", "a", "b"], 2) == pytest.approx(2 / 3)


def test_the_longest_copy_is_found_wherever_it_stands():
    rng = np.random.default_rng(1)
    corpus = rng.integers(0, 50, 5000).astype(np.uint16)
    sample = rng.integers(50, 99, 300).astype(np.uint16)
    assert copy_lengths(sample, corpus).max() == 0
    sample[100:140] = corpus[-40:]
    sample[200:225] = corpus[:25]
    found = copy_lengths(sample, corpus)
    assert (found.max(), found[100], found[200]) == (40, 40, 25)
    assert (covered(found, 16), covered(found, 30), covered(found, 41)) == (65, 40, 0)


def test_ngram_probabilities_sum_to_one_in_contexts_seen_and_unseen():
    ids = np.random.default_rng(1).integers(0, 5, 2000).astype(np.uint16)
    model = NGram.of(ids, 3)
    for context in ([0, 1, 2], [4, 4, 4], [77, 0, 1], [77, 77, 77]):
        total = sum(2 ** -model.bits_of(np.array([*context, symbol], np.uint16))[0] for symbol in (0, 1, 2, 3, 4, 99))
        assert total == pytest.approx(1)


def test_an_ngram_gives_generation_what_it_gives_scoring_and_keeps_it_on_disk(tmp_path):
    ids = np.random.default_rng(1).integers(10, 15, 3000).astype(np.uint16) // 2
    NGram.of(ids, 3).save(tmp_path / "ngram.safetensors")
    for model, tolerance in ((NGram.of(ids, 3), 1e-9), (NGram.load(tmp_path / "ngram.safetensors"), 1e-5)):
        for context in ([5, 6, 7], [7, 7, 5], [5, 99, 6], [5, 6, 99]):
            following = model.following([5, *context])
            assert sum(following.values()) == pytest.approx(1)
            bits = {each: model.bits_of(np.array([*context, each], np.uint16))[0] for each in following}
            seen = sum(2**-each for each in bits.values())  # the rest is for symbols never seen
            assert all(following[each] == pytest.approx(2 ** -bits[each] / seen, abs=tolerance) for each in bits)
    assert NGram.load(tmp_path / "other") is None
    (tmp_path / "cut").write_bytes((tmp_path / "ngram.safetensors").read_bytes()[:-9])
    with pytest.raises(DataError, match=r"cut: not an n-gram model"):
        NGram.load(tmp_path / "cut")


def test_an_ngram_learns_a_pattern_and_gives_up_on_noise():
    pattern = np.tile(np.arange(4, dtype=np.uint16), 500)
    assert NGram.of(pattern, 3).bits_of(pattern).mean() < 0.01
    noise = np.random.default_rng(1).integers(0, 4, 8000).astype(np.uint16)
    assert NGram.of(noise[:6000], 2).bits_of(noise[6000:]).mean() == pytest.approx(2, abs=0.05)
    assert math.isfinite(NGram.of(noise, 12).bits_of(noise[:100]).sum())
