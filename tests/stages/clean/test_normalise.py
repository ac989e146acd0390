import re
import time
import unicodedata
from pathlib import Path

import ftfy
import pytest
from ftfy import fixes
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.params import load_params
from stages.clean.document import clean_document
from stages.clean.mend import FTFY, LONG_RUN, SOUND, mend_encoding
from stages.clean.normalise import clean_text, is_settled, mend
from stages.clean.params import CleanParams

PARAMS = load_params("clean", CleanParams, Path(__file__).parents[3] / "params.yaml")
TYPOGRAPHIC = PARAMS.model_copy(update={"typography": "typographic"})


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("“Yes,” she said. ‘No.’", "\"Yes,\" she said. 'No.'"),
        ("„Ja“, »nein« «oui» ‹si›", '"Ja", "nein" "oui" \'si\''),
        ("She waited — and waited.", "She waited--and waited."),
        ("She waited -- and waited.", "She waited--and waited."),
        ("She waited – and waited – long.", "She waited--and waited--long."),
        ("She waited - and waited.", "She waited--and waited."),
        ("in 1914–1918, a well‑known man", "in 1914-1918, a well-known man"),
        ("I thought———", "I thought--"),
        ("Well… no. . . yes .... so ...", "Well... no... yes... so..."),
        ("It was â€œoverâ€\u009d, she didnâ€™t say.", 'It was "over", she didn\'t say.'),
        ("cafe\u0301 in Paris", "café in Paris"),
        ("a\u00a0b\u2003c\td  e", "a b c d e"),
        ("so\u00adft, ze\u200bro, \ufeffmark, bell\x07", "soft, zero, mark, bell"),
        ("one\r\n\r\n\r\n\r\ntwo\u2028three", "one\n\ntwo\nthree"),
        ("  one  \n   two  ", "one\ntwo"),
        ("one\n\n* * *\n\ntwo", "one\n\n***\n\ntwo"),
        ("one\n\n⁂\n\n-----\n\ntwo\n\n~*~", "one\n\n***\n\ntwo"),
        ("one\noOo\ntwo", "one\n\n***\n\ntwo"),
        ("one\n\n- - -\n\ntwo\n\n***", "one\n\n***\n\ntwo"),
        ("one\n\n• • •\n\n***\n\ntwo", "one\n\n***\n\ntwo"),
        ("XXX\n\nThe chapter.", "XXX\n\nThe chapter."),
        ("one\n\nAdvertisement\n\ntwo", "one\n\ntwo"),
        ("one\n\nContinue reading below\n\nShare this:\n\ntwo", "one\n\ntwo"),
        ("Chapter 3 of 12\n\none\n\n« Previous chapter | Next chapter »", "one"),
        ("one\n\nhttps://site.example/story?page=2\n\ntwo", "one\n\ntwo"),
        ("She read it at https://site.example/x, twice.", "She read it at, twice."),
        ("a _very_ old *house*", "a very old house"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("Tom &amp; Ada", "Tom & Ada"),
        ("- No, he said.", "--No, he said."),
        ("one\n\u200b\ntwo", "one\n\ntwo"),
        ("She <i>knew</i> it.<br/>[b]So.[/b]", "She knew it.\nSo."),
        ("one\n\n- 12 -\n\nPage 13\n\ntwo", "one\n\ntwo"),
        ("oﬃce, ﬁne, Ｗide", "office, fine, Wide"),
        ("", ""),
        (" \n\n *** \n ", ""),
    ],
)
def test_text_gets_one_style(raw, cleaned):
    assert clean_text(raw, PARAMS) == cleaned


def test_typographic_style_curls_quotes_and_joins_dashes():
    text = '"I don\'t," she said -- \'or do I...?\'\n"So."'
    assert clean_text(text, TYPOGRAPHIC) == "“I don’t,” she said—‘or do I…?’\n“So.”"


@pytest.mark.parametrize(
    "line",
    [
        "“Advertisement,” he read aloud.",
        '"Share this."',
        "She wanted to share this with him.",
        "Chapter 3",
        "The next chapter of her life began.",
        "No comments were made at dinner.",
        "I like this.",
        "He would read more tomorrow, when the rain had stopped and the lamp was mended.",
    ],
)
def test_line_of_a_story_stays(line):
    assert clean_text(line, TYPOGRAPHIC) == clean_text(line, TYPOGRAPHIC.model_copy()) != ""


# fmt: off
# ruff: noqa: E501
PIECES = [
    "“", "”", "‘", "’", "'", '"', "``", "''", "—", "–", "-", "--", "…", ".", ". ", "*", "_", "***", "\n", "\n\n", " ", "  ",
    "a", "Bo", "o", "O", "x", "1", "â€™", "Ã©", "Ã", "Â", "ƒ", "€", "&amp;", "&lt;", "&gt;", "&nbsp;", "&#39;", "&#10;", "é",
    "e\u0301", "\u0301", "\u200b", "\u200d", "\u200f", "\u202e", "\r", "\r\n", "\x0c", "\x0b", "\x85", "\u2028",
    "www.a.b", "http://a", "»", "«", "|", "<b>", "</b>", "<br/>", "[i]", "[/i]", "<", "[", "ﬁ", "\u00ad", "\u00a0", "\ue000",
    "\ufeff", "\ud800", "\udc00", "👩\u200d❤️\u200d👨", "\u05d0", "Ａ", "Share", "Advertisement", "Chapter 3 of 12", "page 3",
    "- ", "\t", "\x1b[31m", "\x07", "#", "~", "'tis", "\u212b", "\u1e9b\u0323", "İ", "ß", ",", "!", "?", ")", "(",
]
# fmt: on
PLAIN = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=20).map("".join),
)


def misread(text: str) -> str:
    """UTF-8 taken for Windows-1252."""
    return text.encode("utf-8", "surrogatepass").decode("cp1252", "replace")


def misread_as_latin(text: str) -> str:
    """UTF-8 taken for Latin-1."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


NASTY = st.one_of(
    PLAIN,
    PLAIN.map(misread),
    PLAIN.map(misread).map(misread),
    PLAIN.map(misread_as_latin).map(misread_as_latin),
    st.binary(max_size=60).map(lambda content: content.decode("utf-8", "surrogateescape")),
    st.binary(max_size=60).map(lambda content: content.decode("utf-16-le", "replace")),
)


@settings(max_examples=500, deadline=None)
@given(NASTY)
@example("a - - b")
@example("*a* _b_ *_c_*")
@example("&" + "amp;" * 50 + "lt;b>")
@example("http<http<http<http://x>://y>://y>://y")
@example("Ã" + "ƒ" * 30)
@example("*a _b *c _d *e _f *g _h *i _j *k _l* m_ n* o_ p* q_ r* s_ t* u_ v* w_ x*")
def test_cleaning_cleaned_text_changes_nothing(text):
    for params in (PARAMS, TYPOGRAPHIC):
        cleaned = clean_text(text, params)
        assert clean_text(cleaned, params) == cleaned
        cleaned.encode("utf-8")


@settings(deadline=None)
@given(NASTY)
def test_the_two_styles_are_one_text(text):
    plain, curled = clean_text(text, PARAMS), clean_text(text, TYPOGRAPHIC)
    assert clean_text(curled, PARAMS) == plain
    assert clean_text(plain, TYPOGRAPHIC) == curled


@settings(deadline=None)
@given(NASTY)
def test_the_verdict_on_a_cleaned_text_is_the_verdict_on_the_text(text):
    limits = PARAMS.model_copy(update={"filters": PARAMS.filters.model_copy(update={"min_words": 1})})
    first = clean_document(text, "", "en", (), limits)
    again = clean_document(first.text, "", "en", (), limits)
    if first.reason != "adults_only":
        assert (first.reason, first.figures, first.text) == (again.reason, again.figures, again.text)


@settings(deadline=None)
@given(NASTY)
def test_a_line_that_looks_settled_is(text):
    for line in text.splitlines():
        assert not is_settled(line) or mend(line) == line


@settings(deadline=None)
@given(st.text(st.sampled_from(SOUND + "".join(map(chr, range(32, 127))))))
def test_characters_called_sound_need_no_repair(text):
    assert ftfy.fix_text(text, FTFY) == text


@settings(deadline=None)
@given(NASTY)
def test_encoding_is_mended_as_ftfy_mends_it(text):
    for line in re.split("[\x00-\x1f\x7f\x85\u2028\u2029\u206a-\u206f\ufeff\ufff9-\uffff]", text):
        if not LONG_RUN.search(line):
            mended = line
            for _ in range(4):  # a composed letter can bring more damage to light
                mended = unicodedata.normalize("NFC", fixes.remove_control_chars(mend_encoding(mended)))
            assert mended == ftfy.fix_text(line, FTFY)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_mojibake_upon_mojibake_is_mended(times):
    text = "“Où est-il?” — the café, she said, didn’t open"
    damaged = text
    for _ in range(times):
        damaged = damaged.encode("utf-8").decode("sloppy-windows-1252")
    assert clean_text(damaged, PARAMS) == clean_text(text, PARAMS)


def test_an_emoji_of_several_parts_stays_whole():
    assert clean_text("She sent 👩\u200d❤️\u200d👨 and 👍🏽.", PARAMS) == "She sent 👩\u200d❤️\u200d👨 and 👍🏽."
    assert clean_text("a ze\u200dro", PARAMS) == "a zero"


@pytest.mark.parametrize(
    "unit",
    ["&amp;", "&", "amp;", "Ãƒ", "â€™", "\u0301", "*x", "*_", "- ", ". ", "http<", "www.", "<b", "<", "[url=", "\x1b[1;", "“",
     "`", "\u200d", "\x85", "share this ", "previous chapter | ", "oO ", "漢", "a", "555-5", "<p>" + "ƒ" * 30 + " and ",
     "<p>" + "-->" * 30 + " and ", "<p>" + "[" * 30 + " and "],
)  # fmt: skip
def test_a_long_line_of_anything_takes_no_longer_than_prose(unit):
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    cleaned = clean_text(text, PARAMS)
    assert time.process_time() - started < 2
    assert clean_text(cleaned, PARAMS) == cleaned
