import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from simhash import Simhash

from pipeline.errors import DataError
from pipeline.files import document_path, sha256, write_json_lines, write_text
from pipeline.params import load_params
from pipeline.records import DocumentRecord
from stages.dedup import __main__ as stage
from stages.dedup import dedup_folder
from stages.dedup.boilerplate import find_boilerplate
from stages.dedup.features import (
    compute_features,
    feature_bytes,
    hash_bigrams,
    hash_words,
    make_shingles,
    make_simhash,
)
from stages.dedup.groups import Document, find_duplicates
from stages.dedup.params import DedupParams

PROJECT = Path(__file__).parents[2]
PARAMS = load_params("dedup", DedupParams, PROJECT / "params.yaml")
VOCABULARY = [f"{a}{b}{c}" for a in "brdlmst" for b in "aeiou" for c in ("n", "r", "lk", "st", "m", "ck")]


def prose(seed: int, words: int = 900) -> str:
    rng = random.Random(seed)
    sentences = [" ".join(rng.choices(VOCABULARY, k=12)).capitalize() + "." for _ in range(words // 12)]
    return "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))


def edited(text: str, share: float) -> str:
    rng = random.Random(7)
    return " ".join(rng.choice(VOCABULARY) if rng.random() < share else word for word in text.split(" "))


def duplicates(texts: dict[str, str], first_seen: dict[str, str] | None = None, params: DedupParams = PARAMS):
    documents = [Document(i, (first_seen or {}).get(i, ""), sha256(text.encode())) for i, text in texts.items()]
    features = {i: compute_features(text, params) for i, text in texts.items()}
    return find_duplicates(documents, features, lambda i: make_shingles(hash_words(texts[i])), params)


def links(texts: dict[str, str], first_seen: dict[str, str] | None = None):
    return {row.id: (row.kind, row.duplicate_of or row.contained_in) for row in duplicates(texts, first_seen)}


BASE = prose(1)


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (BASE, "exact"),
        (BASE.upper(), "normalised"),
        (BASE.replace(" ", "\n  "), "normalised"),
        (BASE.replace(".", " —!"), "normalised"),
        (BASE.replace(".", "’".encode().decode("cp1252", "replace")), "normalised"),
        (edited(BASE, 0.05), "near"),
        (edited(BASE, 0.10), "near"),
        ("Posted by a reader of the archive. " * 8 + BASE + " All rights reserved, thank you for reading." * 4, "near"),
        (BASE[: len(BASE) // 2], "contained"),
        (BASE[len(BASE) // 3 : len(BASE) * 2 // 3], "contained"),
        (edited(BASE, 0.05)[: len(BASE) // 2], "contained"),
    ],
)
def test_copy_is_linked_to_its_original_with_its_kind(copy, kind):
    assert links({"a": BASE, "b": copy, "c": prose(2), "d": prose(3)}) == {"b": (kind, "a")}


def test_longer_text_stays_although_the_excerpt_came_first():
    texts = {"a": BASE[:2000], "b": BASE}
    assert links(texts, {"a": "2026-01-01", "b": "2026-02-01"}) == {"a": ("contained", "b")}


def test_canonical_is_the_first_seen_and_then_the_smallest_id():
    texts = {"a": BASE, "b": edited(BASE, 0.02), "c": BASE + "!"}
    assert links(texts, {"a": "2026-02", "b": "2026-01", "c": "2026-03"}) == {"a": ("near", "b"), "c": ("near", "b")}
    assert links(texts, dict.fromkeys(texts, "2026")) == {"b": ("near", "a"), "c": ("normalised", "a")}


def test_similarity_is_the_share_found_in_the_canonical_text():
    row = duplicates({"a": BASE, "b": BASE[:2000] + prose(9)[:500]})[0]
    assert row.kind == "contained"
    assert row.similarity == pytest.approx(0.8, abs=0.05)


def test_duplicates_close_transitively():
    once, twice = edited(BASE, 0.08), " ".join(reversed(edited(" ".join(reversed(BASE.split(" "))), 0.08).split(" ")))
    assert links({"a": once, "b": BASE, "c": twice}) == {"b": ("near", "a"), "c": ("near", "a")}


def test_containment_never_chains():
    first, second, third = prose(1), prose(2, 2400), prose(3, 9000)
    middle = second + first[: int(len(first) * 0.8)]
    large = third + middle[: int(len(middle) * 0.8)]  # holds most of `middle`, nothing of `first`
    found = links({"a": first, "b": middle, "c": large})
    assert found == {"b": ("contained", "c")}, "what held `a` is gone, so `a` stays"


def test_chapters_are_contained_in_their_collection():
    texts = {f"chapter{i}": prose(i) for i in range(4)}
    texts["book"] = "\n\n".join(texts.values())
    assert links(texts) == {f"chapter{i}": ("contained", "book") for i in range(4)}


def test_texts_of_one_template_are_not_linked():
    template = "The lantern archive. Chapter one of a long tale. Told at the harbour by the keeper of the light.\n\n"
    assert links({f"{i}": template + prose(i, 300) for i in range(30)}) == {}


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "", "b": "…", "c": "***"}, {"a": "one", "b": "two words"}])
def test_texts_without_shingles_are_left_alone(texts):
    assert links(texts) == {}


def test_short_texts_are_compared_too():
    text = "The keeper closed the door and walked down to the harbour"
    assert links({"a": text, "b": text + "!", "c": "Quite another line"}) == {"b": ("normalised", "a")}


def test_another_alphabet_is_compared_by_its_own_letters():
    one, other = "Она закрыла дверь и пошла к гавани сегодня", "Он читал старую книгу у окна всю ночь"
    assert links({"a": one, "b": one.upper(), "c": other}) == {"b": ("normalised", "a")}


def test_many_copies_of_one_text_become_one_group():
    texts = {f"{i:03d}": edited(BASE, 0.02) + f" {VOCABULARY[i]} " * 3 for i in range(60)}
    assert {target for _, target in links(texts).values()} == {"000"}
    assert len(links(texts)) == 59


def test_order_of_arrival_changes_nothing():
    texts = {"x": BASE, "e": edited(BASE, 0.05), "h": BASE[:2500], "o": prose(2), "m": edited(BASE, 0.1)}
    texts |= {f"t{i}": prose(i, 200) for i in range(20)}
    expected = duplicates(texts)
    for seed in range(5):
        keys = list(texts)
        random.Random(seed).shuffle(keys)
        assert duplicates({key: texts[key] for key in keys}) == expected


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_can_be_compared(one, other):
    assert {row.id for row in duplicates({"a": one, "b": other})} <= {"a", "b"}


def test_long_text_has_the_same_words_in_pieces(monkeypatch):
    expected = hash_words(BASE)
    monkeypatch.setattr("stages.dedup.features.CHUNK", 256)
    assert np.array_equal(hash_words(BASE), expected)
    assert make_simhash(expected) == make_simhash(hash_words(BASE))


@pytest.mark.parametrize("text", [BASE, "one", "one two", "a b a b a b c", prose(5, 3000)])
def test_fingerprint_equals_the_simhash_package(text):
    bigrams = hash_bigrams(hash_words(text))
    votes = {str(key): row.tobytes() for key, row in zip(bigrams, feature_bytes(bigrams), strict=True)}
    weights = Counter(map(str, bigrams))
    oracle = Simhash(dict(weights), f=128, hashfunc=lambda name: votes.get(name.decode(), bytes(16)))
    assert make_simhash(hash_words(text)) == f"{oracle.value:032x}"


def test_fingerprints_of_near_duplicates_are_near():
    def bits(one: str, other: str) -> int:
        return (
            int(compute_features(one, PARAMS).simhash, 16) ^ int(compute_features(other, PARAMS).simhash, 16)
        ).bit_count()

    assert bits(BASE, edited(BASE, 0.05)) < 25
    assert bits(BASE, prose(2)) > 35


def row(text: str, name: str, **changes) -> DocumentRecord:
    values = {
        "id": sha256(text.encode()),
        "pages": ["p"],
        "urls": [f"https://site.example/{name}"],
        "first_seen": "2026-01-01T00:00:00Z",
        "title": name,
        "language": "en",
        "characters": len(text),
        "status": "current",
    }
    return DocumentRecord(**values | changes)


def test_paragraph_of_a_site_is_found_in_its_documents_only():
    line = "Thank you for reading at the\nLantern Archive, the home of quiet tales."
    texts = [prose(i, 100) + "\n\n" + (line if i < 4 else line.upper()) for i in range(5)]
    rows = [row(text, str(i)) for i, text in enumerate(texts)]
    rows.append(row(prose(8), "8", urls=["https://other.example/8"]))
    by_id = {record.id: text for record, text in zip(rows, [*texts, prose(8)], strict=True)}
    features = {i: compute_features(text, PARAMS) for i, text in by_id.items()}
    found = find_boilerplate(rows, features, by_id.__getitem__, PARAMS.boilerplate)
    assert [(one.site, one.documents) for one in found] == [("site.example", 5)]
    assert found[0].paragraph.casefold() == " ".join(line.split()).casefold()


def test_line_of_dialogue_that_repeats_is_no_boilerplate():
    texts = ["\n\n".join([prose(i, 100), "“Yes,” he said.", "***"]) for i in range(5)]
    rows = [row(text, str(i)) for i, text in enumerate(texts)]
    features = {r.id: compute_features(text, PARAMS) for r, text in zip(rows, texts, strict=True)}
    assert find_boilerplate(rows, features, dict.fromkeys(features, "").__getitem__, PARAMS.boilerplate) == []


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with an original, an edited copy, an excerpt, a superseded text and another story."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params.yaml").write_text(yaml.safe_dump({"dedup": PARAMS.model_dump()}), encoding="utf-8")
    texts = {"base": BASE, "edited": edited(BASE, 0.05), "part": BASE[:2500], "old": BASE + " old", "other": prose(2)}
    rows = []
    for name, text in texts.items():
        record = row(text, name, status="superseded" if name == "old" else "current")
        write_text(document_path(Path("dataset/raw/text"), record.id), text)
        rows.append(record)
    write_json_lines(Path("dataset/metadata/documents.jsonl"), sorted(rows, key=lambda r: r.id))
    return {record.title: record.id for record in rows}


def outputs() -> dict[str, bytes]:
    paths = [Path("dataset/metadata") / f"{n}.jsonl" for n in ("duplicates", "fingerprints", "boilerplate")]
    return {path.name: path.read_bytes() for path in [*paths, Path("reports/dedup.json")]}


def test_stage_writes_the_same_bytes_with_any_cache_and_workers(project, monkeypatch):
    stage.main()
    expected = outputs()
    report = json.loads(expected["dedup.json"])
    assert report["dropped"] == {"contained": 1, "near": 1}
    assert (report["documents_in"], report["documents_out"]) == (4, 2), "the superseded text takes no part"
    stage.main()
    assert outputs() == expected, "with a full cache"
    database = next(Path(".cache/dedup").glob("*.db"))
    database.write_bytes(b"not a database" * 100)
    monkeypatch.setattr(stage, "FEW", 1)
    monkeypatch.setattr(stage, "BATCH", 1)
    monkeypatch.setenv("WORKERS", "2")
    stage.main()
    assert outputs() == expected, "with a damaged cache and two workers"


def test_new_parameters_do_not_use_old_features(project):
    stage.main()
    Path("params.yaml").write_text(
        yaml.safe_dump({"dedup": PARAMS.model_dump() | {"min_sketch": 1000}}), encoding="utf-8"
    )
    before = {path.name for path in Path(".cache/dedup").glob("*.db")}
    stage.main()
    assert {path.name for path in Path(".cache/dedup").glob("*.db")}.isdisjoint(before)


def test_folder_gets_one_line_per_file(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in {"b": BASE, "a": BASE[:2500], "c": "alone"}.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    (texts / "latin.txt").write_bytes("caf\xe9 at the harbour".encode("latin-1"))
    dedup_folder(texts, tmp_path / "found.jsonl", PARAMS)
    rows = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["id"], one["contained_in"], one["kind"]) for one in rows] == [
        ("a", "b", "contained"), ("b", None, None), ("c", None, None), ("latin", None, None),
    ]  # fmt: skip


def test_folder_without_texts_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"no \.txt files"):
        dedup_folder(tmp_path, tmp_path / "found.jsonl", PARAMS)
