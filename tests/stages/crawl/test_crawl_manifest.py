"""The frontier and the files it is exported to: nothing is lost on the way there and back."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.files import read_json_lines
from pipeline.records import SearchRecord, UrlRecord
from stages.crawl.frontier import Outcome
from stages.crawl.manifest import count_manifest, export
from stages.crawl.providers import Discovery
from stages.crawl.rebuild import reconcile
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.stories import Link
from stages.crawl.urls import hashed

EARLY, NOW, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[SqliteFrontier]:
    made = SqliteFrontier(tmp_path / "crawl.sqlite")
    yield made
    made.close()


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "urls.jsonl"


def fetched(url: str, **changes: Any) -> Outcome:
    usual = {"fetched_at": EARLY, "page": name(url), "final_url": url, "http_status": 200}
    return Outcome("fetched", **{**usual, **changes})


def name(text: str) -> str:
    return text.encode().hex().ljust(64, "0")[:64]


def fill(frontier: SqliteFrontier, outcomes: dict[str, Outcome], provider: str = "urls") -> None:
    frontier.add([Discovery(url, provider, None, None) for url in outcomes], EARLY)
    frontier.finish(outcomes.items())


def exported(frontier: SqliteFrontier, manifest: Path) -> dict[str, UrlRecord]:
    export(frontier, NOW, manifest)
    return {row.url: row for row in read_json_lines(manifest, UrlRecord)}


def parts(frontier: SqliteFrontier, manifest: Path) -> dict[str, tuple[str, int]]:
    rows = exported(frontier, manifest)
    return {url: (row.story, row.part or 0) for url, row in rows.items() if row.story is not None}


def with_links(frontier: SqliteFrontier, links: list[Link], same: dict[str, str] | None = None) -> None:
    urls = sorted({link.parent for link in links} | {link.child for link in links})
    pages = same or {}
    fill(
        frontier,
        {
            url: fetched(url, page=name(pages.get(url, url)), links=tuple(link for link in links if link.parent == url))
            for url in urls
        },
    )


CHAIN = [Link("c", "next", 0, "d"), Link("a", "next", 0, "b"), Link("c", "previous", 0, "b")]


@pytest.mark.parametrize("links", [CHAIN, CHAIN[::-1]])
def test_parts_are_ordered_whatever_the_order_of_their_links(frontier, manifest, links):
    with_links(frontier, links)
    assert parts(frontier, manifest) == {"a": ("a", 1), "b": ("a", 2), "c": ("a", 3), "d": ("a", 4)}


def test_contents_pages_fill_the_gaps_of_next_links(frontier, manifest):
    with_links(frontier, [*(Link("toc", "chapter", n, url) for n, url in enumerate("abc")), Link("b", "next", 0, "c")])
    assert parts(frontier, manifest) == {"a": ("a", 1), "b": ("a", 2), "c": ("a", 3)}


def test_what_a_page_says_of_its_next_part_outweighs_a_contents_page(frontier, manifest):
    with_links(frontier, [Link("toc", "chapter", 0, "a"), Link("toc", "chapter", 1, "x"), Link("a", "next", 0, "b")])
    assert parts(frontier, manifest) == {"a": ("a", 1), "b": ("a", 2)}


def test_rings_end(frontier, manifest):
    ring = [Link("b", "next", 0, "a"), Link("a", "next", 0, "b")]
    other = [Link("x", "next", 0, "z"), Link("z", "next", 0, "y"), Link("y", "next", 0, "x")]
    with_links(frontier, ring + other)
    assert parts(frontier, manifest) == {
        **{"a": ("a", 1), "b": ("a", 2)},
        **{"x": ("x", 1), "z": ("x", 2), "y": ("x", 3)},
    }


def test_duplicates_stand_for_their_page(frontier, manifest):
    with_links(frontier, [Link("copy", "next", 0, "b"), Link("a", "next", 0, "b")], {"copy": "a"})
    assert parts(frontier, manifest) == {"a": ("a", 1), "b": ("a", 2)}
    assert exported(frontier, manifest)["copy"].evidence == {"duplicate_of": "a"}


def test_parts_that_were_rejected_leave_no_gap(frontier, manifest):
    with_links(frontier, [Link("a", "next", 0, "b"), Link("b", "next", 0, "c"), Link("c", "next", 0, "d")])
    frontier.finish([("c", Outcome("rejected", "too_short", fetched_at=NOW, links=(Link("c", "next", 0, "d"),)))])
    assert parts(frontier, manifest) == {"a": ("a", 1), "b": ("a", 2), "d": ("a", 3)}


def test_of_urls_with_one_page_the_direct_and_earliest_stands_for_all(frontier, manifest):
    same, other = name("same"), name("other")
    fill(
        frontier,
        {
            "direct": fetched("direct", page=same),
            "bytes": fetched("bytes", page=same),
            "moved": fetched("moved", page=same, final_url="elsewhere"),
            "to": fetched("to", page=other),
            "from": fetched("from", page=same, final_url="to"),  # what it led to has other bytes by now
            "ring1": fetched("ring1", page=name("r1"), final_url="ring2"),
            "ring2": fetched("ring2", page=name("r2"), final_url="ring1"),
        },
    )
    rows = exported(frontier, manifest)
    stands = {url: row.evidence.get("duplicate_of") for url, row in rows.items()}
    assert stands == {"bytes": None, "direct": "bytes", "moved": "bytes", "to": None, "from": "to", "ring1": None} | {
        "ring2": None
    }
    assert {row.reason for row in rows.values() if row.status == "rejected"} == {"duplicate"}


def test_an_export_rebuilds_the_frontier_that_exports_the_same(frontier, manifest, tmp_path):
    fill(frontier, {"http://a.example/0": fetched("http://a.example/0", evidence={"licence": "free"}, charset="utf-8")})
    frontier.add([Discovery("http://a.example/9", "brave", "boats", 4, 2)], EARLY)
    frontier.add_rejected(Discovery("ftp://a.example", "urls", None, None), "bad_scheme", {"url": "ftp scheme"}, NOW)
    chapters = [f"http://b.example/{n}" for n in range(5)]
    for here, after in pairwise(chapters):
        links = (Link(here, "next", 0, after),)
        fill(frontier, {here: fetched(here, links=links, follow=(after,), redirects=("http://b.example/r", here))})
    fill(frontier, {chapters[2]: Outcome("rejected", "too_short", fetched_at=NOW, links=(Link(*link(2)),))})
    fill(frontier, {"http://c.example/": fetched("http://c.example/", page=name(chapters[0]))})
    fill(frontier, {"http://d.example/": Outcome("rejected", "adults_only", fetched_at=NOW, evidence={"rule": "x"})})
    paused = Outcome("new", "host_asked_to_wait", not_before=LATER, paused_host="p.example")
    fill(frontier, {"http://p.example/1": paused})
    frontier.add([Discovery("http://p.example/2", "urls", None, 1)], EARLY)
    frontier.record_search(search())
    first = export(frontier, NOW, manifest)
    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.jsonl")}
    assert set(files) == {"urls.jsonl", "searches.jsonl"}
    assert json.loads(files["urls.jsonl"].splitlines()[-1])["url"] == hashed("http://d.example/")

    other = SqliteFrontier(tmp_path / "other.sqlite")
    assert reconcile(other, manifest)
    assert export(other, NOW, manifest) == first == count_manifest(manifest)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.jsonl")} == files
    assert other.paused_hosts(NOW) == {"p.example": LATER}
    assert other.candidate_hosts() == ["b.example"]  # a link is let in under the same bound as before
    assert not reconcile(other, manifest)
    other.close()


def link(n: int) -> tuple[str, str, int, str]:
    return f"http://b.example/{n}", "next", 0, f"http://b.example/{n + 1}"


def search(**changes: Any) -> SearchRecord:
    usual: dict[str, Any] = {"provider": "brave", "query": "boats", "result_page": 1, "asked_at": NOW}
    return SearchRecord(**{**usual, "results": 20, "new": 7, "problem": None, **changes})


def test_of_a_search_asked_twice_the_later_answer_is_kept(frontier, manifest):
    for asked in (search(), search(asked_at=LATER, new=0), search(asked_at=EARLY, new=9), search(provider="a")):
        frontier.record_search(asked)
    export(frontier, NOW, manifest)
    kept = list(read_json_lines(manifest.with_name("searches.jsonl"), SearchRecord))
    assert kept == [search(provider="a"), search(asked_at=LATER, new=0)]


def test_what_a_search_found_first_is_still_its_own_when_it_is_asked_again(frontier, manifest):
    for found, asked in (
        ((Discovery("http://b.example/1", "brave", "boats", 1, 1),), search()),
        ((), search(asked_at=LATER, results=1)),
    ):
        frontier.add(found, NOW, asked)
    export(frontier, NOW, manifest)
    kept = list(read_json_lines(manifest.with_name("searches.jsonl"), SearchRecord))
    assert kept == [search(asked_at=LATER, results=1, new=1)]


def test_other_searches_than_were_exported_are_read_again(frontier, manifest):
    frontier.record_search(search())
    export(frontier, NOW, manifest)
    searches = manifest.with_name("searches.jsonl")
    searches.write_text(search(new=3).model_dump_json() + "\n")
    assert reconcile(frontier, manifest)
    searches.unlink()
    assert not reconcile(frontier, manifest)
    export(frontier, NOW, manifest)
    assert list(read_json_lines(searches, SearchRecord)) == [search(new=3)]


def test_an_export_without_searches_is_an_empty_file(frontier, manifest):
    export(frontier, NOW, manifest)
    assert manifest.with_name("searches.jsonl").read_bytes() == manifest.read_bytes() == b""


def test_a_database_of_another_version_is_rebuilt_from_the_manifest(frontier, manifest, tmp_path):
    fill(frontier, {"http://a.example/": fetched("http://a.example/")})
    rows = exported(frontier, manifest)
    old = sqlite3.connect(tmp_path / "old.sqlite")
    old.executescript("CREATE TABLE urls (url TEXT PRIMARY KEY); CREATE TABLE meta (key TEXT, value TEXT)")
    old.close()
    opened = SqliteFrontier(tmp_path / "old.sqlite")
    assert reconcile(opened, manifest)
    assert exported(opened, manifest) == rows
    opened.close()


def test_a_manifest_without_the_younger_fields_is_read(frontier, manifest):
    fill(frontier, {"http://a.example/": fetched("http://a.example/")})
    row = exported(frontier, manifest)["http://a.example/"].model_dump()
    for younger in ("result_page", "checked_at", "redirects", "request_headers"):
        del row[younger]
    manifest.write_text(json.dumps(row) + "\n")
    assert reconcile(frontier, manifest)
    assert exported(frontier, manifest)["http://a.example/"].redirects == []


def test_a_refused_url_stays_hidden_when_other_pages_name_it(frontier, manifest):
    refused, other = "http://a.example/refused", "http://a.example/other"
    fill(frontier, {refused: Outcome("rejected", "adults_only", fetched_at=NOW, evidence={"rule": "stated_age"})})
    fill(frontier, {other: fetched(other, links=(Link(other, "next", 0, refused),), follow=(refused,))})
    assert sorted(exported(frontier, manifest)) == [other, hashed(refused)]
    assert not frontier.candidate_hosts()
    assert refused.encode() not in manifest.read_bytes()


def test_hosts_take_turns_by_place_and_a_pause_covers_a_whole_host(frontier):
    named = [Discovery(f"http://a.example/{n}", "searxng", "q", 9 - n) for n in range(3)]
    frontier.add([*named, Discovery("http://b.example/", "urls", None, 1)], EARLY)
    assert frontier.waiting_hosts() == ["a.example", "b.example"]
    first, *others = frontier.waiting("a.example", 9, NOW)
    assert [first.url, *(one.url for one in others)] == [f"http://a.example/{n}" for n in (2, 1, 0)]
    assert frontier.waiting("a.example", 9, NOW, (first.due, first.url)) == others
    frontier.finish([(first.url, Outcome("new", "crawl_delay", not_before=LATER, paused_host="a.example"))])
    assert frontier.paused_hosts(NOW) == {"a.example": LATER}
    assert frontier.paused_hosts(LATER) == {}
