"""Two crawler processes, each in a folder of its own, share one Redis."""

import shutil
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest
from redis import Redis

from stages.crawl.share import PREFIX, Claims
from tests.stages.crawl.local_site import Project, Reply, Site, kill, story

CHAPTERS = 8
HOSTS = ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7")


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real redis-server on loopback."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed; apt-get install redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("redis-server does not answer")


def chapters(host: str, both_at_work: threading.Event) -> dict[str, Callable[[str], Reply]]:
    """A story whose chapters are found one after the other; the second one waits until both crawlers are at work."""

    def chapter(path: str) -> Reply:
        number = int(path.rpartition("-")[2])
        if number:
            both_at_work.wait(60)
        following = f'<a rel="next" href="/chapter-{number + 1}">Next chapter</a>' if number + 1 < CHAPTERS else ""
        return Reply(story(f"chapter {number} of {host}", tail=following))

    return {f"/chapter-{number}": chapter for number in range(CHAPTERS)}


@pytest.fixture
def both_at_work() -> threading.Event:
    return threading.Event()


@pytest.fixture
def sites(both_at_work: threading.Event) -> Iterator[list[Site]]:
    with ExitStack() as stack:
        yield [stack.enter_context(Site(chapters(host, both_at_work), address=host).serving()) for host in HOSTS]


def two_projects(folder: Path, sites: list[Site]) -> tuple[Project, Project]:
    projects = []
    for name in ("keeper", "other"):
        (folder / name).mkdir()
        project = Project(folder / name)
        project.set_params(
            allow_private_hosts=[site.host for site in sites],
            contact_url="http://127.0.0.1/who",
            urls=[site.url("/chapter-0") for site in sites],
            concurrency=3,
            concurrency_per_host=1,
            delay_seconds=0.15,
            timeout_seconds=60.0,
        )
        projects.append(project)
    return projects[0], projects[1]


def story_hits(sites: list[Site]) -> Counter[str]:
    return Counter(site.host + path for site in sites for path in site.paths() if path.startswith("/chapter"))


def until(condition: Callable[[], object], what: str) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(what)


def joined(project: Project, redis_url: str) -> subprocess.Popen[str]:
    """A second crawler, once the first keeps its frontier."""
    redis = Redis.from_url(redis_url)
    until(lambda: redis.exists(PREFIX + "keeper"), "no crawl keeps its frontier in Redis")
    return project.start("--join", redis_url)


def wait_for_both(redis_url: str, both_at_work: threading.Event) -> None:
    """Return when more hosts are claimed than one crawler may."""
    redis = Redis.from_url(redis_url)
    until(lambda: len(redis.keys(PREFIX + "host:*")) > 3, "the second crawler claims no host")
    both_at_work.set()


def test_two_crawlers_fetch_each_url_once(tmp_path, sites, redis_url, both_at_work):
    keeper, other = two_projects(tmp_path, sites)
    first = keeper.start("--grow", "--redis", redis_url)
    second = joined(other, redis_url)
    wait_for_both(redis_url, both_at_work)
    said, said_too = first.communicate(timeout=120)[1], second.communicate(timeout=90)[1]
    assert (first.returncode, second.returncode) == (0, 0), said + said_too
    hits = story_hits(sites)
    assert set(hits.values()) == {1}, hits
    assert len(hits) == len(HOSTS) * CHAPTERS
    rows = keeper.rows()
    assert {row["status"] for row in rows.values()} == {"fetched"}
    assert len(keeper.pages()) == len(rows) == len(HOSTS) * CHAPTERS
    assert {row["part"] for row in rows.values()} == set(range(1, CHAPTERS + 1))
    brought = int(said_too.split("handed over ")[1].split(" ")[0])
    assert 0 < brought < len(rows)
    assert not (other.folder / "dataset").exists()
    for site in sites:
        times = [hit.at for hit in site.hits if hit.path.startswith("/chapter")]
        assert min(b - a for a, b in pairwise(times)) > 0.1, "the delay holds whoever asks"


def test_a_crawler_that_is_killed_loses_what_was_in_flight_alone(tmp_path, sites, redis_url, both_at_work):
    keeper, other = two_projects(tmp_path, sites)
    first = keeper.start("--grow", "--redis", redis_url, MINIATURE_LEASE_SECONDS="3")
    second = joined(other, redis_url)
    wait_for_both(redis_url, both_at_work)
    until(lambda: sum(story_hits(sites).values()) > 15, "the crawl does not go on")
    kill(second)
    said = first.communicate(timeout=120)[1]
    assert first.returncode == 0, said
    assert {row["status"] for row in keeper.rows().values()} == {"fetched"}
    assert len(keeper.rows()) == len(HOSTS) * CHAPTERS
    assert sum(story_hits(sites).values()) <= len(HOSTS) * CHAPTERS + 3


def test_joining_needs_a_keeper_with_the_same_parameters(tmp_path, sites, redis_url, both_at_work):
    both_at_work.set()
    keeper, other = two_projects(tmp_path, sites)
    assert "no crawl keeps its frontier there" in other.run("--join", redis_url, expect=1)
    first = keeper.start("--grow", "--redis", redis_url)
    other.set_params(delay_seconds=0.7)
    second = joined(other, redis_url)
    assert "differs from that of the crawl to join" in second.communicate(timeout=30)[1]
    assert second.returncode == 1
    first.communicate(timeout=120)


def test_a_redis_that_does_not_answer_is_named(project):
    project.set_params(urls=["http://127.0.0.1:9/"], allow_private_hosts=["127.0.0.1:9"])
    assert "redis://127.0.0.1:9/0: no Redis answers" in project.run(
        "--grow", "--redis", "redis://127.0.0.1:9/0", expect=1
    )


def test_a_host_belongs_to_one_process_until_it_is_left_and_rested(redis_url):
    redis = Redis.from_url(redis_url, decode_responses=True)
    one, two = Claims(redis, 2), Claims(redis, 2)
    assert one.claim("a.example")
    assert one.claim("a.example")
    assert not two.claim("a.example")
    assert one.claim("b.example")
    assert not one.claim("c.example"), "two at most"
    one.release("a.example", 0.2)
    assert not two.claim("a.example"), "its delay is not over"
    time.sleep(0.25)
    assert two.claim("a.example")
    one.release_all()
    two.release_all()
