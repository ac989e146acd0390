import pytest

from stages.evaluate.told import count_loops, introduced_share, name_consistency

FAR = "and so the day went on in the old way " * 4


def test_a_name_counts_as_consistent_when_the_prompt_or_the_story_had_it():
    assert name_consistency("Then came Anna, ", "and she met Paul, and Anna told Paul, and") == pytest.approx(2 / 3)
    assert name_consistency("Then came Anna, ", "and nobody else.") == 1.0


def test_a_name_from_before_the_window_counts_as_introduced_and_a_near_or_new_one_does_not():
    prompt = "Then came Anna, "
    assert introduced_share(prompt, FAR + "until Anna, and Anna again, met Paul, ", 100) == pytest.approx(1 / 2)
    assert introduced_share(prompt, "and then Anna, ", 100) == 0.0


def test_a_passage_that_stands_more_than_three_times_running_is_a_loop():
    passage = "She opened the window and "
    assert count_loops("First: " + passage * 3 + "slept.") == 0
    assert count_loops("First: " + passage * 4 + "slept.") == 1
    assert count_loops("no " * 60) == 1
