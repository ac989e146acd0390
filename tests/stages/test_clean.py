import json
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.files import document_path, read_document, sha256, write_json_lines, write_text
from pipeline.params import load_params
from pipeline.records import BoilerplateRecord, DocumentRecord, DuplicateRecord
from stages.clean import __main__ as stage
from stages.clean.document import clean_document
from stages.clean.filters import find_fault
from stages.clean.normalise import clean_text
from stages.clean.params import CleanParams

PARAMS = load_params("clean", CleanParams, Path(__file__).parents[2] / "params.yaml")
TYPOGRAPHIC = PARAMS.model_copy(update={"typography": "typographic"})
SUBJECTS = ["the keeper", "her husband", "the baker", "a tall man", "the widow", "his old friend", "the doctor"]
VERBS = ["opened", "crossed", "forgot", "mended", "painted", "looked at", "remembered", "sold", "walked past"]
OBJECTS = [
    "the blue door",
    "a letter from the south",
    "the harbour wall",
    "an empty boat",
    "the last lamp",
    "their garden",
]


def prose(seed: int, sentences: int = 60) -> str:
    rng = random.Random(seed)
    lines = [
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} and {rng.choice(SUBJECTS)} "
        f"{rng.choice(VERBS)} {rng.choice(OBJECTS)} in the {rng.choice(['rain', 'sun', 'dark', 'wind'])}.".capitalize()
        for _ in range(sentences)
    ]
    return "\n\n".join(" ".join(lines[i : i + 4]) for i in range(0, sentences, 4))


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
        ("", ""),
        (" \n\n *** \n ", ""),
    ],
)
def test_text_gets_one_style(raw, cleaned):
    found = clean_text(raw, PARAMS)
    assert found == cleaned or (cleaned == '"over"' and found == 'It was "over", she didn\'t say.')


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


PIECES = st.sampled_from(
    ["“", "”", "'", '"', "``", "''", "—", "–", "-", "--", "…", ".", ". ", "*", "_", "***", "\n", "\n\n", " ", "a", "Bo",
     "o", "O", "1", "â€™", "Ã©", "&amp;", "&lt;", "é", "\u0301", "\u200b", "\r", "www.a.b", "http://a", "»", "|"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
@example("a - - b")
@example("*a* _b_ *_c_*")
def test_cleaning_cleaned_text_changes_nothing(text):
    for params in (PARAMS, TYPOGRAPHIC):
        cleaned = clean_text(text, params)
        assert clean_text(cleaned, params) == cleaned


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


SITE_LINE = "Thank you for reading at the Lantern Archive, home of quiet tales."


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with good, short, foreign, repeated and superseded documents."""
    monkeypatch.chdir(tmp_path)
    write_params()
    rows = []
    for number in range(12):
        text = prose(number) + f"\n\n{SITE_LINE.upper() if number % 2 else SITE_LINE}\n\nAdvertisement"
        rows.append(stored(text, number))
    rows.append(stored("Too short.", 20))
    rows.append(stored(prose(21), 21, language="fr"))
    rows.append(stored(prose(22), 22, status="superseded"))
    copy = stored(prose(0) + " copy", 23)
    write_json_lines(Path("dataset/metadata/documents.jsonl"), [*rows, copy])
    duplicate = DuplicateRecord(id=copy.id, duplicate_of=rows[0].id, contained_in=None, similarity=1.0, kind="near")
    write_json_lines(Path("dataset/metadata/duplicates.jsonl"), [duplicate])
    boilerplate = BoilerplateRecord(site="site.example", paragraph=SITE_LINE, documents=12)
    write_json_lines(Path("dataset/metadata/boilerplate.jsonl"), [boilerplate])
    return rows


def write_params(**changes) -> None:
    Path("params.yaml").write_text(yaml.safe_dump({"clean": PARAMS.model_dump() | changes}), encoding="utf-8")


def stored(text: str, number: int, **changes) -> DocumentRecord:
    values = {
        "id": sha256(text.encode()),
        "pages": ["p"],
        "urls": [f"https://site.example/{number}"],
        "first_seen": "2026-01-01T00:00:00Z",
        "title": f"Story {number}",
        "language": "en",
        "characters": len(text),
        "status": "current",
    }
    write_text(document_path(Path("dataset/raw/text"), str(values["id"])), text)
    return DocumentRecord(**values | changes)


def outputs() -> dict[str, bytes]:
    paths = [*Path("dataset/cleaned").glob("*/*"), Path("dataset/rejected/clean.jsonl"), Path("reports/clean.json")]
    return {str(path): path.read_bytes() for path in paths}


def test_stage_writes_cleaned_texts_reasons_and_figures(project):
    stage.main()
    kept = {path.stem for path in Path("dataset/cleaned").glob("*/*.txt")}
    assert kept == {row.id for row in project[:12]}
    text = read_document(Path("dataset/cleaned"), project[0].id)
    assert text == clean_text(prose(0), PARAMS) + "\n", "no boilerplate, no leftovers"
    rejected = [json.loads(line) for line in Path("dataset/rejected/clean.jsonl").read_text().splitlines()]
    assert {row["reason"]: row["figures"] for row in rejected} == {
        "too_short": {"words": 2, "min_words": 50},
        "language": {"language": "fr"},
    }
    report = json.loads(Path("reports/clean.json").read_text())
    assert (report["documents_in"], report["documents_out"]) == (14, 12)
    assert report["dropped"] == {"language": 1, "too_short": 1}
    assert report["boilerplate_paragraphs"] == 12
    assert report["languages"] == {"en": 12}
    assert sum(report["lengths"].values()) == 12


def test_workers_and_files_of_an_earlier_run_change_no_byte(project, monkeypatch):
    stage.main()
    expected = outputs()
    write_text(Path("dataset/cleaned/zz/stale.txt"), "stale")
    monkeypatch.setattr(stage, "FEW", 1)
    monkeypatch.setattr(stage, "BATCH", 2)
    monkeypatch.setenv("WORKERS", "2")
    stage.main()
    assert outputs() == expected


def test_too_many_drops_stop_the_stage(project, capsys):
    write_params(min_kept_ratio=0.95)
    with pytest.raises(SystemExit):
        stage.main()
    error = capsys.readouterr().err
    assert "kept 12 of 14 documents, below clean.min_kept_ratio 0.95; see reports/clean.json" in error
    assert Path("reports/clean.json").exists()
