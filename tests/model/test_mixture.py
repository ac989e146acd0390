import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.cache import LONGEST, StoryCache
from model.mixture import Masses, Mixture, MixtureParams, read_weights
from model.ngram import NGram
from model.pointer import Alphabet, SummaryPointer
from model.proposal import Scope
from model.tokenizer import Tokenizer
from pipeline.errors import DataError

TOKENIZER = Tokenizer("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,\n")
ALPHABET = Alphabet.of(TOKENIZER)
PARAMS = MixtureParams(
    pointer=True,
    cache_tokens=4096,
    cache_candidates=24,
    cache_lengths=[3, 4, 5, 6, 8],
    weight=0.2,
    caution=15.0,
    min_rate=0.005,
)
UNIFORM = np.full(TOKENIZER.vocab_size, 1 / TOKENIZER.vocab_size)


def ids(text):
    return TOKENIZER.encode(text).tolist()


def follow(cache, text):
    for token in ids(text):
        cache.observe(token)


def said(proposal):
    return {ALPHABET.characters[token]: share for token, share in proposal.shares.items()}


def pointing(line, text):
    pointer = SummaryPointer(ALPHABET)
    pointer.line(line)
    for token in ids(text):
        pointer.observe(token)
    return pointer.propose()


def test_cache_proposes_what_followed_the_same_context():
    cache = StoryCache(4096, 24, [3, 6], 0)
    follow(cache, "the boat came. the boar ran. the boa")
    short, long = cache.propose()
    assert said(short) == {"t": 0.5, "r": 0.5}
    assert said(long) == {"t": 0.5, "r": 0.5}
    follow(cache, "t")
    assert [said(each) for each in cache.propose()] == [{" ": 1.0}, {" ": 1.0}]


def test_what_the_training_text_is_used_to_is_mixed_in_and_weighs_more_as_it_proves_right():
    text = NGram.of(TOKENIZER.encode("the boat came home. " * 40), 4)
    mixture = Mixture(TOKENIZER, PARAMS.model_copy(update={"cache_tokens": 0}), 8, None, text)
    given = []
    for token in ids("the boat came home. the boat came"):
        network = mixture.masses(UNIFORM, token)
        mixed = mixture.distribution(UNIFORM)
        assert mixed.sum() == pytest.approx(1)
        assert mixture.observe(token, network) == pytest.approx(mixed[token], rel=1e-6)
        given.append(mixed[token])
    assert given[0] < 0.1
    assert given[-1] > 0.6
    assert mixture.learnt()["text"] > 0.6


def test_cache_knows_nothing_of_a_new_context_and_little_of_a_short_story():
    cache = StoryCache(4096, 24, [3], 0)
    assert cache.propose() == []
    follow(cache, "abc")
    assert cache.propose() == []
    follow(cache, "xyz")
    assert cache.propose() == []


def test_cache_leaves_to_the_network_what_it_sees_itself():
    cache = StoryCache(4096, 24, [3], 12)
    follow(cache, "the boat. the boa")
    assert cache.propose() == []
    follow(cache, "t is red. the boa")
    assert [said(each) for each in cache.propose()] == [{"t": 1.0}]


def test_a_closed_cache_keeps_what_it_has():
    cache = StoryCache(4096, 24, [3], 0)
    follow(cache, "the boat. ")
    cache.close()
    follow(cache, "the boar. the boa")
    assert [said(each) for each in cache.propose()] == [{"t": 1.0}]


def test_a_closed_cache_still_finds_what_the_window_held_when_it_closed():
    cache = StoryCache(4096, 24, [3], 12)
    follow(cache, "the boat. ")
    cache.close()
    follow(cache, "It was red, the boar, the boa")
    assert [said(each) for each in cache.propose()] == [{"t": 1.0}]


def test_cache_of_no_tokens_proposes_nothing():
    cache = StoryCache(0, 24, [3], 0)
    follow(cache, "abcabcabc")
    assert cache.propose() == []


def naive(text, size, candidates, length):
    """What followed the newest places with the same last `length` tokens."""
    votes = []
    oldest = max(0, len(text) - size + LONGEST + 1)
    for place in range(len(text) - 1, oldest - 1, -1):
        if place >= 3 and text[place - 3 : place] == text[-3:]:
            votes.append((text[max(0, place - length) : place] == text[-length:] and place >= length, text[place]))
    return [token for agrees, token in votes[:candidates] if agrees]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab ", min_size=4, max_size=400), st.sampled_from([3, 5, 8]))
def test_cache_finds_what_a_search_through_the_whole_story_finds(text, length):
    cache = StoryCache(128, 24, [length], 0)
    follow(cache, text)
    wanted = naive(text, 128, 24, length)
    found = cache.propose()
    assert sorted(t for t in wanted) == sorted(
        character
        for each in found
        for character, share in said(each).items()
        for _ in range(round(share * len(wanted)))
    )


def test_cache_that_has_grown_finds_what_one_with_all_its_room_finds(monkeypatch):
    text = "".join(np.random.default_rng(3).choice(list("abc "), 900))
    found = []
    for room in (8, 1024):
        monkeypatch.setattr("model.cache.FIRST", room)
        cache = StoryCache(512, 24, [3, 5], 12)
        told = []
        for character in text:
            follow(cache, character)
            told.append(cache.propose())
        found.append(told)
        assert len(cache.tokens) == len(cache.before) == len(cache.hidden) == 512
    assert found[0] == found[1]


def test_cache_stays_as_small_as_it_began():
    cache = StoryCache(1024, 24, [3], 0)
    size = cache.tokens.buffer_info(), cache.before.buffer_info(), cache.heads.buffer_info()
    for turn in range(5000):
        cache.observe(300 + turn * 7919 % 11)
    assert (cache.tokens.buffer_info(), cache.before.buffer_info(), cache.heads.buffer_info()) == size


def test_pointer_spells_the_name_a_word_begins_like():
    assert said(pointing("Henrik Marta Marius", "and Mar")) == {"t": pytest.approx(1 / 3), "i": pytest.approx(2 / 3)}
    assert said(pointing("Henrik Marta", "and Hen")) == {"r": 1.0}


def test_pointer_ends_a_whole_name():
    proposal = pointing("Mar Marta", "Mar")
    assert proposal.rest == pytest.approx(1 / 3)
    assert said(proposal) == {"t": pytest.approx(2 / 3)}


def test_pointer_is_silent_inside_other_words_and_without_a_summary():
    assert pointing("Marta", "and mar") is None
    assert pointing("Marta", "and Xen") is None
    assert pointing("", "and ") is None


def test_pointer_speaks_only_of_capitals_where_a_word_may_begin():
    proposal = pointing("Henrik Marta", "and ")
    assert proposal.scope is Scope.CAPITALS
    assert said(proposal) == {"M": pytest.approx(2 / 3), "H": pytest.approx(1 / 3)}


TEXT = st.text(alphabet="abcMAR .,\n", min_size=0, max_size=120)


@settings(max_examples=60, deadline=None)
@given(
    TEXT, TEXT, st.lists(st.sampled_from(["Mara", "Rab", "Abc", "R", "ñandu", "M"]), max_size=5), st.integers(0, 2**31)
)
def test_mixture_is_a_distribution_and_scores_what_it_generates(read, rest, names, seed):
    rng = np.random.default_rng(seed)
    mixture = Mixture(TOKENIZER, PARAMS, 0)
    mixture.read_summary(" ".join(names))
    for token in ids(read):
        mixture.observe(token, mixture.masses(UNIFORM, token))
    for token in ids(rest):
        network = rng.dirichlet(np.full(TOKENIZER.vocab_size, 0.05))
        mixed = mixture.distribution(network)
        assert mixed.sum() == pytest.approx(1, abs=1e-9)
        assert (mixed >= 0).all()
        assert mixture.observe(token, mixture.masses(network, token)) == pytest.approx(
            mixed[token], rel=1e-6, abs=1e-12
        )


def nats(text, line="", **changes):
    mixture = Mixture(TOKENIZER, PARAMS.model_copy(update=changes), 0)
    mixture.read_summary(line)
    tokens = ids(text)
    return [-math.log(mixture.observe(token, mixture.masses(UNIFORM, token))) for token in tokens]


def test_a_true_memory_helps_and_a_wrong_one_costs_next_to_nothing():
    text = " ".join(f"and then came Marta with {'abcdefghij'[n % 10] * 3}." for n in range(40))
    nothing = sum(nats(text, cache_tokens=0))
    assert sum(nats(text, "Marta", cache_tokens=0)) < 0.95 * nothing
    assert sum(nats(text, "Otto Bruno", cache_tokens=0)) < 1.005 * nothing
    assert sum(nats(text)) < 0.5 * nothing


def test_weights_move_only_where_a_token_is_learnt_from():
    mixture = Mixture(TOKENIZER, PARAMS, 0)
    for token in ids("the boat, the boat, the boat, "):
        mixture.observe(token, None)
    assert mixture.weights.values == {}
    for token in ids("the boat, the boat, "):
        mixture.observe(token, mixture.masses(UNIFORM, token))
    assert max(weight for weight, _ in mixture.weights.values.values()) > PARAMS.weight


def test_learnt_weights_are_begun_with():
    mixture = Mixture(TOKENIZER, PARAMS, 0, {"cache 0 1 all": 0.9})
    for token in ids("xyzq xyz"):
        mixture.observe(token, None)
    assert mixture.distribution(UNIFORM)[ids("q")[0]] > 0.9
    assert Mixture(TOKENIZER, PARAMS, 0).weights["cache 0 1 all"] == PARAMS.weight


def test_a_new_story_forgets_the_old_one_but_not_what_was_learnt():
    mixture = Mixture(TOKENIZER, PARAMS, 0)
    mixture.read_summary("Marta")
    for token in ids("the boat, the boat, the boat, "):
        mixture.observe(token, mixture.masses(UNIFORM, token))
    learnt = dict(mixture.weights.values)
    mixture.begin()
    assert mixture.proposals() == []
    assert mixture.weights.values == learnt


def test_masses_name_the_token_the_capitals_and_the_letters():
    network = np.zeros(TOKENIZER.vocab_size)
    network[ids("a")], network[ids("B")], network[ids(".")] = 0.5, 0.3, 0.2
    mixture = Mixture(TOKENIZER, PARAMS, 0)
    assert mixture.masses(network, ids(".")[0]) == Masses(0.2, 0.3, pytest.approx(0.8))


def test_missing_weights_are_none_and_damaged_ones_are_named(tmp_path):
    assert read_weights(tmp_path / "mixture.json") == {}
    (tmp_path / "mixture.json").write_text('{"summary 0": "much"}')
    with pytest.raises(DataError, match=r"mixture\.json: not mixing weights .*; run `dvc repro evaluate`"):
        read_weights(tmp_path / "mixture.json")
