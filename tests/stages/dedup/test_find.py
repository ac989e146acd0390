import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dedup_edits import CHROME, COPIES, EPIGRAPH, RECAP, Case, dressed
from benchmarks.dedup_edits import concatenations as concatenation_case
from tests.stages.dedup.prose import BASE, VOCABULARY, edited, find, links, prose


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


@pytest.mark.parametrize("words", [170, 1200])
@pytest.mark.parametrize("name", COPIES)
def test_every_kind_of_copy_is_found_at_every_length(name, words):
    edit, recall = COPIES[name]
    rng, texts = random.Random(name), {}
    for seed in range(30):
        text = prose(seed, words)
        texts[f"{seed:02d}a"] = dressed(text, "Night Post", "old harbour") if name == "header and footer" else text
        texts[f"{seed:02d}b"] = edit(text, rng)
    found = links(texts)
    assert len(found) >= recall * 30
    assert [i for i, (_, target) in found.items() if i[:2] != target[:2]] == []


def test_parts_of_a_concatenation_are_contained_in_it():
    case: Case = concatenation_case({f"001000-x-{seed:03d}": prose(seed, 170) for seed in range(20)})
    assert links(case.texts) == {part: ("contained", whole) for part, whole in case.pairs}


@pytest.mark.parametrize(
    "frame",
    [
        lambda text: CHROME[:330] + text + CHROME[-200:],
        lambda text: RECAP + text,
        lambda text: EPIGRAPH + text,
        lambda text: text[:300] + BASE[:400] + text[300:],
    ],
    ids=["template", "recap", "epigraph", "quotation"],
)
@pytest.mark.parametrize("words", [170, 1200])
def test_texts_that_share_a_part_repeat_nothing(frame, words):
    assert links({f"{seed:02d}": frame(prose(seed, words)) for seed in range(2, 40)}) == {}


def test_longer_text_stays_although_the_excerpt_came_first():
    texts = {"a": BASE[:2000], "b": BASE}
    assert links(texts, {"a": "2026-01-01", "b": "2026-02-01"}) == {"a": ("contained", "b")}


def test_canonical_is_the_first_seen_and_then_the_smallest_id():
    texts = {"a": BASE, "b": edited(BASE, 0.02), "c": BASE + "!"}
    assert links(texts, {"a": "2026-02", "b": "2026-01", "c": "2026-03"}) == {"a": ("near", "b"), "c": ("near", "b")}
    assert links(texts, dict.fromkeys(texts, "2026")) == {"b": ("near", "a"), "c": ("normalised", "a")}


def test_similarity_is_the_share_found_in_the_text_that_stays():
    (row,) = find({"a": BASE, "b": BASE[:2000] + prose(9)[:500]}).records()
    assert row.kind == "contained"
    assert row.similarity == pytest.approx(0.8, abs=0.05)


def test_copies_of_a_copy_join_its_group():
    once, twice = edited(BASE, 0.08, 1), edited(BASE, 0.08, 2)
    assert links({"a": once, "b": BASE, "c": twice}) == {"b": ("near", "a"), "c": ("near", "a")}


@pytest.mark.parametrize("overlap", [0.3, 0.5, 0.7, 0.8, 0.9])
def test_overlapping_windows_do_not_chain_a_novel_into_one_text(overlap):
    novel = prose(5, 9000).split(" ")
    step = int(900 * (1 - overlap))
    windows = {f"{start:05d}": novel[start : start + 900] for start in range(0, len(novel) - 900, step)}
    dropped = links({name: " ".join(words) for name, words in windows.items()})
    kept = {place for name in windows if name not in dropped for place in range(int(name), int(name) + 900)}
    everything = {place for name in windows for place in range(int(name), int(name) + 900)}
    assert bool(dropped) == (overlap > 0.6)
    assert len(everything - kept) <= 900 * (1 - 0.4), "at most the end of the last window is lost"


def test_containment_never_chains():
    first, second, third = prose(1), prose(2, 2400), prose(3, 9000)
    middle = second + first[: int(len(first) * 0.8)]
    large = third + middle[: int(len(middle) * 0.8)]  # holds most of `middle`, nothing of `first`
    found = links({"a": first, "b": middle, "c": large})
    assert found == {"b": ("contained", "c")}, "what held `a` is gone, so `a` stays"


def test_copy_of_a_chapter_is_contained_through_its_canonical_text():
    book = "\n\n".join(prose(seed) for seed in range(4))
    found = links({"a": prose(2), "b": edited(prose(2), 0.03), "book": book})
    assert found == {"a": ("contained", "book"), "b": ("near", "a")}


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "", "b": "…", "c": "***"}, {"a": "one", "b": "two words"}, {"a": "x y z", "b": BASE}]
)
def test_texts_without_shingles_are_left_alone(texts):
    assert links(texts) == {}


def test_few_words_are_no_excerpt_of_a_text_that_has_them_by_chance():
    assert links({"a": " ".join(BASE.split()[100:110]), "b": BASE}) == {}


def test_empty_texts_are_exact_copies_of_each_other():
    assert links({"a": "", "b": "", "c": "***"}) == {"b": ("exact", "a")}


def test_short_texts_are_compared_too():
    text = "The keeper closed the door and walked down to the harbour"
    assert links({"a": text, "b": text + "!", "c": "Quite another line"}) == {"b": ("normalised", "a")}


def test_many_copies_of_one_text_become_one_group():
    texts = {f"{i:03d}": edited(BASE, 0.02, i) + f" {VOCABULARY[i % 200]} " * 3 for i in range(300)}
    found = links(texts)
    assert {target for _, target in found.values()} == {"000"}
    assert len(found) == 299


EDITS = [
    lambda text, rng: text,
    lambda text, rng: text.upper(),
    lambda text, rng: edited(text, 0.06, rng.randrange(99)),
    lambda text, rng: edited(text, 0.14, rng.randrange(99)),
    lambda text, rng: text[: len(text) // 2],
    lambda text, rng: text[len(text) // 4 :],
    lambda text, rng: text + "\n\n" + prose(rng.randrange(4), 150),
]


@st.composite
def corpora(draw):
    """Texts made from few pieces, so that they repeat each other in many ways, and when each was first seen."""
    rng = random.Random(draw(st.integers(0, 10_000)))
    texts: dict[str, str] = {}
    for name in draw(st.lists(st.text("abcdef", min_size=1, max_size=4), min_size=2, max_size=12, unique=True)):
        source = rng.choice([prose(rng.randrange(4), 150), *texts.values()])
        texts[name] = rng.choice(EDITS)(source, rng)
    return texts, {name: str(rng.randrange(3)) for name in texts}


@settings(deadline=None)
@given(corpora(), st.randoms())
def test_order_of_arrival_batches_and_index_change_nothing(tmp_path_factory, corpus, rng):
    texts, seen = corpus
    expected = find(texts, seen)
    arrived = list(texts)
    rng.shuffle(arrived)
    folder = tmp_path_factory.mktemp("index")
    size = rng.randrange(1, len(arrived) + 1)
    for end in range(size, len(arrived) + size, size):
        part = {name: texts[name] for name in arrived[:end]}
        found = find(part, seen, folder)
    assert list(found.records()) == list(expected.records())
    assert found.table.rows.tobytes() == expected.table.rows.tobytes()


@settings(deadline=None, max_examples=50)
@given(corpora())
def test_what_is_dropped_repeats_something_that_is_told(corpus):
    texts, seen = corpus
    rows = {row.id: row for row in find(texts, seen).records()}
    for row in rows.values():
        other = row.duplicate_of or row.contained_in
        assert (row.duplicate_of is None) == (row.kind == "contained")
        assert other not in rows or rows[other].kind == "contained", "a canonical text repeats no other"
        if row.duplicate_of:
            assert (seen[other], other) < (seen[row.id], row.id)
            assert row.similarity >= 0.4
        else:
            assert other not in rows, "a text is contained in one that stays"
            assert row.similarity >= 0.6


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_can_be_compared(one, other):
    assert {row.id for row in find({"a": one, "b": other}).records()} <= {"b", "a"}
