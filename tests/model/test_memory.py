import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.memory import MemoryParams, RunningSummary, SummaryTable, prefix, summaries, table_paths
from model.tokenizer import Tokenizer
from pipeline.errors import DataError, ParamsError
from pipeline.params import check_params, load_params

PARAMS = load_params("memory", MemoryParams)
STORY = (
    "In the morning Anna walked down to the harbour. The boats were out, and Mr. Lindqvist was mending a net. "
    "“Good morning,” Anna said. “You are early,” said Lindqvist, and he smiled at Anna. The wind had turned.\n\n"
    "Later, when Tomas O’Brien came, the wind fell. “No!” The door closed. But Anna’s letter lay there; Anna had.\n"
)


def summarised(text, params=PARAMS):
    summary = RunningSummary(params)
    summary.feed(text)
    return summary.line()


def changed(**values):
    return PARAMS.model_copy(update=values)


def test_the_summary_names_the_people_most_salient_last():
    assert summarised(STORY) == "Mr Tomas O’Brien Lindqvist Anna"


def test_a_story_has_no_summary_before_it_begins():
    assert RunningSummary(PARAMS).line() == ""


def test_a_word_that_is_capitalised_at_sentence_starts_alone_is_no_name():
    assert (
        summarised("The rain came. But she stayed. “Then go,” he said. “Now!” The door closed. \n\nWinter came. ") == ""
    )


def test_shouting_pronouns_and_scripts_without_capitals_give_no_names():
    assert summarised("when I said NO, I’ll stay and I’m here, 漢字 かな, 한국어 text ") == ""


def test_what_was_mentioned_lately_outweighs_what_was_mentioned_often_long_ago():
    long_ago = "and then Anna went on. " * 5
    lately = "and then Tomas went on. " * 2
    assert summarised(long_ago + "the sea was calm. " * 2000 + lately).endswith("Anna Tomas")


def test_a_name_mentioned_often_outlives_one_mentioned_once():
    text = "so Anna went. " * 50 + "so Tomas went. " + "the sea was calm. " * 20_000
    assert summarised(text) == "Tomas Anna"


@given(st.lists(st.integers(0, len(STORY) * 3), max_size=40))
def test_the_summary_does_not_depend_on_how_the_text_is_cut(cuts):
    text = STORY * 3
    summary = RunningSummary(PARAMS)
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(text)], strict=True):
        summary.feed(text[start:end])
    assert summary.line() == summarised(text)


@settings(max_examples=50)
@given(st.text(st.sampled_from("AaBb ,.\n”’-"), min_size=200, max_size=600), st.integers(1, 150))
def test_nor_where_words_run_together_for_longer_than_prose_does(text, size):
    text = "x" * 90 + text + "Y" * 150 + ",”  Anna "
    summary = RunningSummary(PARAMS)
    for start in range(0, len(text), size):
        summary.feed(text[start : start + size])
    assert summary.line() == summarised(text)


@given(st.text(max_size=300))
def test_any_text_gives_one_line_within_its_budget(text):
    line = summarised(f"he met {text} and Anna ", changed(budget=12))
    assert len(line) <= 12
    assert "\n" not in line


def test_the_table_is_capped_and_keeps_the_salient():
    params = changed(max_names=16)
    summary = RunningSummary(params)
    for number in range(5000):
        name = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        summary.feed(f"there was Anna with X{name} at the door. ")
    assert len(summary._words) <= 16
    assert summary.line().endswith("Anna")


def test_text_without_white_space_takes_no_memory():
    summary = RunningSummary(PARAMS)
    for _ in range(2000):
        summary.feed("Anna" * 100)
    assert sys.getsizeof(summary._text) < 1000


def test_a_slide_takes_less_than_a_millisecond():
    names = ["N" + chr(ord("a") + i // 26) + chr(ord("a") + i % 26) for i in range(600)]
    pieces = [
        " ".join(f"then {name} went home and slept well." for name in names[i % 500 :][:7]) + " " for i in range(400)
    ]
    summary = RunningSummary(PARAMS)
    started = time.process_time()
    for piece in pieces:
        summary.feed(piece)
        summary.line()
    assert (time.process_time() - started) / len(pieces) < 0.001


def test_training_sees_the_summary_of_each_stride():
    params = changed(stride=50)
    found = list(summaries(STORY, params))
    assert found[0] == (0, "")
    for offset, line in found:
        assert offset % 50 == 0
        assert line == summarised(STORY[:offset], params)
    assert found[-1][1] == summarised(STORY[: len(STORY) // 50 * 50], params)


def test_a_window_is_prefixed_by_its_marked_line():
    tokenizer = Tokenizer("An \n")
    assert prefix(tokenizer, "Ann").tolist() == [tokenizer.summary, *tokenizer.encode("Ann\n")]
    assert prefix(tokenizer, "").tolist() == []


def test_the_table_gives_the_summary_that_holds_at_a_token(tmp_path):
    lines, rows = table_paths(tmp_path, "train")
    lines.write_bytes("\nÅsa\n\nÅsa Bo\n".encode())
    np.save(rows, np.array([[0, 0], [40, 1], [100, 6], [160, 7]]))
    table = SummaryTable.load(tmp_path, "train")
    assert [table.before(offset) for offset in (0, 39, 40, 99, 100, 159, 160, 9999)] == [
        *("", "", "Åsa", "Åsa"),
        *("", "", "Åsa Bo", "Åsa Bo"),
    ]


def test_a_missing_or_damaged_table_is_refused_by_name(tmp_path):
    with pytest.raises(DataError, match=r"train_summaries\.npy: missing"):
        SummaryTable.load(tmp_path, "train")
    lines, rows = table_paths(tmp_path, "train")
    lines.write_bytes(b"\n")
    rows.write_bytes(b"nonsense")
    with pytest.raises(DataError, match=r"train_summaries\.npy: damaged"):
        SummaryTable.load(tmp_path, "train")


def test_wrong_parameters_are_refused_by_name():
    with pytest.raises(ParamsError, match=r"memory\.budget"):
        check_params("memory", {**PARAMS.model_dump(), "budget": 0}, MemoryParams)
