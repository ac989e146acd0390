import hashlib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.records import DocumentRecord, DuplicateRecord
from stages.prepare.splits import place

VAL_SHARE = 0.3


def document(name, day, page=None, status="current"):
    return DocumentRecord(
        id=name,
        pages=[page] if page else [],
        urls=[],
        first_seen=f"2026-01-01T00:{day // 60:02}:{day % 60:02}Z",
        title="",
        language="en",
        characters=1,
        status=status,
    )


def link(name, *, duplicate_of=None, contained_in=None):
    return DuplicateRecord(id=name, duplicate_of=duplicate_of, contained_in=contained_in, similarity=1.0, kind="near")


def hashed(name):
    return "val" if int(hashlib.sha256(name.encode()).hexdigest()[:13], 16) / 16**13 < VAL_SHARE else "train"


def names(split, count, start=0):
    return [name for name in map(str, range(start, start + 1000)) if hashed(name) == split][:count]


TRAIN, VAL = names("train", 6), names("val", 6)
REST = [document(name, day) for day, name in enumerate([*TRAIN[4:], *VAL[4:]])]  # enough to fill both sides


def kept(documents, rows, cleaned=None, share=VAL_SHARE):
    documents = [*REST, *documents] if documents is not REST else REST
    placed = place(documents, rows, cleaned or [d.id for d in documents], share)
    return {name: p.split if p.split == p.group_split else None for name, p in placed.items()}


def test_documents_are_split_by_their_hash():
    documents = [document(str(number), 10) for number in range(200, 600)]
    splits = kept(documents, [])
    assert all(splits[d.id] == hashed(d.id) for d in documents)


def test_a_larger_share_only_moves_documents_to_val():
    documents = [document(str(number), 10) for number in range(200, 300)]
    small, large = kept(documents, [], share=0.2), kept(documents, [], share=0.5)
    assert all(large[name] == "val" for name in small if small[name] == "val")


def test_a_later_repeat_stands_where_the_first_stands():
    first, later = document(VAL[0], 20), document(TRAIN[0], 21)
    assert kept([first, later], [link(later.id, duplicate_of=first.id)])[later.id] == "val"


def test_a_later_longer_document_stands_where_its_excerpt_stood():
    first, later = document(VAL[0], 20), document(TRAIN[0], 21)
    assert (
        kept([first, later], [link(first.id, contained_in=later.id)], [later.id, *TRAIN[4:], *VAL[4:]])[later.id]
        == "val"
    )


def test_a_group_keeps_its_side_through_a_document_that_was_not_kept():
    first, dropped, later = document(VAL[0], 20), document(TRAIN[0], 21), document(TRAIN[1], 22)
    rows = [link(dropped.id, duplicate_of=first.id), link(dropped.id, contained_in=later.id)]
    assert kept([first, dropped, later], rows)[later.id] == "val"


def test_a_bridge_between_two_groups_drops_the_later_group():
    old, young, bridge = document(TRAIN[0], 20), document(VAL[0], 21), document(VAL[1], 22)
    rows = [link(old.id, contained_in=bridge.id), link(young.id, contained_in=bridge.id)]
    assert kept([old, young], [])[young.id] == "val"
    splits = kept([old, young, bridge], rows)
    assert (splits[old.id], splits[young.id], splits[bridge.id]) == ("train", None, "train")


def test_a_bridge_that_would_carry_training_text_into_val_is_dropped_too():
    old, young, bridge = document(VAL[0], 20), document(TRAIN[0], 21), document(VAL[1], 22)
    rows = [link(old.id, contained_in=bridge.id), link(young.id, contained_in=bridge.id)]
    splits = kept([old, young, bridge], rows)
    assert (splits[old.id], splits[young.id], splits[bridge.id]) == ("val", None, None)


def test_a_better_extraction_of_a_page_stands_where_the_first_one_stood():
    page = next(name for name in map(str, range(2000)) if hashed(name) == "val")
    for names_then in ([TRAIN[0]], [TRAIN[1], TRAIN[0]], [TRAIN[0], TRAIN[1], VAL[0]]):
        documents = [document(name, 20, page, "superseded") for name in names_then[:-1]]
        documents.append(document(names_then[-1], 20, page))
        assert kept(documents, [], [names_then[-1], *TRAIN[4:], *VAL[4:]])[names_then[-1]] == "val"


@st.composite
def histories(draw):
    """Documents in order of arrival, each linked to some before it, and how many of them came first."""
    count = draw(st.integers(2, 14))
    links = [draw(st.lists(st.integers(0, i - 1), max_size=2, unique=True)) if i else [] for i in range(count)]
    return (
        count,
        links,
        draw(st.integers(1, count)),
        draw(st.integers(0, 10**6)),
        draw(st.sampled_from([0.05, 0.3, 0.7])),
    )


@given(histories())
def test_adding_documents_moves_none_and_no_group_stands_on_both_sides(history):
    count, links, first, salt, share = history
    documents = [document(f"{salt}-{number}", number) for number in range(count)]
    rows = [
        [
            link(documents[i].id, duplicate_of=documents[j].id)
            if j % 2
            else link(documents[j].id, contained_in=documents[i].id)
        ]
        for i in range(count)
        for j in links[i]
    ]
    made = [max(i, j) for i in range(count) for j in links[i]]
    try:
        before = placed(
            documents[:first], [r for row, i in zip(rows, made, strict=True) if i < first for r in row], share
        )
        after = placed(documents, [r for row in rows for r in row], share)
    except DataError:
        assume(False)
    assert all(after[name] in (None, before[name]) for name in before if before[name])
    for i in range(count):
        for j in links[i]:
            assert len({after[documents[i].id], after[documents[j].id]} - {None}) < 2


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=25), st.randoms(use_true_random=False))
def test_growth_in_any_order_moves_no_document_and_leaves_no_group_on_both_sides(links, rng):
    documents = [document(f"g{number}", number) for number in range(30)]
    rows = [link(f"g{a}", contained_in=f"g{b}") if a % 2 else link(f"g{a}", duplicate_of=f"g{b}") for a, b in links]
    before: dict[str, str] = {}
    for count in sorted({rng.randrange(2, 30) for _ in range(5)} | {30}):
        known = {d.id for d in documents[:count]}
        shuffled = [row for row in rows if {row.id, row.duplicate_of or row.contained_in} <= known]
        rng.shuffle(shuffled)
        here = documents[:count]
        rng.shuffle(here)
        try:
            after = placed(here, shuffled, VAL_SHARE)
        except DataError:  # one group alone
            continue
        assert all(after[name] in (None, split) for name, split in before.items() if split)
        for row in shuffled:
            assert len({after[row.id], after[row.duplicate_of or row.contained_in]} - {None}) < 2
        before = after


def test_a_text_held_by_two_keeps_them_on_one_side_when_both_rows_are_there():
    book, anthology, chapter = document(TRAIN[0], 20), document(VAL[0], 21), document(VAL[1], 22)
    rows = [link(chapter.id, contained_in=book.id), link(chapter.id, contained_in=anthology.id)]
    splits = kept([book, anthology, chapter], rows, [book.id, anthology.id, *TRAIN[4:], *VAL[4:]])
    assert (splits[book.id], splits[anthology.id]) == ("train", None)


def placed(documents, rows, share):
    found = place(documents, rows, [d.id for d in documents], share)
    return {name: p.split if p.split == p.group_split else None for name, p in found.items()}


@given(st.integers(0, 10**6), st.integers(2, 6), st.sampled_from([0.01, 0.5, 0.99]))
def test_two_documents_are_enough_for_both_sides_and_more_leave_them_where_they_are(salt, count, share):
    documents = [document(f"{salt}-{number}", number) for number in range(count)]
    small, large = placed(documents[:2], [], share), placed(documents, [], share)
    assert sorted(small.values()) == ["train", "val"]
    assert small.items() <= large.items()


def test_the_order_of_the_rows_changes_nothing():
    documents = [document(name, 20 + day % 3) for day, name in enumerate([*TRAIN[:4], *VAL[:4]])]
    rows = [
        link(TRAIN[0], duplicate_of=VAL[0]),
        link(TRAIN[1], contained_in=VAL[1]),
        link(VAL[2], contained_in=TRAIN[2]),
    ]
    assert kept(documents, rows) == kept(documents[::-1], rows[::-1])


def test_one_document_is_an_error_that_names_the_parameter():
    with pytest.raises(DataError, match=r"1 documents .* prepare\.val_share 0\.3 .*; add documents"):
        place([document("a", 1)], [], ["a"], VAL_SHARE)


def test_one_group_alone_is_an_error_too():
    with pytest.raises(DataError, match=r"prepare\.val_share"):
        place([document("a", 1), document("b", 2)], [link("b", duplicate_of="a")], ["a", "b"], VAL_SHARE)


def test_unknown_documents_are_refused_by_name():
    with pytest.raises(DataError, match=r"duplicates\.jsonl: ghost is not in documents\.jsonl"):
        place(REST, [link("ghost", duplicate_of=TRAIN[4])], TRAIN[4:], VAL_SHARE)
    with pytest.raises(DataError, match=r"dataset/cleaned: ghost is not in documents\.jsonl"):
        place(REST, [], ["ghost"], VAL_SHARE)
