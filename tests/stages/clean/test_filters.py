import random
import time
from pathlib import Path

import pytest

from pipeline.params import load_params
from stages.clean.document import clean_document
from stages.clean.filters import find_fault
from stages.clean.lines import is_entry
from stages.clean.normalise import clean_text
from stages.clean.params import CleanParams
from tests.stages.clean.junk import JUNK
from tests.stages.clean.prose import VERBS, prose

PARAMS = load_params("clean", CleanParams, Path(__file__).parents[3] / "params.yaml")


FICTION = sorted((Path(__file__).parent / "fiction").glob("*.txt"))  # <what it is>.<language>.txt


@pytest.mark.parametrize("path", FICTION, ids=lambda path: path.stem)
@pytest.mark.parametrize("params", [PARAMS, PARAMS.model_copy(update={"typography": "typographic"})])
def test_fiction_of_any_shape_is_kept_and_stays_as_it_is(path, params):
    language = path.stem.rsplit(".", 1)[1]
    text = clean_text(path.read_text(encoding="utf-8"), params)
    for told in (language, "und", "en"):  # a detector may be wrong
        assert find_fault(text, params.filters, told) is None
    assert clean_text(text, params) == text


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("make", "reasons"), JUNK, ids=lambda value: getattr(value, "__name__", ""))
def test_junk_of_every_kind_is_dropped_with_its_reason(make, reasons, seed):
    text = clean_text(make(random.Random(seed)), PARAMS)
    fault = find_fault(text, PARAMS.filters, "en")
    assert fault is not None
    assert fault[0] in reasons
    assert len(fault[1]) == 2, "the figure and its limit"


@pytest.mark.parametrize("make", [make for make, _ in JUNK], ids=lambda make: make.__name__)
def test_fiction_with_a_piece_of_junk_in_it_is_kept(make):
    piece = " ".join(clean_text(make(random.Random(7)), PARAMS).split()[:12])
    assert find_fault(clean_text(f"{prose(8, 200)}\n\n{piece}", PARAMS), PARAMS.filters, "en") is None


def test_a_language_without_a_list_of_its_words_is_judged_by_the_other_filters():
    finnish = (
        "Vanha kalastaja istui laiturilla ja katseli merta, joka oli tyyni. Hänen veneensä oli ollut rannassa "
        "koko talven, eikä hän tiennyt, lähtisikö se enää koskaan vesille. Silloin polulta kuului askelia, ja nainen, "
        "jota hän ei ollut nähnyt kahteenkymmeneen vuoteen, istui viereen eikä sanonut mitään. He katselivat "
        "yhdessä, kuinka aurinko laski, ja kun tuli pimeä, he nousivat ja kävelivät takaisin kylään."
    )
    assert find_fault(finnish, PARAMS.filters, "fi") is None
    assert find_fault(finnish, PARAMS.filters, "en") is not None


def test_prose_passes_every_filter():
    assert find_fault(prose(1), PARAMS.filters) is None


POEM = """salt on the sill and the kettle low
a coat on the hook that he will not wear
the gulls at their quarrel of long ago
a comb by the lamp with a thread of hair

you said that the winter would let us be
you said that the harbour would hold its light
I counted the boats till they came to three
I left you the lantern and half the night

now morning comes in with a basket of bread
and nothing we owe to the tide is due
the page that I folded and never read
opens its window and looks like you"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Too short.", "too_short"),
        (prose(1, 8) + "\n\n" + "\n\n".join([prose(2, 4)] * 8), "repetition"),
        ("I love you so " * 100, "repetition"),
        ("\n".join(f"Chapter {n} The Blue Door" for n in range(40)), "list"),
        ("\n".join(f"- the {w} was mended by the keeper of lamps" for w in VERBS * 6), "list"),
        ("\n".join(f"{prose(n, 1)[:60]}..." for n in range(20)), "list"),
        (prose(1, 12) + " $ ^ | { } < > " * 40, "symbols"),
        ("1234 5678 90 " * 20 + " ".join(str(n) for n in range(300)), "symbols"),
        ("As an AI language model, I cannot fulfill this request. " + prose(3, 10), "machine"),
        (f"{prose(3, 8)}\n\nWe use cookies. See our privacy policy and terms of service.", "machine"),
        (f"{prose(3, 10)}\n\nClick here to buy now! Free shipping, limited time offer.", "spam"),
    ],
)
def test_text_that_is_no_prose_is_dropped_with_its_reason(text, reason):
    fault = find_fault(clean_text(text, PARAMS), PARAMS.filters)
    assert fault is not None
    assert fault[0] == reason
    assert len(fault[1]) == 2, "the figure and its limit"


@pytest.mark.parametrize(
    "text",
    [
        POEM,
        "\n\n".join(f'"{line[:30]}," he said.' for line in prose(4, 40).split(". ")),
        prose(5) + "\n\nThe page said: access denied.",
        prose(6) + "\n\nThey made love that night, two adults who had waited a long time. She was forty-one.",
    ],
    ids=["poem", "dialogue", "error page quoted", "adults"],
)
def test_fiction_is_kept(text):
    assert clean_document(text, "", "en", (), PARAMS).reason is None


def test_adults_only_leaves_rule_and_no_text():
    text = prose(1) + "\n\nThe report says that they had sex. She was sixteen years old."
    found = clean_document(text, "", "en", (), PARAMS)
    assert (found.reason, found.figures, found.text) == ("adults_only", {"rule": "stated_age"}, "")


def test_title_is_judged_with_the_text():
    text = prose(1) + "\n\nThey had sex."
    assert clean_document(text, "Tags: teen", "en", (), PARAMS).reason == "adults_only"
    assert clean_document(text, "Tags: harbour", "en", (), PARAMS).reason is None


def test_other_language_is_dropped():
    found = clean_document(prose(1), "", "fr", (), PARAMS)
    assert (found.reason, found.figures) == ("language", {"language": "fr"})
    assert clean_document(prose(1), "", "fr", (), PARAMS.model_copy(update={"languages": []})).reason is None


def test_a_long_row_of_numbers_is_judged_soon():
    started = time.process_time()
    assert is_entry("555-" * 100_000 + "x", frozenset())
    assert time.process_time() - started < 1
