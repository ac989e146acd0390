"""Discovery, following and politeness against real servers, in one crawl."""

import gzip
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.stages.crawl.local_site import Project, Reply, Site, story

CHAPTERS = 4
CALENDAR_BOUND = 6


def serial() -> dict[str, Any]:
    """A story whose first part alone is listed, one whose contents page is listed, and a calendar without end."""
    pages: dict[str, Any] = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /calendar/3\n"),
        "/post/a-walk": Reply(story("a walk", tail='<a rel="next" href="/post/another">Another tale</a>')),
        "/post/another": Reply(story("another tale")),
        "/book/": Reply(
            "<html><body>" + "".join(f"<a href='c{n}.html'>Chapter {n}</a>" for n in (1, 2, 3)) + "</body></html>"
        ),
        "*": lambda path: Reply(story(f"day {path}", tail=f'<a href="/calendar/{int(path[10:]) + 1}">Next page</a>')),
    }
    for n in range(1, CHAPTERS + 1):
        following = f'<a href="/serial/chapter-{n + 1}">Next Chapter »</a>' if n < CHAPTERS else ""
        pages[f"/serial/chapter-{n}"] = Reply(story(f"serial {n}", tail=following))
    for n in (1, 2, 3):
        pages[f"/book/c{n}.html"] = Reply(story(f"book {n}"))
    return pages


def engine(sites: dict[str, Site]) -> dict[str, Any]:
    """A search engine that answers as SearXNG does, and as it fails."""
    asked = {"busy": 0}

    def search(path: str) -> Reply:
        words = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        assert (words["format"], words["safesearch"]) == ("json", "0")
        query, number = words["q"], int(words["pageno"])
        if query == "busy":
            asked["busy"] += 1
            return Reply("", 429, {"Retry-After": "1"}) if asked["busy"] == 1 else Reply('{"results": []}')
        if query == "html":
            return Reply("<html>Too many requests</html>")
        if query == "closed":
            return Reply("", 403)
        found = [{"url": sites["serial"].url("/serial/chapter-1"), "title": "One"}, {"title": "no url"}]
        second = [{"url": sites["serial"].url("/book/")}, {"url": "javascript:alert(1)"}]
        return Reply(json.dumps({"query": query, "results": [found, second, second][number - 1]}))

    return {"/search": search}


def mapped(own: Site) -> dict[str, Any]:
    """A site with an index of sitemaps, one of them gzipped."""

    def entries(kind: str, paths: list[str]) -> str:
        locations = "".join(f"<{kind}><loc>{own.url(path)}</loc></{kind}>" for path in paths)
        outer = "sitemapindex" if kind == "sitemap" else "urlset"
        return f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</{outer}>'

    foreign = "<url><loc>http://elsewhere.example/x</loc></url></urlset>"
    return {
        "/index.xml": Reply(entries("sitemap", ["/one.xml", "/two.xml.gz", "/index.xml"])),
        "/one.xml": Reply(entries("url", ["/a"]).replace("</urlset>", foreign)),
        "/two.xml.gz": Reply(
            gzip.compress(entries("url", ["/b"]).encode()), headers={"Content-Type": "application/gzip"}
        ),
        "/robots.txt": Reply(f"Sitemap: {own.url('/named.xml')}\n"),
        "/named.xml": Reply(entries("url", ["/c"])),
        "/a": Reply(story("a")),
        "/b": Reply(story("b")),
        "/c": Reply(story("c")),
    }


def slow_robots(_: str) -> Reply:
    time.sleep(0.5)
    return Reply("User-agent: *\nDisallow: /no/\n")


def limiting() -> dict[str, Any]:
    left = {"refusals": 1}

    def page(path: str) -> Reply:
        left["refusals"] -= 1
        return Reply("", 429, {"Retry-After": "1"}) if left["refusals"] >= 0 else Reply(story(f"limited {path}"))

    return {f"/{n}": page for n in range(4)}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with ExitStack() as stack:
        sites: dict[str, Site] = {}
        sites["serial"] = Site(serial())
        sites["search"] = Site(engine(sites))
        sites["mapped"] = Site({})
        sites["mapped"].pages.update(mapped(sites["mapped"]))
        sites["race"] = Site({"/robots.txt": slow_robots, "/yes": Reply(story("race"))})
        sites["limiting"] = Site(limiting())
        delayed = Reply("User-agent: *\nCrawl-delay: 0.3\n")
        sites["delayed"] = Site({"/robots.txt": delayed, **{f"/{n}": Reply(story(f"late {n}")) for n in range(3)}})
        for site in sites.values():
            stack.enter_context(site.serving())
        project = Project(tmp_path_factory.mktemp("manners"))
        stack.callback(project.end)
        project.set_params(
            allow_private_hosts=[site.host for site in sites.values()],
            urls=[
                *(sites["race"].url(f"/no/{n}") for n in range(12)),
                sites["race"].url("/yes"),
                *(sites["limiting"].url(f"/{n}") for n in range(4)),
                *(sites["delayed"].url(f"/{n}") for n in range(3)),
                sites["serial"].url("/calendar/0"),
                sites["serial"].url("/post/a-walk"),
                sites["mapped"].url("/a"),
            ],
            search={
                "searxng": {"url": sites["search"].url("/search")},
                "queries": ["boats", "busy", "html", "closed"],
            },
            sitemap={"urls": [sites["mapped"].url("/index.xml")], "from_robots": True},
            follow={"max_urls_per_site": CHAPTERS - 1 + 3 + CALENDAR_BOUND, "max_parts": 50},
            concurrency_per_host=8,
            fixed_time="2026-01-01T00:00:00Z",
        )
        said = project.run()
        yield {"rows": project.rows(), "said": said, **sites}


def row(crawled: dict[str, Any], site: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = crawled["rows"][crawled[site].url(path)]
    return found


def test_search_results_carry_provider_query_and_rank(crawled):
    first = row(crawled, "serial", "/serial/chapter-1")
    assert (first["provider"], first["query"], first["rank"]) == ("searxng", "boats", 1)
    assert row(crawled, "serial", "/book/")["rank"] == 2
    assert crawled["rows"]["javascript:alert(1)"]["reason"] == "bad_scheme"


def test_searches_that_fail_are_counted_and_named(crawled):
    assert "searxng: malformed" in crawled["said"]
    assert "searxng: http_403" in crawled["said"]
    asked = [hit.at for hit in crawled["search"].hits if "q=busy" in hit.path]
    assert asked[1] - asked[0] >= 1.0


def test_next_links_join_the_parts_of_a_story_in_order(crawled):
    parts = [row(crawled, "serial", f"/serial/chapter-{n}") for n in range(1, CHAPTERS + 1)]
    assert [part["part"] for part in parts] == [1, 2, 3, 4]
    assert {part["story"] for part in parts} == {crawled["serial"].url("/serial/chapter-1")}
    assert [part["provider"] for part in parts] == ["searxng", "follow", "follow", "follow"]


def test_a_contents_page_gives_its_chapters_in_order(crawled):
    parts = [row(crawled, "serial", f"/book/c{n}.html") for n in (1, 2, 3)]
    assert [(part["part"], part["story"]) for part in parts] == [
        (n, crawled["serial"].url("/book/c1.html")) for n in (1, 2, 3)
    ]
    assert row(crawled, "serial", "/book/")["reason"] in ("empty", "too_short")


def test_the_next_post_of_a_blog_is_another_story(crawled):
    assert crawled["serial"].url("/post/another") not in crawled["rows"]
    assert row(crawled, "serial", "/post/a-walk")["story"] is None


def test_following_ends_at_a_disallowed_page(crawled):
    calendar = [url for url in crawled["rows"] if "/calendar/" in url]
    assert len(calendar) == 4
    assert row(crawled, "serial", "/calendar/3")["reason"] == "robots_disallow"


def test_sitemaps_are_followed_through_indexes_and_from_robots(crawled):
    assert row(crawled, "mapped", "/a")["provider"] == "urls"  # named there first
    assert [row(crawled, "mapped", path)["provider"] for path in ("/b", "/c")] == ["sitemap", "sitemap"]
    assert "http://elsewhere.example/x" not in crawled["rows"]


def test_urls_that_wait_for_robots_together_are_all_judged_by_it(crawled):
    assert crawled["race"].paths().count("/robots.txt") == 1
    assert [path for path in crawled["race"].paths() if path.startswith("/no/")] == []
    assert row(crawled, "race", "/yes")["status"] == "fetched"


def test_retry_after_pauses_the_whole_host(crawled):
    hits = [hit for hit in crawled["limiting"].hits if hit.path != "/robots.txt" and "well-known" not in hit.path]
    later = [hit.at - hits[0].at for hit in hits[1:]]
    burst = [gap for gap in later if gap < 0.5]  # already on their way when the first answer came
    assert all(gap >= 0.95 for gap in later if gap >= 0.5)
    assert len(burst) <= 3
    assert {row(crawled, "limiting", f"/{n}")["status"] for n in range(4)} == {"fetched"}


def test_crawl_delay_spaces_every_request(crawled):
    times = [hit.at for hit in crawled["delayed"].hits]
    assert len(times) >= 4
    gaps = [later - earlier for earlier, later in pairwise(times[1:])]
    assert sum(gaps) >= 0.28 * len(gaps)
    assert min(gaps) >= 0.15  # a request may be held up on its way, and the next one not


def test_endless_links_are_bounded_per_site(project):
    pages = {
        "*": lambda path: Reply(story(f"day {path}", tail=f'<a rel="next" href="/d/{int(path[3:]) + 1}">Next page</a>'))
    }
    with Site({"/robots.txt": Reply("", 404), "/.well-known/tdmrep.json": Reply("", 404), **pages}).serving() as site:
        project.set_params(
            allow_private_hosts=[site.host], urls=[site.url("/d/0")], follow={"max_urls_per_site": 100, "max_parts": 5}
        )
        project.run()
        assert len(project.rows()) == 6
