from pathlib import Path

import pytest
from pydantic import Field

from pipeline.errors import ParamsError
from pipeline.params import Params, load_params


class Inner(Params):
    urls: list[str]


class Example(Params):
    min_words: int = Field(ge=1)
    rate: float
    inner: Inner
    name: str | None


GOOD = "example:\n  min_words: 3\n  rate: 0.5\n  inner:\n    urls: []\n  name: null\n"


def load(tmp_path: Path, text: str) -> Example:
    path = tmp_path / "params.yaml"
    path.write_text(text, encoding="utf-8")
    return load_params("example", Example, path)


def message(tmp_path: Path, text: str) -> str:
    with pytest.raises(ParamsError) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(str(tmp_path / "params.yaml"), "params.yaml")


def test_good_values_are_loaded(tmp_path):
    assert load(tmp_path, GOOD).min_words == 3


def test_misspelt_key_gets_a_suggestion(tmp_path):
    assert message(tmp_path, GOOD.replace("min_words", "min_word")).startswith("params.yaml: example.min_word")
    found = message(tmp_path, GOOD + "  min_wordz: 3\n")
    assert found == "params.yaml: example.min_wordz is not a known parameter; did you mean 'min_words'?"


def test_misspelt_nested_key_gets_a_suggestion_from_its_own_place(tmp_path):
    found = message(tmp_path, GOOD.replace("    urls: []", "    urls: []\n    url: []"))
    assert found == "params.yaml: example.inner.url is not a known parameter; did you mean 'urls'?"


def test_missing_key_is_named(tmp_path):
    assert message(tmp_path, GOOD.replace("  rate: 0.5\n", "")).startswith("params.yaml: example.rate is missing")


def test_text_where_a_number_belongs_is_shown(tmp_path):
    found = message(tmp_path, GOOD.replace("min_words: 3", "min_words: many"))
    assert found == "params.yaml: example.min_words is 'many': input should be a valid integer; correct it"


def test_value_out_of_range_is_shown(tmp_path):
    assert "example.min_words is 0" in message(tmp_path, GOOD.replace("min_words: 3", "min_words: 0"))


@pytest.mark.parametrize(("written", "shown"), [("1e-3", "0.001"), ("2.5e4", "25000"), ("1e3", "1000")])
def test_exponent_without_a_point_is_explained(tmp_path, written, shown):
    found = message(tmp_path, GOOD.replace("rate: 0.5", f"rate: {written}"))
    assert found == f"params.yaml: example.rate: YAML reads {written} as text; write {shown}"


def test_whole_number_serves_as_a_decimal(tmp_path):
    assert load(tmp_path, GOOD.replace("rate: 0.5", "rate: 1")).rate == 1.0


@pytest.mark.parametrize("text", ["example: [", "- a\n", "", "example:\n"])
def test_broken_file_is_one_line(tmp_path, text):
    assert message(tmp_path, text).startswith("params.yaml: ")


def test_missing_file_is_one_line(tmp_path):
    with pytest.raises(ParamsError, match="not found"):
        load_params("example", Example, tmp_path / "params.yaml")
