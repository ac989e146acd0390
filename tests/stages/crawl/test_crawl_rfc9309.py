"""robots.txt, rule by rule."""

import pytest

from stages.crawl.optouts import check_metas, reserved_by_tdmrep, says_no_ai
from stages.crawl.outcome import Rejection
from stages.crawl.rfc9309 import parse
from stages.crawl.robots import read_rules

US = "miniature-memory"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/", True),
        ("Disallow: /", "/", True),  # a rule without a group is nobody's
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("user-agent: *\ndisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a # a comment", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("User-agent: *\r\nDisallow: /a\r\n", "/ab", False),
        ("User-agent : *\nDisallow : /a", "/a", False),
        ("User-agent: *\nDisallow: /a", "/A", True),
        # the longest match, whatever its place; of two equal ones the permission
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b", True),
        ("User-agent: *\nDisallow: /a/b/c\nAllow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.php\nAllow: /a", "/a.php", False),
        ("User-agent: *\nDisallow: /\nAllow: /index.html", "/", False),
        # wildcards and the end
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: *.pdf", "/x.pdf", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b-c", False),
        ("User-agent: *\nDisallow: /a**$", "/abc", False),
        ("User-agent: *\nDisallow: /ab*b$", "/ab", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a$b", "/a$b", False),
        # octets as they are meant
        ("User-agent: *\nDisallow: /%7Ejo", "/~jo", False),
        ("User-agent: *\nDisallow: /~jo", "/%7ejo", False),
        ("User-agent: *\nDisallow: /é", "/%C3%A9", False),
        ("User-agent: *\nDisallow: /%c3%a9", "/%C3%A9", False),
        ("User-agent: *\nDisallow: /q?u=http://x", "/q?u=http%3A%2F%2Fx", False),
        ("User-agent: *\nDisallow: /a%2A", "/a*", False),
        ("User-agent: *\nDisallow: /a%2A", "/abc", True),
        ("User-agent: *\nDisallow: /a%24", "/a$", False),
        # groups
        ("User-agent: miniature-memory\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: miniature-memory\nDisallow: /b", "/a", True),
        ("User-agent: Miniature-Memory\nDisallow: /a\n\nUser-agent: miniature-memory\nDisallow: /b", "/a", False),
        ("User-agent: miniature-memory/2.0 (+x)\nDisallow: /a", "/a", False),
        ("User-agent: mini\nDisallow: /", "/a", True),
        ("User-agent: memory\nDisallow: /", "/a", True),
        ("User-agent: miniature-memory-x\nDisallow: /", "/a", True),
        ("User-agent: x\nUser-agent: miniature-memory\nDisallow: /a", "/a", False),
        ("User-agent: miniature-memory\n\nUser-agent: x\nDisallow: /a", "/a", False),
        ("User-agent: miniature-memory\nSitemap: /s\nUser-agent: x\nDisallow: /a", "/a", False),
        ("User-agent: miniature-memory\nUnknown: 1\nUser-agent: x\nDisallow: /a", "/a", False),
        ("User-agent: miniature-memory\nAllow: /b\nUser-agent: x\nDisallow: /a", "/a", True),
        ("User-agent: miniature-memory\nCrawl-delay: 2\n\nUser-agent: x\nDisallow: /", "/a", True),
        ("User-agent: *\nno colon here\nDisallow: /a", "/a", False),
        # as they are meant
        ("User-agent *\nDisallow /a", "/a", False),
        ("User-agent: *\nDisallow /a # all of it", "/ab", False),
        ("User-agent: *\nDisallow this part: /a", "/a", True),
        ("User-agent: *\nDisallow", "/a", True),
        ("User-agent: *\nDissallow: /a", "/a", False),
        ("Useragent: miniature-memory\nUser agent: x\nDisallow: /a", "/a", False),
    ],
)
def test_what_an_agent_may_have(robots, path, allowed):
    assert parse(robots).allows(US, path) is allowed


def test_matching_takes_no_longer_for_hostile_patterns():
    assert parse("User-agent: *\nDisallow: /" + "a*" * 2000 + "b").allows(US, "/" + "a" * 1900)


def test_records_beside_the_rules():
    rules = read_rules(
        b"Sitemap: http://x.example/s.xml\nLicense: /all.xml\nUser-agent: *\nCrawl-delay: 3\nCrawl-delay: none\n"
        b"Content-Usage: /open train-ai=y\nContent-Signal: ai-train=no\n\nUser-agent: x\nCrawl-delay: 9\n",
        [],
    )
    assert (rules.sitemaps, rules.licences) == (("http://x.example/s.xml",), ("/all.xml",))
    assert rules.crawl_delay == 3.0
    assert rules.usage == (("/open", "train-ai=y"), ("/", "ai-train=no"))


def test_content_usage_of_our_own_group_stands_for_everybodys():
    robots = b"User-agent: *\nContent-Usage: train-ai=n\n\nUser-agent: miniature-memory\nContent-Usage: train-ai=y\n"
    read_rules(robots, []).check_training("http://x.example/a", content_opt_outs=True)
    with pytest.raises(Rejection, match="optout_content_usage"):
        read_rules(robots[:40], []).check_training("http://x.example/a", content_opt_outs=True)


def test_the_longest_content_usage_rule_decides_and_of_two_the_forbidding_one():
    def check(robots: str, path: str) -> None:
        read_rules(robots.encode(), []).check_training(f"http://x.example{path}", content_opt_outs=True)

    robots = "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /open/ train-ai=y\n"
    check(robots, "/open/a")
    with pytest.raises(Rejection, match="optout_content_usage"):
        check(robots, "/a")
    with pytest.raises(Rejection, match="optout_content_usage"):
        check("User-agent: *\nContent-Usage: train-ai=y\nContent-Usage: train-ai=n\n", "/a")


@pytest.mark.parametrize(
    ("rules", "path", "reserved"),
    [
        ('[{"location": "/a", "tdm-reservation": 1}]', "/a/b", True),
        ('[{"location": "/a/free", "tdm-reservation": 0}, {"location": "/a", "tdm-reservation": 1}]', "/a/free", False),
        ('[{"location": "/", "tdm-reservation": 0}, {"location": "/a", "tdm-reservation": 1}]', "/a", True),
        ('[{"location": "/", "tdm-reservation": 1}, {"location": "/a", "tdm-reservation": 0}]', "/a", True),
        ('[{"location": "/*.html$", "tdm-reservation": "1"}]', "/a.html", True),
        ('[{"location": 5, "tdm-reservation": 1}, 7, null]', "/a", False),
        ('{"location": "/", "tdm-reservation": true}', "/a", False),
        ("[" * 100_000, "/a", False),
    ],
)
def test_tdmrep_rules(rules, path, reserved):
    assert (reserved_by_tdmrep(rules.encode(), f"http://x.example{path}") is not None) is reserved


def test_a_prefix_in_one_x_robots_tag_does_not_reach_into_the_next():
    assert says_no_ai("otherbot: noindex\nnoai")
    assert not says_no_ai("otherbot: noindex, noai\nmax-snippet: 5")


def test_directives_may_be_parted_by_spaces():
    with pytest.raises(Rejection, match="optout_meta"):
        check_metas([("robots", "noindex noai")])
