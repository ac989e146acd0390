from itertools import islice

import numpy as np
import pytest
import torch

from model.filters import probabilities
from model.gpt import GPT
from model.params import SamplingParams
from model.sampler import Speaker, Window, pick, plain_text
from model.tokenizer import Tokenizer
from tests.model.tiny import CONFIG

CHARACTERS = "abcdef .\n*X"
TOKENIZER = Tokenizer(CHARACTERS)
PLAIN = SamplingParams(
    temperature=1.0, spelling=1.0, top_k=0, top_p=1.0, min_p=0.0, repetition_penalty=1.0, no_repeat_ngram=0, slide=0.25
)
LOGITS = np.log([0.5, 0.3, 0.15, 0.05])
LETTERS = np.array([True, True, False, False])


def sampling(**changes):
    return PLAIN.model_copy(update=changes)


@pytest.fixture
def model():
    torch.manual_seed(1)
    model = GPT(CONFIG)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return model


class Names:
    """A memory that remembers how much it was fed."""

    def __init__(self):
        self.text = ""

    def feed(self, text):
        self.text += text

    def line(self):
        return f"{'X' * min(6, len(self.text))}"


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, [0.5, 0.3, 0.15, 0.05]),
        ({"top_k": 2}, [0.625, 0.375, 0, 0]),
        ({"top_k": 1}, [1, 0, 0, 0]),
        ({"top_p": 0.6}, [0.625, 0.375, 0, 0]),
        ({"top_p": 0.01}, [1, 0, 0, 0]),
        ({"min_p": 0.25}, [0.5 / 0.95, 0.3 / 0.95, 0.15 / 0.95, 0]),
        ({"min_p": 1.0}, [1, 0, 0, 0]),
        ({"temperature": 0.0}, [1, 0, 0, 0]),
        ({"temperature": 0.00001}, [1, 0, 0, 0]),
    ],
)
def test_filters_keep_what_they_say_and_the_rest_sums_to_one(changes, kept):
    found = probabilities(LOGITS, sampling(**changes), [], [], LETTERS)
    assert found.tolist() == pytest.approx(kept, abs=1e-6)


def test_banned_tokens_never_come():
    assert probabilities(LOGITS, PLAIN, [], [0], LETTERS)[0] == 0


def test_the_repetition_penalty_divides_the_odds():
    found = probabilities(LOGITS, sampling(repetition_penalty=2.0), [0], [], LETTERS)
    assert found[0] / found[1] == pytest.approx(0.5 / 0.3 / 2)


def test_a_run_of_tokens_is_not_completed_a_second_time():
    found = probabilities(LOGITS, sampling(no_repeat_ngram=3), [1, 2, 0, 3, 1, 2], [], LETTERS)
    assert found[0] == 0
    assert found[3] > 0


def test_when_every_token_is_blocked_one_comes_all_the_same():
    found = probabilities(LOGITS, sampling(no_repeat_ngram=1), [0, 1, 2, 3], [], LETTERS)
    assert found.sum() == pytest.approx(1)


def test_a_word_is_spelled_cold_and_chosen_warm():
    cold = sampling(temperature=0.5, spelling=0.5)
    chosen = probabilities(LOGITS, cold, [2], [], LETTERS)
    assert chosen.tolist() == pytest.approx([0.685, 0.247, 0.062, 0.007], abs=1e-3)  # squares
    spelling = probabilities(LOGITS, cold, [2, 1], [], LETTERS)
    fourth = np.array([0.5, 0.3, 0.2]) ** 4
    fourth /= fourth.sum()
    assert spelling[:2].tolist() == pytest.approx(fourth[:2].tolist())
    assert spelling[2:].tolist() == pytest.approx([fourth[2] * 0.9, fourth[2] * 0.1])  # 0.15 and 0.05, squared


def test_one_temperature_for_all_is_plain_sampling():
    plain = probabilities(LOGITS, PLAIN, [1], [], LETTERS)
    assert plain.tolist() == pytest.approx([0.5, 0.3, 0.15, 0.05])


def test_one_temperature_for_all_is_the_same_inside_words_and_out():
    alike = sampling(temperature=0.3, spelling=1.0)
    behind_a_letter, elsewhere = (probabilities(LOGITS, alike, recent, [], LETTERS) for recent in ([2, 1], [1, 2]))
    assert behind_a_letter.tolist() == elsewhere.tolist()
    assert LETTERS[1] != LETTERS[2]


def test_a_word_that_may_not_end_is_spelled_on():
    found = probabilities(LOGITS, sampling(spelling=0.5), [1], [2, 3], LETTERS)
    assert found.tolist() == pytest.approx([25 / 34, 9 / 34, 0, 0])


def test_control_tokens_are_never_printed(model):
    text = "".join(islice(Speaker(model, TOKENIZER, sampling(temperature=3.0), None, 1).characters(""), 2000))
    assert "<|" not in text
    assert len(text) == 2000


def test_the_same_seed_tells_the_same_story_and_another_seed_another(model):
    def tell(seed):
        return "".join(islice(Speaker(model, TOKENIZER, PLAIN, Names(), seed).characters("a cab"), 200))

    assert tell(1) == tell(1) != tell(2)


def test_a_prompt_of_any_length_is_read(model):
    for prompt in ("", "a", "bad " * 100, "日本" * 20):
        assert len(list(islice(Speaker(model, TOKENIZER, PLAIN, Names(), 1).characters(prompt), 50))) == 50


def test_text_that_leaves_the_window_is_fed_to_the_memory_in_order_and_none_is_lost(model):
    memory = Names()
    window = Window(model, TOKENIZER, memory, 0.25)
    story = TOKENIZER.encode("abcdef fedcba. " * 20).tolist()
    for start in range(0, len(story), 7):
        window.read(story[start : start + 7])
        assert len(window.context) <= CONFIG.block_size
    assert memory.text + plain_text(TOKENIZER, window.recent) == "abcdef fedcba. " * 20
    assert TOKENIZER.decode(np.array(window.prefix[1:])) == "XXXXXX\n"


def test_a_window_sees_the_summary_then_the_newest_tokens(model):
    window = Window(model, TOKENIZER, Names(), 0.25)
    story = TOKENIZER.encode("abcdef fedcba. " * 5).tolist()
    logits = window.read(story)
    expected = model(torch.tensor([window.prefix + window.recent]))[0, -1]
    np.testing.assert_allclose(logits, expected.detach().numpy(), atol=1e-4, rtol=1e-4)


def test_scene_breaks_print_as_stars():
    ids = [*TOKENIZER.encode("a\n"), TOKENIZER.scene_break, *TOKENIZER.encode("\nb"), TOKENIZER.end_of_text]
    assert plain_text(TOKENIZER, ids) == "a\n***\nb"


def test_of_a_long_prompt_the_network_reads_the_end_and_the_memory_all(model, monkeypatch):
    monkeypatch.setattr("model.sampler.STUDIED", 40)
    read = []
    context = model.context()
    monkeypatch.setattr(type(context), "read", counting(type(context).read, read))
    memory = Names()
    speaker = Speaker(model, TOKENIZER, PLAIN, memory, 1)
    story = "abcdef fedcba. " * 50
    next(speaker.characters(story))
    assert sum(map(len, read)) < 200
    assert (memory.text + plain_text(TOKENIZER, speaker.window.recent)).startswith(story)
    assert TOKENIZER.decode(np.array(speaker.window.prefix[1:])) == "XXXXXX\n"


def counting(read, seen):
    def counted(self, ids):
        seen.append(list(ids))
        return read(self, ids)

    return counted


def test_a_summary_that_is_there_from_the_start_stands_in_front(model):
    memory = Names()
    memory.text = "abc"
    window = Window(model, TOKENIZER, memory, 0.25)
    logits = window.read(TOKENIZER.encode("abc").tolist())
    prompt = [TOKENIZER.summary, *TOKENIZER.encode("XXX\nabc").tolist()]
    expected = model(torch.tensor([prompt]))[0, -1].detach().numpy()
    np.testing.assert_allclose(logits, expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize(("draw", "token"), [(0.0, 1), (0.24, 1), (0.26, 3), (0.999999, 3), (1 - 2**-53, 3)])
def test_a_draw_picks_in_the_vocabularys_order_and_never_what_cannot_come(draw, token):
    assert pick(np.array([0.0, 0.25, 0.0, 0.75, 0.0]), draw) == token
