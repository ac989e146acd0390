"""A signal ends the crawl in order at any moment, through the front door too."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import psutil
import pytest

from stages.crawl.sqlite_frontier import SqliteFrontier
from tests.stages.crawl.local_site import PROJECT, Project, Reply, Site, story

SIGNALS = [signal.SIGINT, signal.SIGTERM]


def slowly(path: str) -> Reply:
    time.sleep(0.2)
    return Reply(story(f"the tale {path}"))


@pytest.fixture
def site() -> Iterator[Site]:
    pages: dict[str, Reply | Callable[[str], Reply]] = {f"/tales/{n}": slowly for n in range(60)}
    with Site(pages).serving() as serving:
        yield serving


@pytest.fixture
def prepared(project: Project, site: Site) -> Project:
    urls = [site.url(f"/tales/{n}") for n in range(60)]
    project.set_params(allow_private_hosts=[site.host], urls=urls, concurrency=4, concurrency_per_host=4)
    return project


def wait_for(fact: Callable[[], object]) -> None:
    until = time.monotonic() + 30
    while not fact():
        assert time.monotonic() < until
        time.sleep(0.01)


def has_mapped(process: subprocess.Popen[str], module: str) -> bool:
    """Whether a process has loaded a compiled module: how far its imports are."""
    return any(module in mapped.path for mapped in psutil.Process(process.pid).memory_maps())


def test_a_child_whose_crawl_was_killed_before_it_began_ends_before_it_imports_anything():
    command = [sys.executable, "-m", "stages.crawl.child", "1", "stages.crawl.no_such_module", "{}"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "the crawl is gone already\n")


def test_a_signal_between_commit_and_return_is_not_taken_for_a_damaged_database(tmp_path):
    with closing(SqliteFrontier(tmp_path / "crawl.sqlite")) as frontier:
        with pytest.raises(SystemExit), frontier.transaction() as db:
            db.execute("COMMIT")
            sys.exit(130)
        frontier.remember(exported="1")
        assert frontier.meta("exported") == "1"


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("module", ["pydantic_core", "lxml", "_sqlite3"])
def test_a_signal_during_the_imports(prepared, number, module):
    process = prepared.start(WORKERS="1")
    wait_for(lambda: has_mapped(process, module))
    process.send_signal(number)
    said = process.communicate(timeout=10)[1]
    assert (process.returncode, "Traceback" in said) == (130, False), said


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_while_the_reactor_starts(prepared, number):
    process = prepared.start(WORKERS="1")
    wait_for((prepared.folder / ".cache/crawl.sqlite-shm").exists)
    process.send_signal(number)
    said = process.communicate(timeout=10)[1]
    assert (process.returncode, "Traceback" in said) == (130, False), said


def test_a_second_signal_does_not_cut_the_end_short(prepared, site):
    process = prepared.start(WORKERS="1")
    wait_for(lambda: len(site.hits) > 10)
    children = psutil.Process(process.pid).children(recursive=True)
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    said = process.communicate(timeout=10)[1]
    assert (process.returncode, "Traceback" in said) == (130, False), said
    assert {row["status"] for row in prepared.rows().values()} == {"fetched", "new"}
    assert psutil.wait_procs(children, timeout=5)[1] == []


@pytest.mark.parametrize(("number", "to_all"), [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True)])
def test_a_signal_to_the_front_door_lets_the_crawl_end(prepared, site, number, to_all):
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from commands.crawl import main; sys.exit(main(['--no-repro']))"],
        cwd=prepared.folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "WORKERS": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    prepared.started.append(process)
    wait_for(lambda: len(site.hits) > 10)
    children = psutil.Process(process.pid).children(recursive=True)
    started = time.monotonic()
    if to_all:
        os.killpg(process.pid, number)  # as Ctrl-C does on a terminal
    else:
        process.send_signal(number)
    said = process.communicate(timeout=10)[1]
    assert time.monotonic() - started < 5
    assert (process.returncode, "Traceback" in said) == (130, False), said
    assert "stopped by a signal" in said
    assert {row["status"] for row in prepared.rows().values()} == {"fetched", "new"}
    assert psutil.wait_procs(children, timeout=5)[1] == []
