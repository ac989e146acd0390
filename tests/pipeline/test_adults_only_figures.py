import pytest

from pipeline.gate.figures import figure_places
from pipeline.gate.fold import fold


def places(text: str) -> list[int]:
    return figure_places(f" {text}").tolist()


@pytest.mark.parametrize(
    "text", ["17 years", "she was 16.", "Anna (9)", "f/15", "16-year-old", "3e", "age:14", "16, 17, 41"]
)
def test_figures_that_may_be_an_age_are_found(text):
    first = next(place for place, sign in enumerate(text) if sign.isdigit())
    assert places(text)[0] == first, "the place before the figure, in a text with a space put before it"


@pytest.mark.parametrize("text", ["in 2015", "$15", "#12", "15:30", "b12", "a 1000 m run", "no figure", ""])
def test_sums_dates_and_larger_numbers_are_none(text):
    assert places(text) == []


def test_what_stands_behind_a_point_is_none():
    assert places("3.15") == [0], "3.15 years old"


def test_numbers_amid_a_list_are_none():
    assert places("4, 5, 6, 7, 8") == [0, 12], "the first and the last"


@pytest.mark.parametrize(
    ("starred", "plain"), [("t*en", "teen"), ("t*enager", "teenager"), ("sch**lgirl", "schoolgirl")]
)
def test_stars_in_place_of_letters_are_taken_off(starred, plain):
    assert fold(starred) == plain
