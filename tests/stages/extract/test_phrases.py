import re

from hypothesis import given, settings
from hypothesis import strategies as st

from stages.extract import phrases

ASCII_GATE = re.compile(phrases.GATE.pattern, re.IGNORECASE | re.ASCII)


@settings(max_examples=150, deadline=None)
@given(st.from_regex(ASCII_GATE))
def test_whatever_the_gate_pattern_finds_holds_a_word_that_is_looked_for_first(text):
    if text.isascii() and phrases.GATE.search(text):
        assert any(word in text.lower() for word in phrases.GATE_WORDS)
