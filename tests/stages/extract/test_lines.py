import pytest

from pipeline.scene_breaks import is_scene_break
from stages.extract.lines import reflow, unwrap, wrap_width

WRAPPED = """The ferry left the quay a little after six, and Marta stood at
the rail with her collar up against the wind. She had counted
the bells twice, and twice she had come to a different number,
which did not surprise her in the least."""
VERSE = """The tide has left its letters on the sand,
in feather, shell and cord;
I cannot read a word of the long hand
that signs itself the Lord."""


@pytest.mark.parametrize(
    "text",
    [
        "***",
        "* * *",
        "~",
        "#",
        "-oOo-",
        "xXxXx",
        "xxx",
        "XXXX",
        "⁂",
        "— — —",
        "• • •",
        "❦",
        "~*~*~",
        "[scene break]",
        "_____",
    ],
)
def test_ornament_is_a_scene_break(text):
    assert is_scene_break(text)


@pytest.mark.parametrize("text", ["", "...", "…", "?!", "II", "XXX.", "3", "A", "Oh!", "Xavier", "no", "1984", "“—”?"])
def test_words_and_silences_are_no_scene_break(text):
    assert not is_scene_break(text)


def test_hand_wrapped_paragraph_becomes_one_line():
    assert unwrap(WRAPPED, wrap_width(WRAPPED.split("\n"))) == [" ".join(WRAPPED.split())]


def test_verse_keeps_its_lines():
    assert unwrap(VERSE, wrap_width(VERSE.split("\n"))) == [VERSE]


def test_verse_keeps_its_lines_inside_wrapped_prose():
    assert reflow(f"{WRAPPED}\n\n{VERSE}\n\n{WRAPPED}")[1] == VERSE


def test_lines_that_all_begin_with_a_capital_are_verse_at_any_width():
    verse = "\n".join(
        f"{start} the wall the lighter square was hanging still," for start in ["On", "By", "At", "In", "Up"]
    )
    assert unwrap(verse, wrap_width(verse.split("\n"))) == [verse]


def test_lines_that_each_end_a_sentence_are_paragraphs_when_one_is_long():
    lines = [
        "“Well?”",
        "“Well what?”",
        "She looked at the sea, and at him, and at the boat. " * 2 + "It was going.",
        "“No.”",
    ]
    assert unwrap("\n".join(lines), 0) == lines


def test_long_lines_are_paragraphs_of_their_own():
    long = "word " * 60
    assert unwrap(f"{long}\n{long}", 0) == [long.strip(), long.strip()]


def test_paragraphs_told_apart_by_indents_alone_are_split():
    text = "   The ferry left the quay a little after six, and Marta stood\nat the rail with her collar up, waiting.\n"
    assert len(reflow(text * 3)) == 3


def test_words_broken_at_a_dash_take_no_space():
    width = 50
    lines = (
        "She had counted the bells, twice, and each time--\nwell, each time she had come to another number--\nor so."
    )
    assert "time--well" in unwrap(lines, width)[0]


def test_scene_breaks_in_plain_text_become_one_form():
    assert reflow("One line here.\n\n     *     *     *\n\nAnother.") == ["One line here.", "***", "Another."]
