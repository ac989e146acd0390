"""Hosts with rules: robots.txt in every shape, opt-outs in every place, pauses, delays, endless links."""

import email.utils
import time

from benchmarks.hostile_hosts import FETCHED, Case, Host, robots
from benchmarks.hostile_replies import DRIP_SECONDS, Reply, endless, packed, page, story, to

NO = "robots_disallow"
UNREACHABLE = "robots_unreachable"
AI = "optout_robots_ai"
USAGE = "optout_content_usage"
RSL = "optout_rsl"
CALENDAR_BOUND = 20  # URLs that following may add per site; the runner sets it
CRAWL_DELAY = 0.6  # seconds
LICENCE = (
    '<rsl xmlns="https://rslstandard.org/rsl"><content url="{0}"><license>'
    '<prohibits type="usage">ai-train</prohibits></license></content></rsl>'
)

ROBOTS = {
    "broken": robots(Reply("", 500), page=UNREACHABLE),
    "limited": robots(Reply("", 429), page=UNREACHABLE),
    "absent": robots(Reply("", 404), page=FETCHED),
    "secret": robots(Reply("", 401), page=FETCHED),
    "nothing": robots(Reply("", 204), page=FETCHED),
    "loop": robots(to("/robots.txt"), page=UNREACHABLE),
    "drip": robots(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"#\n", DRIP_SECONDS), page=UNREACHABLE),
    "bomb": robots(packed(b"#" * 60_000_000, "gzip"), page=UNREACHABLE),
    "to_private": robots(to("http://127.0.0.2:@private@/robots.txt"), page="ssrf|robots_unreachable"),
    "large": robots("User-agent: *\nDisallow: /no\n" + "# padding\n" * 52_000, no=NO, yes=FETCHED),
    "marked": robots("\ufeffUser-agent: *\nDisallow: /no\n", no=NO, yes=FETCHED),
    "html": robots(story("a page in place of a robots.txt"), page=FETCHED),
    "lines": robots("User-agent: *\rDisallow: /no\rAllow: /no/yes\r", no=NO, no_yes=FETCHED),
    "longest": robots("User-agent: *\nAllow: /a\nDisallow: /a/b\nAllow: /a/b/c\n", a=FETCHED, a_b=NO, a_b_c=FETCHED),
    "equal": robots("User-agent: *\nDisallow: /a\nAllow: /a\n", a=FETCHED),
    "merged": robots(
        "User-agent: Miniature-Memory\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\n"
        "user-agent: MINIATURE-MEMORY/2.0 (+x)\ndisallow: /b\n",
        a=NO,
        b=NO,
        c=FETCHED,
    ),
    "together": robots("User-agent: x\nUser-agent: miniature-memory\nSitemap: /s\nDisallow: /a\n", a=NO, b=FETCHED),
    "own": robots("User-agent: *\nDisallow: /\n\nUser-agent: miniature-memory\nDisallow: /a\n", a=NO, b=FETCHED),
    "prefix": robots("User-agent: mini\nDisallow: /\n\nUser-agent: memory\nDisallow: /\n", page=FETCHED),
    "empty": robots("User-agent: *\nDisallow:\n", page=FETCHED),
    "index": robots("User-agent: *\nDisallow: /\nAllow: /index.html\n", page=NO),
    "comments": robots("User-agent: * # all\nDisallow: /no # here\n", no=NO, yes=FETCHED),
    "hopping": Host(
        {
            "/robots.txt": Case(to("/r1")),
            "/r1": Case(to("/r2")),
            "/r2": Case(to("http://@own@/robots.txt")),
            "/a": Case(page("a rule from elsewhere"), NO, forbidden=True),
            "/b": Case(page("what the rule from elsewhere lets through"), FETCHED),
        }
    ),
    "wild": Host(
        {
            "/robots.txt": Case(
                Reply(
                    "User-agent: *\nDisallow: /*.pdf$\nDisallow: /x*/private\nDisallow: /exact$\nDisallow: /%7Ejo/\n"
                    "Disallow: /caf\u00e9\nDisallow: /q?a=*&b=\nDisallow: /star%2A\nDisallow: /a%2Fb\nDisallow: *whim\n"
                    "Disallow: /private/\n"
                )
            ),
            "/secret/paper.pdf": Case(page("a paper"), NO, forbidden=True),
            "/paper.pdf?x": Case(page("not the end"), FETCHED),
            "/xyz/private": Case(page("between"), NO, forbidden=True),
            "/exact": Case(page("exact"), NO, forbidden=True),
            "/exactly": Case(page("exactly"), FETCHED),
            "/~jo/": Case(page("a home"), NO, forbidden=True),
            "/caf%C3%A9": Case(page("a house"), NO, forbidden=True),
            "/q?a=1&b=2": Case(page("a question"), NO, forbidden=True),
            "/q?a=1": Case(page("another question"), FETCHED),
            "/star*": Case(page("a star"), NO, forbidden=True),
            "/a/b": Case(page("one step"), NO, forbidden=True),
            "/on-a-whim": Case(page("a whim"), NO, forbidden=True),
            "/pdf": Case(page("no paper"), FETCHED),
        }
    ),
}

OPT_OUTS = {
    "ai": robots(
        "User-agent: GPTBot\nUser-agent: ccbot\nDisallow: /a\n\nUser-agent: Google-Extended\nDisallow: /b$\n\n"
        "User-agent: FriendlyBot\nDisallow: /c\n",
        a=AI,
        b=AI,
        c=FETCHED,
    ),
    "usage": robots(
        "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /open train-ai=y\nAllow: /\n", a=USAGE, open=FETCHED
    ),
    "usage_other": robots("User-agent: x\nContent-Usage: train-ai=n\nAllow: /\n", page=FETCHED),
    "signal": robots("User-Agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /\n", page=USAGE),
    "tdmrep": Host(
        {
            "/.well-known/tdmrep.json": Case(
                Reply(
                    '[{"location": "/a/free", "tdm-reservation": 0}, {"location": "/a/*", "tdm-reservation": 1},'
                    ' {"location": "/b", "tdm-reservation": "1", "tdm-policy": "https://x.example/p"}]'
                )
            ),
            "/a/1": Case(page("reserved"), "optout_tdmrep"),
            "/b": Case(page("reserved with a policy"), "optout_tdmrep"),
            "/a/free": Case(page("not reserved"), FETCHED),
        }
    ),
    "rsl": Host(
        {
            "/robots.txt": Case(Reply("License: /all.xml\nUser-agent: *\nAllow: /\n")),
            "/all.xml": Case(Reply(LICENCE.format("/tales/*"), headers={"Content-Type": "application/rsl+xml"})),
            "/tales/1": Case(page("a licensed tale"), RSL),
            "/poems/1": Case(page("a poem that nobody licensed"), FETCHED),
        }
    ),
    "places": Host(
        {
            "/rsl.xml": Case(Reply(LICENCE.format("/"), headers={"Content-Type": "application/rsl+xml"})),
            "/rsl-header": Case(page("rsl a", Link='</rsl.xml>; rel="license"; type="application/rsl+xml"'), RSL),
            "/rsl-link": Case(page("rsl b", '<link rel="license" type="application/rsl+xml" href="/rsl.xml">'), RSL),
            "/rsl-inline": Case(
                page("rsl c", f'<script type="application/rsl+xml">{LICENCE.format("/")}</script>'), RSL
            ),
            "/usage": Case(page("usage", Content_Usage="search=y, train-ai=n"), USAGE),
            "/usage-yes": Case(page("usage allowed", Content_Usage="train-ai=y"), FETCHED),
            "/tdm-header": Case(page("tdm a", TDM_Reservation="1"), "optout_tdm_header"),
            "/tdm-zero": Case(page("tdm b", TDM_Reservation="0"), FETCHED),
            "/tdm-meta": Case(page("tdm c", '<meta name="TDM-Reservation" content="1">'), "optout_tdm_meta"),
            "/x-robots": Case(page("x a", X_Robots_Tag="noindex, noai"), "optout_x_robots"),
            "/x-robots-own": Case(page("x b", X_Robots_Tag="x: all, miniature-memory: noai"), "optout_x_robots"),
            "/x-robots-other": Case(page("x c", X_Robots_Tag="otherbot: noai, noimageai"), FETCHED),
            "/x-robots-twice": Case(
                page("x d", X_Robots_Tag="otherbot: noindex\r\nX-Robots-Tag: noai"), "optout_x_robots"
            ),
            "/meta": Case(page("meta a", '<meta name="ROBOTS" content="NoAI, noimageai">'), "optout_meta"),
            "/meta-own": Case(page("meta b", '<meta name="miniature-memory" content="noai">'), "optout_meta"),
            "/meta-other": Case(page("meta c", '<meta name="otherbot" content="noai">'), FETCHED),
            "/meta-image": Case(page("meta d", '<meta name="robots" content="noimageai, noindex">'), FETCHED),
        }
    ),
}


def pausing(status: int, seconds: int, as_date: bool) -> Case:
    """A page that asks for a pause the first time."""

    def reply(path: str, seen: int) -> Reply:
        if seen:
            return page(f"a page after a pause, {path} {status} {as_date}")
        value = email.utils.formatdate(time.time() + seconds, usegmt=True) if as_date else str(seconds)
        until = int(time.time() + seconds) - time.time() if as_date else seconds
        return Reply("", status, {"Retry-After": value}, retry_seconds=until)

    return Case(reply, FETCHED)


def paused(status: int, seconds: int, as_date: bool = False) -> Host:
    """A host of such pages."""
    return Host({f"/{n}": pausing(status, seconds, as_date) for n in range(4)})


def odd(value: str, name: str) -> Host:
    """A host whose Retry-After says nothing."""
    wait = Reply("", 429, {"Retry-After": value})
    return Host({"/page": Case(lambda path, seen: page(f"{name} {path}") if seen else wait, FETCHED)})


def month(path: str, _: int) -> Reply:
    """A month of a calendar without end."""
    number = int(path.partition("=")[2])
    return page(f"month {number}", tail=f'<a rel="next" href="/calendar?month={number + 1}">Next page</a>')


DAY = Reply("", 503, {"Retry-After": "86400"}, retry_seconds=86_400)
PAUSES = {
    "seconds": paused(429, 2),
    "dates": paused(503, 3, as_date=True),
    "moved": Host(
        {"/a": Case(Reply("", 302, {"Location": "/b", "Retry-After": "2"}, retry_seconds=2), FETCHED)}
        | {"/b": Case(page("where a patient redirect leads"))}
    ),
    "day": Host({f"/{n}": Case(DAY, "new") for n in range(3)}),
    "negative": odd("-5", "a negative pause"),
    "words": odd("soon", "a pause in words"),
    "delayed": Host(
        {"/robots.txt": Case(Reply(f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n"))}
        | {f"/{n}": Case(page(f"a delayed page {n}"), FETCHED) for n in range(4)}
    ),
    "patient": robots("User-agent: *\nCrawl-delay: 86400\n", a="new", b="new"),
    "calendar": Host({"/calendar?month=0": Case(month, FETCHED), "/calendar*": Case(month)}),
}
HOSTS = ROBOTS | OPT_OUTS | PAUSES
