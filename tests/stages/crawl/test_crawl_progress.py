"""What a person sees while the crawl runs: on a real terminal, and in a log that nobody watches."""

import os
import pty
import re
import subprocess
import sys
import time

import psutil
import pytest

from stages.crawl import progress
from stages.crawl.figures import Counts
from stages.crawl.processes import Relatives, family, process_pss, tree_pss_mb
from stages.crawl.progress import Progress, print_reasons
from tests.stages.crawl.local_site import PROJECT, Project, Reply, Site, story

FIGURES = re.compile(r"fetched (\d+), rejected (\d+), queued (\d+), (\d+\.\d) URLs/s, (\d+) MB")


def crawl_on_a_terminal(project: Project) -> str:
    """All that the crawl wrote to its terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "WORKERS": "1", "TERM": "xterm"}
    command = [sys.executable, "-m", "stages.crawl"]
    process = subprocess.Popen(command, cwd=project.folder, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # Linux's word for the end of a terminal
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0, said
    return said.decode()


def slowly(path: str) -> Reply:
    time.sleep(0.1)
    return Reply(story(f"the tale {path}"))


def test_a_terminal_shows_five_figures_live_and_the_reasons_at_the_end(project):
    pages = {f"/tales/{n}": slowly for n in range(12)}
    with Site({**pages, "/empty": Reply("<p></p>"), "/gone": Reply("gone", 410)}).serving() as site:
        urls = [site.url(path) for path in (*pages, "/empty", "/gone")]
        project.set_params(allow_private_hosts=[site.host], urls=urls, concurrency=2, concurrency_per_host=2)
        said = crawl_on_a_terminal(project)
    live = [tuple(map(float, found.groups())) for found in FIGURES.finditer(said) if found[5] != "0"]
    assert re.search(r"\rcrawl: fetched \d+", said)  # one line, written over
    assert len(live) > 3
    fetched, rejected, queued, rate, memory = zip(*live, strict=True)
    assert (max(fetched), max(rejected), queued[-1]) == (12, 2, 0)
    assert max(queued) > 0
    assert max(rate) > 0.5
    assert max(memory) > 60  # the crawl and the process that reads pages
    after = said[said.rindex(" URLs/s") :]
    assert re.search(r"rejected +http_410 +1\r\n", after)
    assert re.search(r"rejected +empty +1\r\n", after)


def test_a_log_shows_life_now_and_then(monkeypatch, capsys):
    monkeypatch.setattr(progress, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(progress, "LOOK_SHARE", 1.0)
    monkeypatch.setattr(progress, "LOG_SECONDS", 0.5)
    begun = time.monotonic()
    shown = Progress(lambda: 7)
    shown.done(fetched=True)
    said = ""
    while said.count("\n") < 2:
        time.sleep(0.05)
        said += capsys.readouterr().err
        assert time.monotonic() - begun < 20
    shown.close()
    assert time.monotonic() - begun >= 1  # now and then, not at each look
    lines = said.splitlines()
    assert all(re.fullmatch(rf"crawl: {FIGURES.pattern}", line) for line in lines), lines
    assert lines[0].startswith("crawl: fetched 1, rejected 0, queued 7, ")


def test_the_rate_is_that_of_the_last_half_minute(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    shown = Progress(lambda: 0)
    shown.close()
    shown.seen.clear()
    shown.seen.append((now[0], 0))
    for _ in range(40):
        now[0] += 2
        shown.fetched += 10
        shown.look()
    assert shown.rate() == pytest.approx(5)
    for _ in range(15):
        now[0] += 2
        shown.look()
    assert shown.rate() == pytest.approx(0)


def test_memory_counts_children_and_shared_pages_once():
    code = "import os, sys; held = os.urandom(1 << 25); os.fork(); os.fork(); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, text=True) as parent:
        until = time.monotonic() + 20
        while len(psutil.Process(parent.pid).children(recursive=True)) < 3 or tree_pss_mb(parent.pid) < 32:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert 32 < tree_pss_mb(parent.pid) < 64  # four processes share the 32 MB
        parent.communicate("")
    assert tree_pss_mb(parent.pid) == 0


def test_relatives_are_the_family_whoever_comes_and_goes():
    code = "import os, sys; [os.fork() for _ in sys.stdin.readline().strip()]; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, text=True) as parent:
        relatives = Relatives(parent.pid)
        assert [one.pid for one in relatives.now()] == [parent.pid]
        parent.stdin.write("xx\n")
        parent.stdin.flush()
        until = time.monotonic() + 20
        while len(relatives.now()) < 4:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert set(relatives.now()) == set(family(parent.pid))
        parent.communicate("")
    assert parent.pid not in [one.pid for one in relatives.now()]


def test_memory_that_may_not_be_read_in_full_is_taken_as_resident():
    class Secret(psutil.Process):
        def memory_full_info(self):
            raise psutil.AccessDenied(self.pid)

    class Elsewhere(psutil.Process):
        def memory_full_info(self):
            return type("Memory", (), {"uss": 12.0})

    assert process_pss(Secret()) == pytest.approx(psutil.Process().memory_info().rss, rel=0.2)
    assert process_pss(Elsewhere()) == 12


def test_reasons_are_a_table_most_frequent_first(capsys):
    counts = Counts()
    counts.rejected.update({"ssrf": 1, "too_short": 12, "http_404": 1})
    counts.waiting.update({"host_asked_to_wait": 3})
    print_reasons(counts, {"searxng: timeout": 2})
    assert capsys.readouterr().err.splitlines() == [
        "crawl:   rejected  too_short                       12",
        "crawl:   rejected  http_404                         1",
        "crawl:   rejected  ssrf                             1",
        "crawl:   waiting   host_asked_to_wait               3",
        "crawl:   no answer searxng: timeout                 2",
    ]
