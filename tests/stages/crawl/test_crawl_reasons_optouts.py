"""Every opt-out in every place where a site may put it, one crawl."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.stages.crawl.local_site import Project, Reply, Site, story

RSL = "application/rsl+xml"
LICENCE = (
    '<rsl xmlns="https://rslstandard.org/rsl"><content url="{}"><license>'
    '<prohibits type="usage">ai-train</prohibits></license></content></rsl>'
)


def page(name: str, head: str = "", **headers: str) -> Reply:
    return Reply(story(name, head=head), headers={key.replace("_", "-"): value for key, value in headers.items()})


SITES: dict[str, tuple[str, dict[str, tuple[Reply, str]]]] = {
    "tokens": (
        "User-agent: GPTBot\nUser-agent: ccbot\nDisallow: /a\n\nUser-agent: Other\nDisallow: /b\n",
        {"/a": (page("tokens a"), "optout_robots_ai"), "/b": (page("tokens b"), "fetched")},
    ),
    "usage": (
        "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /open train-ai=y\nAllow: /\n",
        {"/a": (page("usage a"), "optout_content_usage"), "/open": (page("usage b"), "fetched")},
    ),
    "signal": (
        "User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n",
        {"/a": (page("signal"), "optout_content_usage")},
    ),
    "licensed": (
        "License: /rsl.xml\nUser-agent: *\nDisallow: /no-licence\n",
        {"/tales/1": (page("licensed a"), "optout_rsl"), "/poems/1": (page("licensed b"), "fetched")},
    ),
    "unread": (
        "License: /private/rsl.xml\nUser-agent: *\nDisallow: /private/\n",
        {"/a": (page("a licence that robots.txt keeps us from"), "fetched")},
    ),
    "places": (
        "",
        {
            "/rsl-header": (page("p1", Link=f'</all.xml>; rel="license"; type="{RSL}"'), "optout_rsl"),
            "/rsl-link": (page("p2", f'<link rel="license" type="{RSL}" href="/all.xml">'), "optout_rsl"),
            "/rsl-inline": (page("p3", f'<script type="{RSL}">{LICENCE.format("/")}</script>'), "optout_rsl"),
            "/usage": (page("p4", Content_Usage="train-ai=n"), "optout_content_usage"),
            "/tdm-header": (page("p5", TDM_Reservation="1"), "optout_tdm_header"),
            "/tdm-meta": (page("p6", '<meta name="tdm-reservation" content="1">'), "optout_tdm_meta"),
            "/tdm-file/1": (page("p7"), "optout_tdmrep"),
            "/tdm-file/free": (page("p8"), "fetched"),
            "/x-robots": (page("p9", X_Robots_Tag="noai"), "optout_x_robots"),
            "/x-robots-own": (page("p10", X_Robots_Tag="other: all, miniature-memory: noai"), "optout_x_robots"),
            "/x-robots-other": (page("p11", X_Robots_Tag="other: noai, noimageai"), "fetched"),
            "/x-robots-twice": (page("p12", X_Robots_Tag="other: noindex\r\nX-Robots-Tag: noai"), "optout_x_robots"),
            "/meta": (page("p13", '<meta name="robots" content="noai">'), "optout_meta"),
            "/meta-own": (page("p14", '<meta name="Miniature-Memory" content="noai">'), "optout_meta"),
            "/meta-other": (page("p15", '<meta name="otherbot" content="noai">'), "fetched"),
            "/on-the-way": (Reply(status=302, headers={"Location": "/end", "X-Robots-Tag": "noai"}), "optout_x_robots"),
            "/on-the-way-too": (
                Reply(status=301, headers={"Location": "/end", "TDM-Reservation": "1"}),
                "optout_tdm_header",
            ),
            "/end": (page("p16"), "fetched"),
        },
    ),
}
FILES = {
    "/rsl.xml": Reply(LICENCE.format("/tales/*"), headers={"Content-Type": RSL}),
    "/all.xml": Reply(LICENCE.format("/"), headers={"Content-Type": RSL}),
    "/private/rsl.xml": Reply(LICENCE.format("/"), headers={"Content-Type": RSL}),
    "/.well-known/tdmrep.json": Reply(
        '[{"location": "/tdm-file/free", "tdm-reservation": 0}, {"location": "/tdm-file/", "tdm-reservation": 1}]'
    ),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with ExitStack() as stack:
        sites = {
            name: stack.enter_context(
                Site(
                    {**FILES, **{path: reply for path, (reply, _) in cases.items()}, "/robots.txt": Reply(robots)}
                ).serving()
            )
            for name, (robots, cases) in SITES.items()
        }
        project = Project(tmp_path_factory.mktemp("optouts"))
        stack.callback(project.end)
        project.set_params(
            allow_private_hosts=[site.host for site in sites.values()],
            urls=[sites[name].url(path) for name, (_, cases) in SITES.items() for path in cases],
            concurrency_per_host=8,
            follow={"next_parts": False, "contents": False},
        )
        project.run()
        yield {"rows": project.rows(), "sites": sites}


@pytest.mark.parametrize(
    ("name", "path", "outcome"),
    [(name, path, outcome) for name, (_, cases) in SITES.items() for path, (_, outcome) in cases.items()],
)
def test_opt_out_is_honoured_where_it_stands(crawled, name, path, outcome):
    row = crawled["rows"][crawled["sites"][name].url(path)]
    assert (row["reason"] or row["status"]) == outcome, row["evidence"]
    assert bool(row["evidence"]) == outcome.startswith("optout")


def test_what_a_rule_alone_forbids_is_not_even_asked_for(crawled):
    for name, path in (("tokens", "/a"), ("usage", "/a"), ("licensed", "/tales/1"), ("places", "/tdm-file/1")):
        assert path not in crawled["sites"][name].paths()


def test_a_licence_that_robots_forbids_is_not_read(crawled):
    assert "/private/rsl.xml" not in crawled["sites"]["unread"].paths()
