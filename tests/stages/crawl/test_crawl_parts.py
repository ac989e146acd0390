"""The pure parts of the crawl."""

import asyncio

import pytest
from lxml import html

from stages.crawl.addresses import as_literal, is_public
from stages.crawl.charset import decide_charset, is_binary
from stages.crawl.links import find_story_links
from stages.crawl.optouts import check_headers, check_metas, forbids_training, reserved_by_tdmrep, says_no_ai
from stages.crawl.outcome import Answer, Postponed, Rejection
from stages.crawl.politeness import Politeness, retry_after_seconds
from stages.crawl.robots import Robots, read_rules
from stages.crawl.rsl import forbidding_words, linked_licences
from stages.crawl.urls import normalise
from stages.crawl.verdict import StoryLinks


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTP://Example.ORG:80/a/../b/./c#part", "http://example.org/b/c"),
        ("https://example.org:443", "https://example.org/"),
        ("http://bücher.example/straße?q=ä", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        (" http://example.org/a b ", "http://example.org/a%20b"),
    ],
)
def test_a_url_has_one_spelling(written, meant):
    assert normalise(written) == meant
    assert normalise(meant) == meant


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "bad_scheme"),
        ("javascript:alert(1)", "bad_scheme"),
        ("http://", "parse_error"),
        ("http://[::1", "parse_error"),
        ("http://example.org:99999999/", "parse_error"),
        ("http://example.org/" + "x" * 3000, "parse_error"),
    ],
)
def test_what_is_no_fetchable_url_says_why(url, reason):
    with pytest.raises(Rejection) as caught:
        normalise(url)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1", "::"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


def test_public_addresses_and_the_spellings_of_literals():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")
    assert [as_literal(host) for host in ("2130706433", "0x7f.1", "017700000001", "[::1]")] == [
        *["127.0.0.1"] * 3,
        "::1",
    ]
    assert as_literal("example.org") is None


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (b"\xef\xbb\xbfabc", "text/html; charset=latin-1", "utf-8"),
        ("é".encode(), "text/html; charset=iso-8859-1", "utf-8"),
        ("é".encode("cp1252"), "text/html; charset=iso-8859-1", "cp1252"),
        ("é".encode("cp1252"), "text/html", "cp1252"),
        ("й это".encode("koi8-r"), "text/html; charset=koi8-r", "koi8-r"),
        (b'<meta charset="shift_jis">' + "恋".encode("shift_jis"), "text/html", "cp932"),
        ("恋の話".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "iso2022_jp"),
        ("abc".encode("utf-16-le"), "text/html; charset=utf-16le", "utf-16-le"),
        (b"abc", "text/html; charset=no-such-set", "utf-8"),
    ],
)
def test_charset_is_what_reads_the_bytes(body, content_type, charset):
    assert decide_charset(body, content_type) == charset


def test_zero_bytes_are_no_text():
    assert is_binary(b"\x00\x01abc", "utf-8")
    assert not is_binary("abc".encode("utf-16-le"), "utf-16-le")


@pytest.mark.parametrize(
    ("header", "says_no"),
    [
        ("noai", True),
        ("noindex, NoAI", True),
        ("otherbot: noai", False),
        ("otherbot: noindex, noai", False),
        ("otherbot: noindex, miniature-memory: noai", True),
        ("noimageai, noindex", False),
        ("max-snippet: 20, noai", True),
        ("", False),
    ],
)
def test_x_robots_tag(header, says_no):
    assert says_no_ai(header) is says_no


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        ("train-ai=n", True),
        ("train-ai=y", False),
        ("search=n", False),
        ("bots=n", True),
        ("bots=n, train-ai=y", False),
        ("search=y, train-ai=n;x=1", True),
        ("", False),
    ],
)
def test_content_usage(words, forbidden):
    assert forbids_training(words) is forbidden


def test_opt_outs_in_headers_and_metas_are_told_apart():
    for headers, reason in (
        ({"content-usage": "train-ai=n"}, "optout_content_usage"),
        ({"tdm-reservation": "1"}, "optout_tdm_header"),
        ({"x-robots-tag": "noai"}, "optout_x_robots"),
    ):
        with pytest.raises(Rejection) as caught:
            check_headers(headers)
        assert caught.value.reason == reason
    check_headers({"tdm-reservation": "0", "x-robots-tag": "noindex"})
    for meta, reason in ((("TDM-Reservation", "1"), "optout_tdm_meta"), (("robots", "index, noai"), "optout_meta")):
        with pytest.raises(Rejection) as caught:
            check_metas([meta])
        assert caught.value.reason == reason
    check_metas([("robots", "noindex, noimageai"), ("googlebot", "noai")])


def test_tdmrep_file_reserves_by_path():
    content = (
        b'[{"location": "/", "tdm-reservation": 0}, {"location": "/art/*", "tdm-reservation": 1, "tdm-policy": "p"}]'
    )
    assert reserved_by_tdmrep(content, "http://x.example/art/1") == {"tdmrep.json": "/art/*", "tdm-policy": "p"}
    assert reserved_by_tdmrep(content, "http://x.example/free") is None
    assert reserved_by_tdmrep(b"<html>not found</html>", "http://x.example/") is None


def test_rsl_licences():
    def document(inner: str, where: str = "/") -> bytes:
        return f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{where}">{inner}</content></rsl>'.encode()

    url = "http://x.example/tales/1"
    prohibits = "<license><prohibits type='usage'>ai-train search</prohibits></license>"
    permits = "<license><permits type='usage'>{}</permits></license>"
    costs = "<license><payment type='purchase'/></license>"
    assert forbidding_words(document(prohibits), url) == "prohibits ai-train, search"
    assert forbidding_words(document(prohibits, "/poems/*"), url) is None
    assert forbidding_words(document(permits.format("search")), url) == "permits only search"
    assert forbidding_words(document(costs), url) == "asks for payment: purchase"
    assert forbidding_words(document(permits.format("all")), url) is None
    assert forbidding_words(b"<html>", url) is None
    assert linked_licences('</l.xml>; rel="license"; type="application/rsl+xml", </s.css>; rel=preload') == ["/l.xml"]


def verdict_of(robots: str, path: str) -> str:
    rules = read_rules(robots.encode(), ["GPTBot"])
    try:
        rules.check_access(f"http://x.example{path}")
        rules.check_training(f"http://x.example{path}", content_opt_outs=True)
    except Rejection as rejection:
        return rejection.reason
    return "allowed"


@pytest.mark.parametrize(
    ("robots", "path", "verdict"),
    [
        ("User-agent: *\nDisallow: /a", "/a/b", "robots_disallow"),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", "allowed"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: miniature-memory\nDisallow: /x", "/a", "allowed"),
        ("User-agent: miniature-memory\nDisallow: /\n", "/a", "robots_disallow"),
        ("User-agent: memory\nDisallow: /\n", "/a", "allowed"),
        ("User-agent: GPTBot\nDisallow: /", "/a", "optout_robots_ai"),
        ("User-agent: gptbot\nUser-agent: Other\nDisallow: /a", "/a", "optout_robots_ai"),
        ("User-agent: GPTBot\nAllow: /", "/a", "allowed"),
        ("User-agent: Other\nDisallow: /", "/a", "allowed"),
        ("User-agent: *\nContent-Usage: train-ai=n\nAllow: /", "/a", "optout_content_usage"),
        ("User-agent: *\nContent-Usage: /b train-ai=n\nAllow: /", "/a", "allowed"),
        ("User-agent: Other\nContent-Usage: train-ai=n\nAllow: /", "/a", "allowed"),
        ("<html><body>Disallow: everything</body></html>", "/a", "allowed"),
        ("", "/a", "allowed"),
    ],
)
def test_robots(robots, path, verdict):
    assert verdict_of(robots, path) == verdict


def test_robots_is_fetched_once_for_all_who_wait():
    asked: list[str] = []

    async def fetch(url: str) -> Answer:
        asked.append(url)
        await asyncio.sleep(0.01)
        return Answer(url, 200, {}, b"User-agent: *\nCrawl-delay: 7\nSitemap: http://x.example/s.xml\n")

    async def ask() -> None:
        robots = Robots(fetch, [])
        found = await asyncio.gather(*(robots.rules(f"http://x.example/{n}") for n in range(20)))
        assert {rules.crawl_delay for rules in found} == {7.0}
        assert found[0].sitemaps == ("http://x.example/s.xml",)

    asyncio.run(ask())
    assert asked == ["http://x.example/robots.txt"]


def test_retry_after_reads_seconds_and_dates():
    assert retry_after_seconds("120", now=0) == 120
    assert retry_after_seconds("Thu, 01 Jan 1970 00:02:00 GMT", now=60) == 60
    assert retry_after_seconds("Thu, 01 Jan 1970 00:02:00 GMT", now=600) == 0
    assert [retry_after_seconds(value, now=0) for value in (None, "", "soon", "-5")] == [None] * 4


def test_a_pause_longer_than_the_run_waits_is_postponed():
    politeness = Politeness(delay_seconds=0, max_wait_seconds=10, clock=lambda: 0.0)
    politeness.pause("x.example", 60)
    with pytest.raises(Postponed) as caught:
        asyncio.run(politeness.turn("x.example"))
    assert (caught.value.seconds, caught.value.reason) == (60, "host_asked_to_wait")
    asyncio.run(politeness.turn("y.example"))


def links(body: str, url: str = "http://x.example/tale/chapter-2") -> StoryLinks:
    return find_story_links(html.document_fromstring(f"<html><body>{body}</body></html>"), url)


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/tale/chapter-3">Next Chapter →</a>',
        '<a href="chapter-3"> « next part: the mill </a>',
        '<a rel="next" href="chapter-3">The Mill</a>',
        '<link rel="next" href="chapter-3">',
        '<a href="chapter-3">Next</a>',
        '<a rel="next" href="/tale/chapter-3">Chapter III: The Mill</a>',
        '<a href="/tale/chapter-3" title="Next chapter"><img src="arrow.png"></a>',
    ],
)
def test_links_to_the_next_part(anchor):
    assert links(anchor).next == "http://x.example/tale/chapter-3"


@pytest.mark.parametrize(
    "anchor",
    [
        '<a rel="next" href="/2024/another-tale">Another tale</a>',
        '<a href="/other/chapter-3">Next story</a>',
        '<a href="http://elsewhere.example/chapter-3">Next Chapter</a>',
        '<a href="/archive">Next</a>',
        '<a href="#end">Next Chapter</a>',
        '<a href="chapter-2">Next Chapter</a>',
    ],
)
def test_links_that_lead_to_no_next_part(anchor):
    assert links(anchor).next is None


def test_previous_part_and_contents():
    found = links('<a href="chapter-1">Previous chapter</a><a href="/tale/">Table of Contents</a>')
    assert (found.previous, found.contents) == ("http://x.example/tale/chapter-1", "http://x.example/tale/")


def listing(*entries: tuple[str, str]) -> tuple[str, ...]:
    body = "".join(f'<li><a href="{href}">{text}</a></li>' for href, text in entries)
    return links(body, "http://x.example/tale/").chapters


def test_a_contents_page_lists_its_chapters_in_reading_order():
    first, second, third = (f"http://x.example/tale/{n}" for n in (1, 2, 3))
    assert listing(("1", "Chapter 1: Dawn"), ("2", "Chapter 2"), ("1", "start"), ("3", "Chapter 3")) == (
        first,
        second,
        third,
    )
    assert listing(("3", "Chapter III"), ("2", "Chapter II"), ("1", "Chapter I")) == (first, second, third)
    assert listing(("1", "Prologue"), ("2", "Chapter One"), ("3", "Epilogue")) == (first, second, third)


def test_a_list_of_many_stories_is_no_contents_page():
    assert listing(("/one/5", "Chapter 5"), ("/two/9", "Chapter 9")) == ()
    assert listing(("7", "Chapter 7"), ("2", "Chapter 2")) == ()
    assert listing(("1", "Chapter 1")) == ()
