"""The places that the gate looks at are all that its patterns can match at."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adults_only import SEXUAL, WEAK
from pipeline.gate.ages import IN_FIGURES, IN_WORDS, rule_of
from pipeline.gate.beside import may_be_ages_among
from pipeline.gate.fold import fold
from pipeline.gate.patterns import one_of
from pipeline.gate.relative import ADULTS, Numbers
from pipeline.gate.search import Alternatives, Search
from pipeline.gate.starts import DEPTH, KINDS, Words, beginnings_of
from tests.pipeline import test_adults_only_kinds as kinds
from tests.pipeline import test_adults_only_outsiders as outsiders

TEXTS = [*kinds.SIGNS, *kinds.NO_SIGNS, *outsiders.SIGNS, *outsiders.NO_SIGNS]


@pytest.mark.parametrize("search", [SEXUAL, WEAK, IN_WORDS, ADULTS])
def test_search_finds_what_the_whole_pattern_finds(search):
    words = Words(f" {fold(' '.join(TEXTS))}")
    pattern = re.compile(search.source)
    expected = [found.span() for found in pattern.finditer(words.folded)]
    middle = len(words.folded) // 2
    for words.is_long in (True, False):
        assert [found.span() for found in search.finditer(words)] == expected
        assert [found.start() for found in search.finditer(words, middle)] == [
            found.start() for found in pattern.finditer(words.folded, middle)
        ]


@given(st.text(alphabet="ab1 -'/.", max_size=40))
def test_search_finds_what_any_pattern_finds(text):
    for parts in (
        [r"a+b?", r"b{2,3}-?a", r"(?>ab)*+1", r"'a", r"[^b]1(?=a)"],
        [r"a(?=b)", r".b", r"\d?a", r"(?:a|b1)[\s-]+a", r"a{0,2}b"],
    ):
        search, words = Search(Alternatives(parts, one_of)), Words(text)
        expected = [found.span() for found in re.finditer(search.source, text)]
        for words.is_long in (True, False):
            assert [found.span() for found in search.finditer(words)] == expected
        matches = [re.compile(search.source).match(text, place) for place in range(len(text) + 1)]
        assert [search.match(text, place) is not None for place in range(len(text) + 1)] == [
            found is not None for found in matches
        ]


def test_no_number_that_is_an_age_is_left_out():
    words = Words(f" {fold(' '.join(TEXTS))}")
    kept = set(may_be_ages_among(words, words.figures).tolist())
    left_out = [place for place in words.figures.tolist() if place not in kept]
    assert len(left_out) > 50
    others = Numbers(words)
    found = [IN_FIGURES.match(words.folded, place) for place in left_out]
    assert [one[0] for one in found if one and rule_of(words.folded, one, others)] == []


def test_most_words_of_a_plain_text_are_not_looked_at():
    words = Words(" " + "The ferry crossed the bay in the rain and came back with the mail before the evening. " * 50)
    before, told = words.places
    assert len(before) > 800
    assert SEXUAL.table[told].mean() < 0.5


def test_beginnings_of_a_pattern_are_sets_of_kinds_of_characters():
    assert {len(beginning) for beginning in beginnings_of("abcde|abcdf", DEPTH)} == {DEPTH}
    assert all(
        kind < KINDS for beginning in beginnings_of(r"a\w?[^b]-", DEPTH) for kinds in beginning for kind in kinds
    )
