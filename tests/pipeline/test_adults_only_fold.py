import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adults_only import find_refusal
from pipeline.gate.fold import fold, original_offset

ACT = "They had sexual intercourse."


def test_no_invisible_character_and_no_accent_survives():
    hidden = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) in ("Mn", "Me", "Cf")]
    assert fold("te" + "".join(hidden) + "en") == "teen"


def test_figures_of_every_script_are_figures():
    figures = [chr(c) for c in range(0x20000) if unicodedata.category(chr(c)) == "Nd"]
    assert {fold(figure) for figure in figures} == set("0123456789")


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("s1xteen", "sixteen"),
        ("sch00lg1rl", "schoolgirl"),
        ("51xteen", "sixteen"),
        ("l3gal", "legal"),
        ("s)(i)(x)(t)(e)(e)(n", "sixteen"),
        ("XVII", "17"),
        ("0x10", "16"),
        ("0b10001", "17"),
        ("\u5341\u516d\u6b73", "16yo"),
        ("und3rage", "underage"),
        ("l0li", "loli"),
        ("t33n", "teen"),
        ("m1n0r", "minor"),
        ("s i x t e e n", "sixteen"),
        ("t-e-e-n", "teen"),
        ("s*e*x", "sex"),
        ("Ŧ\u0435\u0435n", "teen"),
        ("\U0001f1f9\U0001f1ea\U0001f1ea\U0001f1f3", "teen"),
        ("\u24e3\u24d4\u24d4\u24dd", "teen"),
        ("\uff54\uff45\uff45\uff4e", "teen"),
        ("p\u00e6dophile", "paedophile"),
        ("Stra\u00dfe", "strasse"),
        ("f&shy;ifteen", "fifteen"),
        ("six<wbr>teen", "sixteen"),
        ("1<span class=x>5</span>", "15"),
        ("&#49;&#x35;", "15"),
        ("&#1109;ixteen", "sixteen"),
        ("fr&eacute;re", "frere"),
        ("under-\nage", "underage"),
    ],
)
def test_disguise_is_taken_off(disguised, plain):
    assert fold(disguised).split() == [plain]


@pytest.mark.parametrize("word", ["16th", "2nd", "4ever", "b2b", "mp3", "user@example.org", "I. K. Brunel", "a b c"])
def test_word_that_hides_nothing_stays(word):
    assert fold(word) == word.lower()


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_keeps_its_length_and_its_places(text):
    assert len(fold(text)) == len(text)
    assert original_offset(text, len(text) // 2) == len(text) // 2


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<", ">", "&#49;", "&shy;", "&", ";", "x-\n", "teen", " ", "\n", "xi"]))
)
def test_markup_keeps_the_length(pieces):
    assert len(fold("".join(pieces))) == len("".join(pieces))


@given(st.text())
def test_any_text_becomes_ascii(text):
    assert fold(text).isascii()
    assert find_refusal(text) is None or len(text) > 5


@pytest.mark.parametrize(
    "text",
    [
        "The girl waved. " * 60_000 + "x " * 2000 + ACT * 30_000,
        f"The boy waved. {'x ' * 2000}{ACT}{'x ' * 2000}" * 200,
        ACT + "17 16 15 " * 100_000,
        ACT + "a" * 1_000_000,
        ACT + "six" * 300_000,
        ACT + "a b " * 250_000,
        ACT + "1" * 1_000_000,
        ACT + " " * 1_000_000,
        ACT + "not for " * 120_000,
        ACT + "she was only just barely still " * 30_000,
        ACT + "s1x-t33n-" * 100_000,
        ACT + "\u200b" * 1_000_000,
        ACT + "\ufdfa" * 300_000,
        ACT + "xv,0x10;" * 125_000,
        ACT + "he was half her age of 80. " * 30_000,
        ACT + "born in 1980 and 2020 " * 40_000,
        ACT + "eighteen or one be eighteen " * 30_000,
        ACT + "a.(b)-c " * 125_000,
        ACT + "when he was ten, he was forty. " * 30_000,
        ACT + "the girl in in in " * 50_000,
        ACT + "she was forty, as a child she " * 30_000,
        ACT + "&#49;" * 200_000,
        ACT + "<b a" * 200_000,
        ACT + "ab-\n" * 200_000,
        "He undressed. " * 70_000 + "x " * 400 + "The teenager left.",
    ],
    ids=lambda text: f"{text[28:44]}...",
)
def test_no_text_of_a_megabyte_takes_long(text):
    started = time.process_time()
    find_refusal(text)
    assert time.process_time() - started < 5 * len(text) / 1e6
