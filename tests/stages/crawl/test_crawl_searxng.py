"""A real SearXNG on loopback, with one engine of ours behind it.

It runs where SEARXNG_CHECKOUT names a folder with SearXNG's source and SEARXNG_PYTHON an interpreter that has its
requirements; nothing of it is part of this project.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from stages.crawl.params import SearchParams
from stages.crawl.providers import Results
from stages.crawl.providers.search import Search
from stages.crawl.providers.search_apis import search_apis
from tests.stages.crawl.local_apis import Api, Asked, Said, every
from tests.stages.crawl.local_site import Project, Reply, Site, story

CHECKOUT, PYTHON = os.environ.get("SEARXNG_CHECKOUT"), os.environ.get("SEARXNG_PYTHON")
pytestmark = pytest.mark.skipif(
    not (CHECKOUT and PYTHON), reason="SEARXNG_CHECKOUT and SEARXNG_PYTHON name no SearXNG to run"
)
START_SECONDS = 90


def engine(asked: Asked) -> Said:
    """What stands for the web: 25 stories per query, two of them fit for everybody."""
    first = 10 * (int(asked.words["page"]) - 1)
    found = [f"https://stories.example/{asked.words['q']}/{n}" for n in range(25)]
    shown = found[:2] if asked.words.get("filter") == "strict" else found
    return Said({"hits": [{"u": url, "t": f"No. {url}", "c": "a story"} for url in shown[first : first + 10]]})


def settings(port: int, engine_url: str, formats: list[str]) -> dict[str, Any]:
    ours = {"name": "ours", "engine": "json_engine", "shortcut": "ours", "categories": ["general"], "disabled": False}
    ours |= {"paging": True, "safesearch": True, "enable_http": True}
    ours |= {"search_url": engine_url + "?q={query}&page={pageno}{safe_search}", "results_query": "hits"}
    ours |= {"url_query": "u", "title_query": "t", "content_query": "c"}
    return {
        "use_default_settings": {"engines": {"keep_only": []}},
        "search": {"safe_search": 2, "autocomplete": "", "formats": formats},
        "server": {"bind_address": "127.0.0.1", "port": port, "secret_key": "of-this-test-alone", "limiter": False},
        "engines": [ours],
    }


@contextmanager
def searxng(folder: Path, engine_url: str, formats: list[str]) -> Iterator[str]:
    """The /search address of a running instance."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    path = folder / f"settings-{port}.yml"
    path.write_text(yaml.safe_dump(settings(port, engine_url, formats)))
    environment = {**os.environ, "SEARXNG_SETTINGS_PATH": str(path)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(PYTHON), "-m", "searx.webapp"], cwd=CHECKOUT, env=environment, stdout=log, stderr=log
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}/search"
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "SearXNG ended at its start"
        try:
            with urlopen(url) as answer:
                assert answer.status == 200
            return
        except (URLError, ConnectionError):
            assert time.monotonic() < deadline, "SearXNG does not start"
            time.sleep(0.3)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ExitStack() as stack:
        behind = stack.enter_context(Api(engine).serving())
        folder = tmp_path_factory.mktemp("searxng")
        yield stack.enter_context(searxng(folder, behind.url("/"), ["html", "json"]))


def search(url: str, **changes: Any) -> list[Results]:
    apis = {name: {"url": url} for name in ("searxng", "brave", "google", "serper", "serpapi")}
    limits = {"max_results": 100, "max_result_pages": 9, "max_requests": 99, "max_failures": 3}
    values = {"providers": ["searxng"], "queries": ["sea"], "language": "all", "safe_search": False, **limits, **apis}
    params = SearchParams.model_validate({**values, **changes})
    return every(Search(search_apis(params)[0], params))


def test_every_page_of_results_is_read(instance):
    found = search(instance, queries=["harbour", "größe & more"])
    rows = [one for results in found for one in results.discoveries]
    assert [(one.query, one.rank) for one in rows] == [
        (query, n) for query in ("harbour", "größe & more") for n in range(1, 26)
    ]
    assert {one.result_page for one in rows} == {1, 2, 3}
    assert [results.problem for results in found] == [None] * 8


def test_safe_search_is_off_although_the_instance_has_it_on(instance):
    assert sum(len(results.discoveries) for results in search(instance)) == 25
    assert sum(len(results.discoveries) for results in search(instance, safe_search=True)) == 2


def test_an_instance_without_json_refuses_and_an_engine_that_fails_is_named(tmp_path):
    with Api(lambda asked: Said(b"down", 500)).serving() as behind:
        with searxng(tmp_path, behind.url("/"), ["html"]) as url:
            assert [results.problem for results in search(url, queries=["one", "two"])] == ["http_403"]
        with searxng(tmp_path, behind.url("/"), ["html", "json"]) as url:
            assert [results.problem for results in search(url)] == ["unresponsive_engines"]


def test_a_crawl_stores_what_it_finds(project: Project, tmp_path):
    with ExitStack() as stack:
        site = stack.enter_context(Site({"*": lambda path: Reply(story(f"the tale of {path}"))}).serving())
        site.pages["/robots.txt"] = Reply("", 404)
        hits = [{"u": site.url(f"/{n}"), "t": "A tale", "c": "of two"} for n in range(3)]
        answer = Api(lambda asked: Said({"hits": hits if asked.words["page"] == "1" else []}))
        behind = stack.enter_context(answer.serving())
        url = stack.enter_context(searxng(tmp_path, behind.url("/"), ["html", "json"]))
        listed = [site.host, url.split("/")[2]]
        project.set_params(allow_private_hosts=listed, search={"queries": ["tale"], "searxng": {"url": url}})
        project.run()
    rows = project.rows()
    assert [(rows[site.url(f"/{n}")]["status"], rows[site.url(f"/{n}")]["rank"]) for n in range(3)] == [
        ("fetched", n + 1) for n in range(3)
    ]
    lines = (project.folder / "dataset/metadata/searches.jsonl").read_text().splitlines()
    assert [(row["result_page"], row["results"], row["problem"]) for row in map(json.loads, lines)] == [
        (1, 3, None),
        (2, 0, None),
    ]
