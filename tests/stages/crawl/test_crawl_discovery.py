"""A whole crawl from every source: what lands in the manifest, what a second run adds; no key is ever shown."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.errors import ParamsError
from pipeline.params import load_params
from stages.crawl.params import CrawlParams
from stages.crawl.stage import check_sources
from tests.stages.crawl.local_apis import KEYS, SHAPES, Api, Asked, Said
from tests.stages.crawl.local_site import Project, Reply, Site, story

QUERIES = ["harbour lights", "old letters"]
NAMES = list(SHAPES)


def searches(project: Project) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (project.folder / "dataset/metadata/searches.jsonl").read_text().splitlines()]


def assert_no_key_in(project: Project, *outputs: str) -> None:
    """Nowhere under the project's folder, the database included, nor in what was said."""
    files = [path for path in project.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite" for path in files)
    texts = {str(path): path.read_bytes() for path in files} | {"output": "".join(outputs).encode()}
    for key in KEYS.values():
        for shape in (key, quote(key, safe="")):
            assert not [name for name, text in texts.items() if shape.encode() in text]


class World:
    """One site of stories, and an interface per provider that finds three of them for each query."""

    def __init__(self, stack: ExitStack) -> None:
        self.site = stack.enter_context(Site({"*": lambda path: Reply(story(f"the tale of {path}"))}).serving())
        self.site.pages["/robots.txt"] = Reply("", 404)
        self.found: dict[str, list[str]] = {name: [f"/{name}/{n}" for n in range(3)] for name in NAMES}
        self.apis = {name: stack.enter_context(Api(self.answering(name)).serving()) for name in NAMES}
        self.feed = stack.enter_context(Api(self.rss).serving())
        self.index = stack.enter_context(Api(self.captures).serving())

    def answering(self, name: str) -> Any:
        def answer(asked: Asked) -> Said:
            own = [self.site.url(f"{path}?{asked.words['q'].split()[0]}") for path in self.found[name]]
            return SHAPES[name]([self.site.url("/shared"), *own])(asked)

        return answer

    def rss(self, asked: Asked) -> Said:
        if asked.path == "/robots.txt":
            return Said(b"", 404)
        link = self.site.url("/feed/1")
        return Said(f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>".encode())

    def captures(self, asked: Asked) -> Said:
        if "showNumPages" in asked.words:
            return Said({"pages": 1, "pageSize": 5, "blocks": 1})
        return Said({"url": self.site.url("/crawled/1"), "status": "200", "mime": "text/html"})

    def params(self) -> dict[str, Any]:
        hosts = [one.host for one in (self.site, self.feed, self.index, *self.apis.values())]
        return {
            "allow_private_hosts": hosts,
            "search": {
                "providers": NAMES,
                "queries": QUERIES,
                **{name: {"url": api.url()} for name, api in self.apis.items()},
            },
            "feeds": {"urls": [self.feed.url("/feed.xml")]},
            "common_crawl": {
                "index_url": self.index.url(""),
                "collection": "CC-MAIN-2026-30",
                "patterns": ["tales.example/*"],
            },
        }


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with ExitStack() as stack:
        world = World(stack)
        project = Project(tmp_path_factory.mktemp("discovery"))
        stack.callback(project.end)
        project.set_params(**world.params())
        said = project.run(**KEYS)
        yield {"world": world, "project": project, "said": said}


def test_each_result_lands_with_provider_query_page_rank_and_time(crawled):
    rows, site = crawled["project"].rows(), crawled["world"].site
    for name in NAMES:
        for query in QUERIES:
            row = rows[site.url(f"/{name}/2?{query.split()[0]}")]
            assert (row["provider"], row["query"], row["result_page"], row["rank"]) == (name, query, 1, 4)
            assert row["first_seen"].endswith("Z")
            assert row["status"] == "fetched"
    feed, captured = rows[site.url("/feed/1")], rows[site.url("/crawled/1")]
    assert (feed["provider"], feed["result_page"], feed["rank"]) == ("feed", 1, 1)
    assert (captured["provider"], captured["query"], captured["rank"]) == ("common_crawl", "tales.example/*", 1)


def test_the_first_provider_listed_owns_a_url_that_several_name(crawled):
    row = crawled["project"].rows()[crawled["world"].site.url("/shared")]
    assert (row["provider"], row["query"], row["rank"]) == ("searxng", QUERIES[0], 1)


def test_each_request_has_its_row(crawled):
    asked = searches(crawled["project"])
    places = [(row["provider"], row["query"], row["result_page"]) for row in asked]
    assert places == sorted(places)
    first = {row["provider"]: row for row in asked if row["query"] == QUERIES[0] and row["result_page"] == 1}
    assert {name: (row["results"], row["new"], row["problem"]) for name, row in first.items()} == {
        name: (4, 4 if name == "searxng" else 3, None) for name in NAMES
    }
    assert {row["provider"] for row in asked} == {*NAMES, "feed", "common_crawl"}
    assert "brave: 2 requests, 8 results, 6 new" in crawled["said"]


def test_the_keys_are_sent_and_shown_nowhere(crawled):
    world = crawled["world"]
    assert world.apis["brave"].asked[0].headers["x-subscription-token"] == KEYS["BRAVE_API_KEY"]
    assert world.apis["serper"].asked[0].method == "POST"
    assert_no_key_in(crawled["project"], crawled["said"])
    seen = " ".join(f"{hit.path} {hit.host}" for hit in world.site.hits)
    assert not [key for key in KEYS.values() if key in seen]


def test_googles_own_interface_is_said_to_end(crawled):
    assert crawled["said"].count("closed to new customers and ends on 2027-01-01") == 1


def test_running_again_finds_only_what_is_new(crawled):
    world, project = crawled["world"], crawled["project"]
    before, first = project.rows(), found_first(project)
    world.found["brave"].append("/brave/new")
    hits = len(world.site.hits)
    project.run("--grow", **KEYS)
    rows = project.rows()
    added = {world.site.url(f"/brave/new?{query.split()[0]}") for query in QUERIES}
    assert set(rows) - set(before) == added
    assert {path for path in world.site.paths()[hits:] if path.startswith("/brave")} == {
        url.removeprefix(world.site.url("")) for url in added
    }
    assert [now - then for then, now in zip(first, found_first(project), strict=True)] == [0, 1, 0, 0, 0]


def found_first(project) -> list[int]:
    """URLs that the first page of each provider's results was the first to name, for the first query."""
    counts = {(row["provider"], row["query"]): row["new"] for row in searches(project) if row["result_page"] == 1}
    return [counts[name, QUERIES[0]] for name in NAMES]


def test_errors_are_recorded_and_give_no_key_away(project):
    with ExitStack() as stack:
        site = stack.enter_context(Site({"/": Reply(story())}).serving())
        thief = stack.enter_context(Api(lambda asked: Said({"items": []})).serving())
        echo = f"no: {' '.join(KEYS.values())}".encode()
        answers = {
            "searxng": Said(echo, 403),
            "brave": Said(echo, 302, {"Location": thief.url("/moved?key=" + KEYS["BRAVE_API_KEY"])}),
            "google": Said(echo, 200, {"Content-Type": "text/html"}),
            "serper": Said(echo, 429, {"Retry-After": "3600"}),
            "serpapi": Said(json.dumps({"error": echo.decode(), "search_metadata": {"status": "Error"}}).encode()),
        }
        apis = {name: stack.enter_context(Api(lambda _, s=s: s).serving()) for name, s in answers.items()}
        project.set_params(
            allow_private_hosts=[one.host for one in (site, thief, *apis.values())],
            urls=[site.url("/")],
            search={
                "providers": NAMES,
                "queries": QUERIES,
                **{name: {"url": api.url()} for name, api in apis.items()},
            },
        )
        said = project.run(**KEYS)
        assert thief.asked == []
        assert len(apis["serper"].asked) == 1
    problems = {(row["provider"], row["query"]): row["problem"] for row in searches(project)}
    assert problems == {
        ("searxng", QUERIES[0]): "http_403",
        **{("brave", query): "http_302" for query in QUERIES},
        **{("google", query): "malformed" for query in QUERIES},
        ("serper", QUERIES[0]): "host_asked_to_wait",
        **{("serpapi", query): "provider_error" for query in QUERIES},
    }
    for problem in ("searxng: http_403", "brave: http_302", "serper: host_asked_to_wait"):
        assert problem in said
    assert_no_key_in(project, said)


def test_an_interface_that_says_when_is_asked_again_then(project):
    left = {"refusals": 1}

    def answer(asked: Asked) -> Said:
        left["refusals"] -= 1
        return Said(b"", 429, {"Retry-After": "1"}) if left["refusals"] >= 0 else SHAPES["brave"]([])(asked)

    with Api(answer).serving() as api, Site({"/": Reply(story())}).serving() as site:
        project.set_params(
            allow_private_hosts=[api.host, site.host],
            urls=[site.url("/")],
            search={"providers": ["brave"], "queries": ["sea"], "brave": {"url": api.url()}},
        )
        project.run(**KEYS)
        assert len(api.asked) == 2
    assert [(row["problem"], row["results"]) for row in searches(project)] == [(None, 0)]


def test_an_answer_without_end_is_given_up(project):
    huge = b'{"results": [' + b'{"url": "https://a.example/"},' * 300_000
    with Api(lambda asked: Said(huge)).serving() as api, Site({"/": Reply(story())}).serving() as site:
        project.set_params(
            allow_private_hosts=[api.host, site.host],
            urls=[site.url("/")],
            search={"queries": ["sea"], "searxng": {"url": api.url()}},
        )
        project.run()
    assert [row["problem"] for row in searches(project)] == ["too_large"]


def test_odd_urls_in_answers_end_as_rows_with_their_reason(project):
    odd = [
        "javascript:alert(1)",
        "https://",
        "\ud800https://a.example/",
        "https://a.example/" + "x" * 5000,
        "http://[::1",
    ]
    with Api(SHAPES["searxng"](odd)).serving() as api:
        project.set_params(allow_private_hosts=[api.host], search={"queries": ["sea"], "searxng": {"url": api.url()}})
        project.run()
    reasons = {row["rank"]: row["reason"] for row in project.rows().values()}
    assert reasons == {1: "bad_scheme", 2: "parse_error", 3: "bad_scheme", 4: "parse_error", 5: "parse_error"}
    assert max(map(len, project.rows())) <= 2000


def test_a_missing_key_ends_the_crawl_in_one_line_that_names_the_variable(project):
    project.set_params(search={"providers": ["serper"], "queries": ["sea"]}, contact_url="https://who.example/")
    said = project.run(expect=1, SERPER_API_KEY="")
    assert "crawl.search.providers lists serper but SERPER_API_KEY is not in the environment" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"search": {"queries": ["sea"], "providers": ["brave"]}},
            r"contact_url is null and https://api\.search\.brave",
        ),
        ({"search": {"queries": ["sea"]}}, r"crawl\.search\.searxng\.url is null but crawl\.search\.providers lists"),
        (
            {"search": {"queries": ["sea"], "providers": ["brave"], "brave": {"url": "http://api.example/"}}},
            "over which the key would travel unencrypted; use https",
        ),
        ({"common_crawl": {"patterns": ["a.example/*"]}}, r"contact_url is null and https://index\.commoncrawl\.org"),
        ({"feeds": {"urls": ["https://a.example/f"]}}, r"contact_url is null and https://a\.example/f"),
        ({"search": {"providers": ["bing"]}}, r"crawl\.search\.providers\.0 is 'bing'"),
        ({"search": {"providers": ["brave", "brave"]}}, "'brave' is named twice"),
        ({"search": {"queries": [" "]}}, r"crawl\.search\.queries\.0 is ' ': empty"),
        ({"search": {"language": "german"}}, r"crawl\.search\.language is 'german'"),
        ({"search": {"google": {"key": "x"}}}, "not a known parameter"),
    ],
)
def test_sources_that_cannot_be_asked_are_named(project, changes, message, monkeypatch):
    for variable, key in KEYS.items():
        monkeypatch.setenv(variable, key)
    project.set_params(**changes)
    with pytest.raises(ParamsError, match=message):
        check_sources(load_params("crawl", CrawlParams, Path(project.folder / "params.yaml")), [])
