"""Feeds, sitemaps and the Common Crawl index against real servers."""

import asyncio
import contextlib
import gzip
import json
import time
import tracemalloc
from typing import Any

import pytest

from stages.crawl.outcome import Rejection
from stages.crawl.params import CommonCrawlParams, FeedParams, SitemapParams
from stages.crawl.providers import Results
from stages.crawl.providers.common_crawl import CommonCrawl
from stages.crawl.providers.feeds import Feeds
from stages.crawl.providers.sitemap import Sitemap, read_sitemap
from tests.stages.crawl.local_apis import Answering, Api, Asked, Said, every, said


def feed(url: str, **changes: Any) -> list[Results]:
    return every(Feeds(FeedParams.model_validate({"urls": [url], "max_urls": 100, **changes}), timeout_seconds=20.0))


def rss(links: list[str], more: str = "") -> bytes:
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{more}{items}</channel></rss>'.encode()


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://b.example/x/">
<entry><link rel="self" href="s"/><link rel="alternate" href="e1"/><link rel="enclosure" href="z.mp3"/></entry>
<entry><id>urn:uuid:1</id></entry><entry><link href="e2"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>t</title></channel><item rdf:about="y"><link>http://b.example/e1</link></item>
</rdf:RDF>"""
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "a" * 10}">' for n in range(12))
BOMB = (
    rss(["http://b.example/e1"]).replace(b"<rss", f"<!DOCTYPE r [{ENTITIES}]><rss".encode()).replace(b">x<", b">&a11;<")
)
OUTSIDE = b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
FEEDS: dict[str, tuple[bytes, list[str]]] = {
    "RSS, relative links": (rss(["/e1", "e2?a=1&amp;b=2"]), ["{host}/e1", "{host}/feeds/e2?a=1&b=2"]),
    "Atom with a base": (ATOM.encode(), ["http://b.example/x/e1", "http://b.example/x/e2"]),
    "RSS 1.0": (RDF.encode(), ["http://b.example/e1"]),
    "gzipped": (gzip.compress(rss(["/e1"])), ["{host}/e1"]),
    "a bare ampersand": (rss(["/e1?a=1&b=2", "/e2"]), ["{host}/e1?a=1&b=2", "{host}/e2"]),
    "cut off in a link": (rss(["/e1", "/e2"])[:-32], ["{host}/e1"]),
    "Latin-1": (
        rss(["/e1"]).decode().replace('"1.0"?', '"1.0" encoding="iso-8859-1"?').replace(">x<", ">é<").encode("latin-1"),
        ["{host}/e1"],
    ),
    "other schemes": (rss(["javascript:alert(1)", "mailto:a@b.example", "/e1"]), ["{host}/e1"]),
    "an entity bomb": (BOMB, ["http://b.example/e1"]),
    "an outside entity": (rss(["/e1"]).replace(b"<rss", OUTSIDE + b"<rss").replace(b"/e1", b"/e1&a;"), ["{host}/e1"]),
}


@pytest.mark.parametrize(("body", "links"), FEEDS.values(), ids=FEEDS)
def test_feeds_of_every_kind_are_read(body, links):
    with Api(said(body)).serving() as api:
        found = feed(api.url("/feeds/a.xml"))
        assert [one.url for one in found[0].discoveries] == [link.format(host=api.url("")) for link in links]
        assert [one.rank for one in found[0].discoveries] == list(range(1, len(links) + 1))
        assert (found[0].provider, found[0].query, found[0].problem) == ("feed", api.url("/feeds/a.xml"), None)


BROKEN_FEEDS = {
    "a page": (b"<!doctype html><html><body>Nothing here</body></html>", "parse_error"),
    "JSON": (b'{"version": "https://jsonfeed.org/version/1.1"}', "parse_error"),
    "nothing": (b"", "parse_error"),
    "broken gzip": (gzip.compress(rss(["/e1"]))[:-20], "parse_error"),
    "a gzip bomb": (gzip.compress(b" " * 30_000_000), "too_large"),
    "the name of a file": (b"/etc/hostname", "parse_error"),
}


@pytest.mark.parametrize(("body", "problem"), BROKEN_FEEDS.values(), ids=BROKEN_FEEDS)
def test_what_is_no_feed_is_recorded_as_such(body, problem):
    with Api(said(body)).serving() as api:
        assert [(results.problem, results.discoveries) for results in feed(api.url())] == [(problem, ())]


def test_a_feed_that_takes_too_long_to_read_costs_itself_alone():
    deep = b'<rss version="2.0"><channel><item>' + b"<a>" * 1_000_000
    with Api(lambda asked: Said(deep if asked.path == "/slow" else rss(["/e1"]))).serving() as api:
        params = FeedParams(urls=[api.url("/slow"), api.url("/good")], max_urls=100)
        started = time.monotonic()
        found = every(Feeds(params, timeout_seconds=3.0))
        assert [results.problem for results in found] == ["parse_error", None]
        assert time.monotonic() - started < 30


def test_older_pages_of_a_feed_are_read_until_the_limit_or_the_end():
    def answer(asked: Asked) -> Said:
        number = int(asked.words.get("page", "1"))
        following = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/f?page={number + 1}"/>'
        return Said(rss([f"/{number}-{n}" for n in range(3)], following if number < 4 else ""))

    with Api(answer).serving() as api:
        found = feed(api.url("/f"))
        assert [(len(results.discoveries), results.result_page) for results in found] == [
            (3, 1),
            (3, 2),
            (3, 3),
            (3, 4),
        ]
        assert [one.rank for results in found for one in results.discoveries] == list(range(1, 13))
        assert sum(len(results.discoveries) for results in feed(api.url("/f"), max_urls=5)) == 5


def test_a_feed_that_names_itself_as_next_ends():
    following = b'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="/f"/>'
    with Api(said(rss(["/e1"]).replace(b"<title>t", following + b"<title>t"))).serving() as api:
        assert len(feed(api.url("/f"))) == 2


def test_an_index_of_sitemaps_without_end_is_left():
    def answer(asked: Asked) -> Said:
        names = "".join(
            f"<sitemap><loc>http://{asked.headers['host']}{asked.path}{n}</loc></sitemap>" for n in range(9)
        )
        return Said(f"<sitemapindex>{names}</sitemapindex>".encode())

    with Api(answer).serving() as api:
        params = SitemapParams(urls=[api.url("/s")], from_robots=False, max_urls=10, max_files=20)
        assert len(every(Sitemap(params, named_by_robots=lambda: asyncio.sleep(0, [])))) == 20


def urlset(urls: list[str]) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc><lastmod>2026</lastmod></url>' for url in urls)}</urlset>".encode()


LISTED = ["http://a.example/1", "http://a.example/2"]
SITEMAPS = {
    "XML": urlset(LISTED),
    "with a comment before its root": b"<!-- a --><?b c?>" + urlset(LISTED),
    "gzipped": gzip.compress(urlset(LISTED)),
    "lines of text": b"\xef\xbb\xbfhttp://a.example/1\r\n\r\nhttp://a.example/2 \r\nnot a://b\r\nsee http://a.example/3\n",
    "cut off after an entry": urlset(LISTED)[:-9],
    "cut off in an address": urlset([*LISTED, "http://a.exam"])[:-50],
    "with a bare ampersand": urlset([*LISTED, "http://a.example/?a=1&b=2"]),
}


@pytest.mark.parametrize("content", SITEMAPS.values(), ids=SITEMAPS)
def test_sitemaps_of_every_form_are_read(content):
    assert read_sitemap(content)[1][:2] == LISTED
    assert all(url.startswith("http://a.example/") for url in read_sitemap(content)[1])


def test_references_in_addresses_are_resolved_wherever_they_lie():
    for shift in range(0, 40):
        urls = [f"http://a.example/{'x' * shift}?a={n}&amp;b=&#38;c&d=&unknown;" for n in range(2000)]
        wanted = [url.replace("&amp;", "&").replace("&#38;", "&") for url in urls]
        assert read_sitemap(urlset(urls))[1] == wanted


def test_a_hostile_sitemap_takes_little_memory():
    tracemalloc.start()
    try:
        for inside in (b"&x;", b"&", b"<a/>", b"<url>", b"</a>", b"<a b='1' b='2'/>", b"<url/>", b"<a ", b"<"):
            with contextlib.suppress(Rejection):
                read_sitemap(b"<urlset><url><loc>" + inside * (400_000 // len(inside)))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_sitemap_without_pages_is_one():
    assert read_sitemap(b"<urlset></urlset>") == ([], [])


@pytest.mark.parametrize(
    "content", [b"<html><body>no such page</body></html>", rss(["/e1"]), b"<", b"<a" * 9, b"<!-- x"]
)
def test_what_is_no_sitemap_is_recorded_as_such(content):
    with pytest.raises(Rejection) as caught:
        read_sitemap(content)
    assert caught.value.reason == "parse_error"


CAPTURED = [f"https://stories.example/{n}" for n in range(7)]


def index(asked: Asked) -> Said:
    """index.commoncrawl.org: three pages of captures of stories.example, nothing else."""
    if asked.path == "/collinfo.json":
        return Said([{"id": "CC-MAIN-2026-30", "cdx-api": "..."}, {"id": "CC-MAIN-2026-26", "cdx-api": "..."}])
    if asked.path not in ("/CC-MAIN-2026-30-index", "/CC-MAIN-2020-05-index"):
        return Said(b"<html>404</html>", 404)
    if "stories.example" not in asked.words["url"]:
        return Said({"message": f"No Captures found for: {asked.words['url']}"}, 404)
    if "showNumPages" in asked.words:
        return Said({"pages": 3, "pageSize": 5, "blocks": 11})
    page = int(asked.words["page"])
    if page > 2:
        return Said({"message": f"Page {page} invalid"}, 400)
    captures = [{"url": url, "status": "200", "mime": "text/html"} for url in CAPTURED[3 * page : 3 * page + 3]]
    again = [captures[0]] if captures else []
    return Said("".join(json.dumps(row) + "\n" for row in [*again, *captures]).encode())


def common_crawl(answer: Answering, *patterns: str, **changes: Any) -> tuple[list[Results], list[Asked]]:
    with Api(answer).serving() as api:
        values = {"index_url": api.url(""), "collection": None, "patterns": list(patterns), "max_urls": 100}
        return every(CommonCrawl(CommonCrawlParams.model_validate({**values, **changes}))), api.asked


def test_every_page_of_the_index_is_read():
    found, asked = common_crawl(index, "stories.example/*")
    rows = [one for results in found for one in results.discoveries]
    assert [(one.url, one.rank) for one in rows] == [(url, n) for n, url in enumerate(CAPTURED, start=1)]
    assert [one.result_page for one in rows] == [1, 1, 1, 2, 2, 2, 3]
    assert {(one.provider, one.query) for one in rows} == {("common_crawl", "stories.example/*")}
    assert [one.path for one in asked] == ["/collinfo.json", *["/CC-MAIN-2026-30-index"] * 4]
    assert asked[2].words["output"] == "json"


def test_a_named_collection_is_asked_alone():
    _, asked = common_crawl(index, "*.stories.example", collection="CC-MAIN-2020-05", max_urls=4)
    assert [(one.path, one.words.get("page")) for one in asked] == [
        ("/CC-MAIN-2020-05-index", page) for page in (None, "0", "1")
    ]


def test_no_captures_are_an_answer_like_others():
    found, _ = common_crawl(index, "nobody.example/*", "stories.example/*", max_urls=3)
    assert [(results.query, results.named, results.problem) for results in found] == [
        ("nobody.example/*", 0, None),
        ("stories.example/*", 4, None),
    ]


def test_a_collection_that_does_not_exist_is_no_empty_answer():
    found, _ = common_crawl(index, "stories.example/*", collection="CC-MAIN-1999-01")
    assert [results.problem for results in found] == ["http_404"]


@pytest.mark.parametrize("status", [403, 429, 503])
def test_an_index_that_is_busy_is_left_alone(status):
    answer = said(b"<html>SlowDown</html>", status)
    found, asked = common_crawl(answer, "a.example/*", "b.example/*")
    assert [results.problem for results in found] == [f"http_{status}"]
    assert len(asked) == 1


def replaced(words: str, body: Any) -> Answering:
    return lambda asked: Said(body) if words in asked.words or words in asked.path else index(asked)


@pytest.mark.parametrize("words", ["collinfo", "showNumPages", "page"])
@pytest.mark.parametrize("body", [b"<html>", b"null", b'"text"', b"{}", b'{"pages": "x"}', b"[[]]", b"\xff"])
def test_an_index_that_answers_in_another_shape_is_recorded_as_such(words, body):
    found, _ = common_crawl(replaced(words, body), "stories.example/*")
    assert [(results.problem, results.discoveries) for results in found] == [("malformed", ())]


def test_broken_lines_and_other_kinds_of_captures_are_left_out():
    lines = [b'{"url": "https://a.example/1"}', b"broken", b"", b"[]", b'{"url": 3}']
    lines += [
        b'{"url": "https://a.example/2", "status": "301"}',
        b'{"url": "https://a.example/3", "mime": "image/png"}',
    ]
    found, _ = common_crawl(replaced("page", b"\n".join(lines)), "stories.example/*", max_urls=1)
    assert [one.url for one in found[0].discoveries] == ["https://a.example/1"]
