import shutil

import pytest

from stages.dedup import store as store_module
from stages.dedup.store import Store
from tests.stages.dedup.prose import BASE, PARAMS, edited, find, prose

TEXTS = {"a": BASE, "b": edited(BASE, 0.05), "c": BASE[:2500], "d": prose(2), "e": prose(3)}


def rows(texts, folder=None):
    return list(find(texts, None, folder).records())


def test_index_saves_reading_texts_again(tmp_path):
    read: list[str] = []

    class Counted(dict):
        def __getitem__(self, name):
            read.append(name)
            return super().__getitem__(name)

    rows(Counted(TEXTS), tmp_path)
    read.clear()
    rows(Counted(TEXTS), tmp_path)
    assert read == [], "nothing is new"
    rows(Counted(TEXTS | {"f": prose(4), "g": edited(prose(3), 0.03)}), tmp_path)
    assert sorted(read) == ["e", "f", "g", "g"], "what is new, and what it resembles"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"not an index" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(path.read_bytes()[:400] + b"\1" + path.read_bytes()[401:]),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: path.rename(path.with_name(path.name.replace("features", "overlaps"))),
    ],
    ids=["deleted", "empty", "other", "cut", "one byte", "folder", "renamed"],
)
@pytest.mark.parametrize("kind", ["features", "overlaps"])
def test_damaged_index_changes_nothing(tmp_path, spoil, kind):
    expected = rows(TEXTS)
    rows(TEXTS, tmp_path)
    (path,) = tmp_path.glob(f"*/{kind}-*.npz")
    spoil(path)
    assert rows(TEXTS, tmp_path) == expected
    assert rows(TEXTS, tmp_path) == expected, "and it is mended"


def test_index_of_another_version_is_not_used(tmp_path, monkeypatch):
    expected = rows(TEXTS, tmp_path)
    (old,) = tmp_path.iterdir()
    other = Store(tmp_path / "elsewhere", PARAMS.model_copy(update={"min_sketch": 5}))
    assert other.folder.name != old.name
    monkeypatch.setattr(store_module, "code_version", lambda params: "another version of the code")
    files = list(old.iterdir())
    moved = tmp_path / "another version "[:16]
    shutil.copytree(old, moved)
    store = Store(tmp_path, PARAMS)
    assert not old.exists(), "what cannot be used is cleared away"
    assert [store.read(path) for path in store.paths("features")] == [None], f"{len(files)} files were put there"
    assert rows(TEXTS, tmp_path) == expected


def test_removed_documents_leave_no_trace_in_what_is_found(tmp_path):
    rows(TEXTS, tmp_path)
    fewer = {name: text for name, text in TEXTS.items() if name != "a"}
    assert rows(fewer, tmp_path) == rows(fewer)
