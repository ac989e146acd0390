import pytest

from pipeline.scene_breaks import is_scene_break


@pytest.mark.parametrize(
    "line",
    ["***", "* * *", "⁂", "~", "#", "-oOo-", "oOo", "xXx", "~*~*~", "• • •", "-----", "———", "- - -", "❦", "◆ ◇ ◆",
     "o0o", "[scene break]", "--- page break ---", "+++", "===", "* ~ *", "♥ ♥ ♥", "§", "xoxox", "  ***  ", "_ _ _"],
)  # fmt: skip
def test_a_line_of_ornaments_is_a_scene_break(line):
    assert is_scene_break(line)


@pytest.mark.parametrize(
    "line",
    ["", " ", "...", "?!", "XXX", "Chapter 3", "I", "1", "12", "No.", "***Anna***", "-- Anna", "a", "ox", "OK", "3:15",
     "!", '"..."', "Scene", "The scene breaks.", "Page", "(*)", "* Anna", "-x-", "x-X-x."],
)  # fmt: skip
def test_a_line_that_says_something_is_none(line):
    assert not is_scene_break(line)


@pytest.mark.parametrize("line", ["oOo oOo", "o o o", "🌙 ✨ 🌙", "🌹", "-x-X-x-", "~o~O~o~"])
def test_letters_and_pictures_in_a_row_are_one_too(line):
    assert is_scene_break(line)
