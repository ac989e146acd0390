from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simhash import Simhash

from stages.dedup.features import compute_features, hash_shingles, make_shingles, make_simhash, simhash_votes
from stages.dedup.words import hash_words
from tests.stages.dedup.prose import BASE, PARAMS, edited, prose


def words_of(text: str) -> list[int]:
    return hash_words(text).tolist()


def test_words_are_told_apart_and_recognised():
    first = words_of("The keeper closed the door; the KEEPER slept")
    assert first[0] == first[3] == first[5]
    assert first[1] == first[6]
    assert len(set(first)) == 5
    assert words_of("ab") != words_of("ba")


@pytest.mark.parametrize("chunk", [1, 7, 64, 256])
def test_long_text_has_the_same_words_in_pieces(chunk, monkeypatch):
    text = BASE[:1500] + "x" * 100 + " end"
    expected = hash_words(text)
    monkeypatch.setattr("stages.dedup.words.CHUNK", chunk)
    if chunk >= 128:
        assert np.array_equal(hash_words(text), expected)
    assert np.array_equal(hash_words("a b c "), hash_words("a  b\n c"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Она закрыла дверь.", "«ОНА» — закрыла, дверь…"),
        ("Ἡ θύρα ἔκλεισε", "Ἡ  θύρα, ἔκλεισε!"),
        ("她关上了门，走向港口。", "她关上了门 走向港口"),
        ("“Don’t,” she said — café.", '"Don\'t," she said -- café.'),
        ("“Don’t,” she said.", "“Don’t,” she said.".encode().decode("cp1252", "replace")),
        ("’e’s o’ th’ ol’ ’uns", "’e’s o’ th’ ol’ ’uns".encode().decode("cp1252", "replace")),
    ],
)
def test_punctuation_case_and_mojibake_change_no_word(one, other):
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize("text", ["Она закрыла дверь и пошла", "她关上了门走向港口"])
def test_another_alphabet_has_several_words(text):
    assert len(set(words_of(text))) >= 5


@given(st.text(max_size=300))
def test_any_text_has_features(text):
    features = compute_features(text, PARAMS)
    assert len(features.content) == len(features.normalised) == len(features.simhash) == 16
    assert (features.size == 0) == (features.normalised == bytes(16))
    assert np.array_equal(features.sketch, np.unique(features.sketch))


def test_sketch_of_a_long_text_keeps_its_share_and_of_a_short_text_enough():
    long, short = compute_features(prose(1, 12_000), PARAMS), compute_features(prose(1, 120), PARAMS)
    assert len(long.sketch) == pytest.approx(12_000 / PARAMS.sketch_denominator, rel=0.15)
    assert len(short.sketch) == PARAMS.min_sketch


def oracle(text: str) -> bytes:
    """The simhash package's fingerprint of the same word pairs, weights and hashes."""
    pairs = hash_shingles(hash_words(text), 2)
    votes = {str(key): row.tobytes() for key, row in zip(pairs, simhash_votes(pairs), strict=True)}
    weights = {name: float(count) for name, count in Counter(map(str, pairs)).items()}  # whole ones overflow above 255
    found = Simhash(weights, f=128, hashfunc=lambda name: votes.get(name.decode(), bytes(16)))
    return int(found.value).to_bytes(16, "big")


@pytest.mark.parametrize("text", [BASE, "one", "one two", "a b a b a b c", "a b " * 400, prose(5, 3000)], ids=range(6))
def test_fingerprint_equals_the_simhash_package(text):
    assert make_simhash(hash_words(text)) == oracle(text)


@given(st.lists(st.sampled_from(["the", "keeper", "closed", "a", "door", "of", "her"]), min_size=1, max_size=600))
def test_fingerprint_of_any_words_equals_the_simhash_package(words):
    assert make_simhash(hash_words(" ".join(words))) == oracle(" ".join(words))


def test_fingerprints_of_near_duplicates_are_near():
    def bits(one: str, other: str) -> int:
        one_bits, other_bits = (int.from_bytes(compute_features(text, PARAMS).simhash) for text in (one, other))
        return (one_bits ^ other_bits).bit_count()

    assert bits(BASE, edited(BASE, 0.05)) < 25
    assert bits(BASE, prose(2)) > 35


def test_shingles_are_sorted_and_each_once():
    shingles = make_shingles(hash_words("a b c a b c a b c"), 3)
    assert len(shingles) == 3
    assert np.array_equal(shingles, np.sort(shingles))
    assert len(make_shingles(hash_words("one two"), 3)) == 1
