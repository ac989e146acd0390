"""Two corpora become one, whichever comes first; the last tests merge two clones with a remote between them."""

import json
import shutil
from itertools import permutations
from pathlib import Path

import pytest

from commands.union import unite_documents, unite_searches, unite_tombstones, unite_urls
from pipeline.files import read_json_lines
from pipeline.records import DocumentRecord, SearchRecord, UrlRecord
from pipeline.tombstones import Tombstone, read_tombstones
from tests.tiny_project import dvc, grow, tiny_project
from tests.workspace import commit, git, run, run_well, set_params

JANUARY, MARCH, MAY = (f"2026-{month}-01T00:00:00Z" for month in ("01", "03", "05"))
ROW = UrlRecord(
    url="http://a.example/",
    provider="urls",
    query=None,
    rank=None,
    status="new",
    reason=None,
    first_seen=MARCH,
    fetched_at=None,
    not_before=None,
    page=None,
    final_url=None,
    http_status=None,
    headers={},
    charset=None,
    rendered=False,
    story=None,
    part=None,
    evidence={},
)


def row(**changes):
    return ROW.model_copy(update=changes)


FETCHED = row(status="fetched", fetched_at=MARCH, page="1" * 64)
AGAIN = row(status="fetched", fetched_at=MAY, page="2" * 64)
BARRED = row(status="rejected", reason="optout_rsl", fetched_at=MAY)
BARRED_BEFORE = row(status="rejected", reason="robots_disallow", fetched_at=JANUARY)
GONE = row(status="rejected", reason="http_404", fetched_at=MAY)


def only(*rows):
    """What a union keeps of one URL, in every order."""
    found = {unite_urls(order)[0].model_dump_json() for order in permutations(rows)}
    assert len(found) == 1, "the order matters"
    assert len(unite_urls(rows)) == 1
    return unite_urls(rows)[0]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ((ROW, FETCHED), FETCHED),
        ((ROW, GONE), GONE),
        ((FETCHED, AGAIN), AGAIN),
        ((FETCHED, GONE), FETCHED),
        ((FETCHED, BARRED), BARRED),
        ((AGAIN, BARRED), BARRED),
        ((AGAIN, BARRED_BEFORE), AGAIN),
        ((GONE, BARRED_BEFORE, ROW), BARRED_BEFORE),
        ((FETCHED, AGAIN, GONE, ROW), AGAIN),
        ((FETCHED.model_copy(update={"checked_at": MAY}), FETCHED), FETCHED.model_copy(update={"checked_at": MAY})),
    ],
)
def test_the_visit_that_says_most_is_kept(rows, kept):
    assert only(*rows) == kept


def test_a_page_that_was_barred_later_is_not_brought_back_by_the_other_side():
    assert only(BARRED, FETCHED).status == "rejected"


def test_whoever_named_a_url_first_is_remembered():
    named = row(provider="sitemap", first_seen=JANUARY)
    kept = only(named, row(provider="searxng", query="lamp", rank=3, result_page=1, status="fetched", fetched_at=MAY))
    assert (kept.provider, kept.query, kept.rank, kept.first_seen) == ("sitemap", None, None, JANUARY)
    assert (kept.status, kept.fetched_at) == ("fetched", MAY)


def test_urls_of_both_are_kept_and_sorted():
    urls = ["http://c.example/", "http://a.example/", "http://b.example/"]
    assert [kept.url for kept in unite_urls(row(url=url) for url in urls)] == sorted(urls)


def test_of_two_answers_to_a_question_the_later_stays():
    asked = [
        SearchRecord(provider="p", query="q", result_page=1, asked_at=when, results=n, new=n, problem=None)
        for n, when in enumerate((JANUARY, MAY, MARCH))
    ]
    assert unite_searches(asked) == unite_searches(asked[::-1]) == [asked[1]]


def test_documents_keep_every_page_url_and_the_earliest_sight():
    def document(when, number, title):
        return DocumentRecord(id="d", pages=[f"p{number}"], urls=[f"http://{number}.example/"], first_seen=when,
                              title=title, language="en", characters=9, status="current")  # fmt: skip

    rows = [document(MAY, 1, "later"), document(JANUARY, 2, "first")]
    merged = unite_documents(rows)
    assert merged == unite_documents(rows[::-1])
    assert (merged[0].urls, merged[0].first_seen) == (["http://1.example/", "http://2.example/"], JANUARY)
    assert (merged[0].title, sorted(merged[0].pages)) == ("first", ["p1", "p2"])


def test_every_removal_is_kept_once():
    stones = [
        Tombstone(urls=[], pages=[], documents=[name], reason="x", forgotten_at=when)
        for name, when in (("a", MAY), ("b", JANUARY), ("a", MAY))
    ]
    assert unite_tombstones(stones) == unite_tombstones(stones[::-1]) == [stones[1], stones[0]]


@pytest.fixture(scope="module")
def clones(tmp_path_factory) -> tuple[Path, Path]:
    """Anna fetched pages and had one forgotten; Ben fetched others, one of them hers, too, and trained further."""
    root = tmp_path_factory.mktemp("clones")
    base = tiny_project(root / "base")
    dvc(base, "remote", "add", "--default", "storage", str(root / "remote"))
    dvc(base, "repro", "--quiet", "train")
    dvc(base, "push", "--quiet")
    commit(base, "both began here")
    for name in ("anna", "ben"):
        git(root, "clone", "-q", str(base), str(root / name))
        git(root / name, "checkout", "-q", "-b", name)
        run_well(root / name, "run.py", "pull")
    anna, ben = root / "anna", root / "ben"
    grow(anna, range(4, 8), MARCH)
    run_well(anna, "run.py", "forget", "http://stories.example/001", "--reason", "asked to", "--no-repro")
    dvc(anna, "repro", "--quiet", "extract")
    grow(ben, range(7, 10), MAY)
    set_params(ben, {"train.min_steps": 6})
    dvc(ben, "repro", "--quiet", "train")
    for folder in (anna, ben):
        dvc(folder, "push", "--quiet")
        commit(folder, f"{folder.name} grew")
    git(anna, "fetch", "-q", str(ben), "ben:ben")
    git(ben, "fetch", "-q", str(anna), "anna:anna")
    return anna, ben


def raw(folder: Path) -> set[str]:
    return {path.name for path in (folder / "dataset/raw/text").glob("??/*.txt")}


@pytest.mark.full
def test_what_cannot_be_merged_leaves_everything_as_it_was(clones, tmp_path):
    anna = tmp_path / "anna"
    shutil.copytree(clones[0], anna, symlinks=True)
    lock, status = (anna / "dvc.lock").read_bytes(), git(anna, "status", "--short")
    assert "not a branch or commit here; `git fetch`" in run(anna, "run.py", "merge", "nobody").stderr
    set_params(anna, {"train.min_steps": 5})
    assert "params.yaml: changed since the last commit; commit it first" in run(anna, "run.py", "merge", "ben").stderr
    commit(anna, "a target of her own")
    done = run(anna, "run.py", "merge", "ben")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        "params.yaml: changed on both sides; bring ben in line with this one there, first",
    )
    assert ((anna / "dvc.lock").read_bytes(), git(anna, "status", "--short")) == (lock, status)
    assert not (anna / ".git/MERGE_HEAD").exists()


@pytest.mark.full
def test_merged_corpora_hold_everything_and_are_the_same_whoever_merges(clones):
    anna, ben = clones
    texts = raw(anna) | raw(ben)
    forgotten = set(read_tombstones(anna / "dataset/tombstones.jsonl").documents)
    assert len(forgotten) == 1 and f"{next(iter(forgotten))}.txt" in raw(ben) - raw(anna)
    for folder, branch in ((anna, "ben"), (ben, "anna")):
        run_well(folder, "run.py", "merge", branch)
    assert (anna / "dvc.lock").read_bytes() == (ben / "dvc.lock").read_bytes()
    assert git(anna, "rev-parse", "HEAD^{tree}") == git(ben, "rev-parse", "HEAD^{tree}")
    for folder, branch in ((anna, "ben"), (ben, "anna")):
        assert raw(folder) == texts - {f"{name}.txt" for name in forgotten}
        rows = list(read_json_lines(folder / "dataset/metadata/urls.jsonl", UrlRecord))
        assert sorted(row.url[-3:] for row in rows if row.status == "fetched") == [
            f"{number:03d}" for number in range(10) if number != 1
        ]
        assert [row.reason for row in rows if row.status != "fetched"] == ["forgotten"]
        assert next(row.first_seen for row in rows if row.url.endswith("007")) == MARCH, "Anna saw it first"
        assert json.loads((folder / "checkpoints/latest/state.json").read_text())["step"] == 6, "Ben's was further"
        assert git(folder, "status", "--short") == ""
        assert f"* {folder.name}" in git(folder, "branch", "--contains", branch).splitlines()
        assert not (folder / ".cache/merge").exists()
    assert "up to date" in dvc(anna, "status")
    assert "merged already" in run(anna, "run.py", "merge", "ben").stderr
