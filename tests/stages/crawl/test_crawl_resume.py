"""A crawl that is killed, stopped, repeated or moved loses nothing and fetches nothing twice."""

import json
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from stages.crawl.pages import page_path, store_page
from tests.stages.crawl.local_site import Project, Reply, Site, kill, story

PAGES = 30
IN_FLIGHT = 4


def slowly(path: str) -> Reply:
    time.sleep(0.03)
    return Reply(story(f"the tale {path}"))


@pytest.fixture
def site() -> Iterator[Site]:
    pages: dict[str, Reply | Callable[[str], Reply]] = {f"/tales/{n}": slowly for n in range(PAGES)}
    with Site(pages).serving() as serving:
        yield serving


@pytest.fixture
def prepared(project: Project, site: Site) -> Project:
    project.set_params(
        allow_private_hosts=[site.host],
        urls=[site.url(f"/tales/{n}") for n in range(PAGES)],
        concurrency=IN_FLIGHT,
        concurrency_per_host=IN_FLIGHT,
        fixed_time="2026-01-01T00:00:00Z",
    )
    return project


def tales(site: Site) -> Counter[str]:
    return Counter(path for path in site.paths() if path.startswith("/tales/"))


def wait_for(fact: Callable[[], object], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_kill_9_loses_nothing_leaves_nothing_and_refetches_only_what_was_in_flight(prepared, site):
    for pages in (8, 22):
        process = prepared.start(WORKERS="1")
        wait_for(lambda wanted=pages: len(tales(site)) >= wanted)
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        kill(process)
        _, alive = psutil.wait_procs(children, timeout=5)
        assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []  # nothing outlives it
    prepared.run(WORKERS="1")
    assert {row["status"] for row in prepared.rows().values()} == {"fetched"}
    assert len(prepared.rows()) == len(prepared.pages()) == PAGES
    assert sum(tales(site).values()) - PAGES <= 2 * IN_FLIGHT


def test_pages_that_a_killed_run_stored_without_their_row_go_and_no_others(prepared, site):
    process = prepared.start(WORKERS="1")
    wait_for(lambda: len(tales(site)) >= 12)
    kill(process)
    pages = prepared.folder / "dataset/pages"
    orphan, earlier = page_path(store_page(b"stored, then killed", pages), pages), b"an earlier version of a page"
    older = page_path(store_page(earlier, pages), pages)
    os.utime(older, (1, 1))
    half = orphan.with_name(f".{orphan.name}.1.tmp")
    half.touch()
    prepared.run(WORKERS="1")
    assert [path.exists() for path in (orphan, half, older)] == [False, False, True]
    assert len(prepared.pages()) == PAGES + 1

    later = page_path(store_page(b"put there by hand", pages), pages)
    prepared.run("--grow")
    assert later.exists()  # the last run ended well
    assert {row["status"] for row in prepared.rows().values()} == {"fetched"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_crawl_within_five_seconds_with_everything_exported(prepared, site, number):
    process = prepared.start(WORKERS="1")
    wait_for(lambda: len(tales(site)) >= 10)
    started = time.monotonic()
    process.send_signal(number)
    said = process.communicate(timeout=10)[1]
    assert time.monotonic() - started < 5
    assert (process.returncode, "Traceback" in said) == (130, False), said
    statuses = Counter(row["status"] for row in prepared.rows().values())
    assert statuses["fetched"] == len(prepared.pages()) > 0
    assert statuses["new"] > 0
    assert sum(statuses.values()) == PAGES


def test_one_crawl_at_a_time(prepared):
    (prepared.folder / ".cache").mkdir()
    with FileLock(prepared.folder / ".cache/crawl.lock"):
        assert "another crawl is running" in prepared.run(expect=1)


def test_a_finished_crawl_fetches_again_only_what_is_not_there(prepared, site):
    prepared.run()
    path = prepared.folder / "dataset/metadata/urls.jsonl"
    manifest, fetched = path.read_bytes(), tales(site)

    prepared.run("--grow")
    assert (tales(site), path.read_bytes()) == (fetched, manifest)

    path.write_bytes(b"".join(manifest.splitlines(keepends=True)[1:]))  # as after a pull: one row is not there any more
    gone = json.loads(manifest.splitlines()[-1])["page"]
    (prepared.folder / f"dataset/pages/{gone[:2]}/{gone}.html.zst").unlink()
    assert "rebuilt" in prepared.run("--grow")
    assert sum((tales(site) - fetched).values()) == 2
    assert (len(prepared.pages()), path.read_bytes()) == (PAGES, manifest)


def test_max_pages_and_a_file_of_urls_bound_a_growing_crawl(prepared, site, tmp_path: Path):
    listed = tmp_path / "more.txt"
    listed.write_text(f"# more\n\n{site.url('/tales/3?again=1')}\n")
    prepared.run("--grow", "--urls", str(listed), "--max-pages", "5")
    rows = prepared.rows()
    assert sum(row["status"] == "fetched" for row in rows.values()) == 5
    assert rows[site.url("/tales/3?again=1")]["provider"] == "urls"
    listed.write_text("no url\n")
    assert re.search(r"more.txt:1: 'no url' is not a URL", prepared.run("--grow", "--urls", str(listed), expect=1))


def test_a_full_disk_ends_the_crawl_with_one_line(prepared):
    (prepared.folder / "dataset").mkdir()
    (prepared.folder / "dataset/pages").write_text("a file where a folder belongs")
    said = prepared.run(expect=1)
    assert "Traceback" not in said
    assert "cannot be written" in said
