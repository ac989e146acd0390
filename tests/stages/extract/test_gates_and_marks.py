import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.extract import extract_text, gates, marks

ASCII_GATE = re.compile(gates.GATE.pattern, re.IGNORECASE | re.ASCII)
ASCII_MARK = re.compile(marks.MARK.pattern, re.IGNORECASE | re.ASCII)
STORY = [
    f"On day {n} she walked along the river, counted the boats and wrote their names into a grey book."
    for n in range(12)
]


@settings(max_examples=150, deadline=None)
@given(st.from_regex(ASCII_GATE))
def test_whatever_the_gate_pattern_finds_holds_a_word_that_is_looked_for_first(text):
    if text.isascii() and gates.GATE.search(text):
        assert any(word in text.lower() for word in gates.GATE_WORDS)


@settings(max_examples=150, deadline=None)
@given(st.from_regex(ASCII_MARK))
def test_whatever_the_mark_pattern_finds_holds_a_word_that_is_looked_for_first(text):
    if text.isascii() and marks.MARK.search(text):
        assert any(word in text.lower() for word in marks.MARK_WORDS)


def test_a_story_that_tells_of_a_gate_in_its_middle_keeps_it():
    paragraphs = [
        *STORY[:6],
        "The page could not be found, said the clerk of the archive, and shut the drawer.",
        *STORY[6:],
    ]
    page = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert extract_text(page.encode()) == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "told",
    [
        "She found the original in the author's house, and read it at the window until the lamp went out.",
        "The story was taken from an old chronicle that nobody had opened since the war.",
        "They had stolen the boat, and he was to report the theft at the harbour office.",
    ],
)
def test_what_a_story_says_of_books_and_theft_is_no_mark(told):
    page = "".join(f"<p>{paragraph}</p>" for paragraph in [*STORY[:5], told, *STORY[5:]])
    assert told in extract_text(page.encode())
