from typing import NamedTuple

import pytest

from model.release import RefusalError, released

EXPLICIT = "They had sexual intercourse."
YOUNG = "He was 15 years old. "


class Letter(NamedTuple):
    text: str


def sentences(prompt, story, summary=""):
    for letters in released(prompt, map(Letter, story), summary):
        yield "".join(letter.text for letter in letters)


def test_a_story_comes_sentence_by_sentence_and_whole():
    story = ["Ada sat. ", '"Well?" ', "Otto left.\n", "It rai"]
    assert list(sentences("", "".join(story))) == story


def test_what_is_judged_at_once_grows_with_the_story():
    found = list(sentences("word " * 2000, "Ada sat. " * 40))
    assert "".join(found) == "Ada sat. " * 40
    assert max(map(len, found[:-1])) < 120
    assert min(map(len, found[:-1])) >= 50


def test_a_sentence_without_an_end_comes_in_parts():
    assert list(map(len, sentences("", "a" * 1000))) == [400, 400, 200]


def test_the_prompt_is_judged_before_anything_is_told():
    def story():
        pytest.fail("asked for a story")
        yield "a"

    with pytest.raises(RefusalError, match="prompt: the adults-only gate refuses it"):
        next(sentences(YOUNG + EXPLICIT, story()))


@pytest.mark.parametrize(("prompt", "summary"), [(YOUNG, ""), ("Ada sat. ", YOUNG)])
def test_a_sentence_is_judged_with_the_prompt_and_the_summary_and_never_shown(prompt, summary):
    told = []
    with pytest.raises(RefusalError, match="story: the adults-only gate refuses what follows"):
        told.extend(sentences(prompt, f"It rained. {EXPLICIT} It rained.", summary))
    shown = []
    stream = sentences(prompt, f"It rained. {EXPLICIT} It rained.", summary)
    with pytest.raises(RefusalError):
        while True:
            shown.append(next(stream))
    assert "".join(shown) == "It rained. "


def test_a_last_sentence_that_has_no_end_is_judged_too():
    with pytest.raises(RefusalError):
        list(sentences(YOUNG, EXPLICIT.rstrip(".")))
