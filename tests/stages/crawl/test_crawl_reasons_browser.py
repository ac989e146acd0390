"""What pages do in the browser: one crawl, over plain connections and over TLS."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.hostile_certificates import AUTHORITY, contexts
from stages.crawl.guard import Guard
from stages.crawl.outcome import Rejection
from stages.crawl.params import CrawlParams
from stages.crawl.reach import Reach
from stages.crawl.relay import HEADER
from stages.crawl.render import Renderer
from tests.stages.crawl.local_site import PROJECT, Project, Reply, Site, story
from tests.stages.crawl.test_crawl_guard import Wishes

ROBOTS = Reply("User-agent: *\nDisallow: /private/\n")
REACHES = """
for (const u of ['/private/a', '/hop', '/hop-away', '@away@']) {
  const w = new URL(u, location).href.replace(/^http/, 'ws');
  const put = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
  fetch(u).catch(() => 0); new WebSocket(w); navigator.sendBeacon(u, 'x'); new EventSource(u); window.open(u);
  new Worker(URL.createObjectURL(new Blob([`fetch('${new URL(u, location)}').catch(() => 0)`])));
  put('iframe', {src: u}); put('script', {src: u}); put('img', {src: u}); put('link', {rel: 'stylesheet', href: u});
  put('link', {rel: 'prefetch', href: u}); put('link', {rel: 'preconnect', href: u});
  put('a', {href: u, download: 'x', id: 'a' + u.length}); document.querySelector('#a' + u.length).click();
  put('script', {type: 'speculationrules', textContent: JSON.stringify({prefetch: [{source: 'list', urls: [u]}]})});
}"""


def script(code: str) -> Reply:
    return Reply(f"<html><body><main id=m></main><script>{code}</script></body></html>")


def text(name: str) -> str:
    body = story(name).partition("<body>")[2].partition("</body>")[0]
    return f"document.getElementById('m').innerHTML = `{body}`;"


def second_time(first: Reply, later: Reply) -> Callable[[str], Reply]:
    """What the browser sees, after the crawl's own request."""
    seen: Counter[str] = Counter()

    def reply(path: str) -> Reply:
        seen[path] += 1
        return first if seen[path] == 1 else later

    return reply


def pages(away: str, scheme: str = "") -> dict[str, Any]:
    """The pages of one host, each with what must become of it."""
    reaching = REACHES.replace("@away@", away)
    return {
        "/robots.txt": (ROBOTS, ""),
        "/private/*": (Reply("no"), ""),
        "/hop": (Reply(status=302, headers={"Location": "/private/hop"}), ""),
        "/hop-away": (Reply(status=307, headers={"Location": away}), ""),
        "/reaches": (script(text(f"a page that reaches, {scheme}") + reaching), "fetched"),
        "/reloads-once": (
            script(
                f"if (document.cookie) {{{text(f'a cookie, {scheme}')}}}"
                "else {document.cookie = 'a=1'; location.reload()}"
            ),
            "fetched",
        ),
        "/asks-for-ever": (
            script(text(f"a page that polls, {scheme}") + "setInterval(() => fetch('/text'), 250)"),
            "fetched",
        ),
        "/text": (Reply("a text"), ""),
        "/noai-by-script": (
            script(text("noai made by a script") + "document.head.innerHTML = '<meta name=robots content=noai>'"),
            "optout_meta",
        ),
        "/noai-for-browsers": (
            second_time(script("1"), Reply(story("hidden"), headers={"X-Robots-Tag": "noai"})),
            "optout_x_robots",
        ),
        "/refused-to-browsers": (second_time(script("1"), Reply("no", 403)), "http_403"),
        "/moved-for-browsers": (
            second_time(script("1"), Reply(status=302, headers={"Location": "/private/moved"})),
            "empty",  # what the page itself says: no request goes there
        ),
        "/leads-away": (script(f"location.href = '{away}'"), "empty"),
        "/reloads": (script("location.reload()"), "empty"),
        "/large": (script("m.innerHTML = '<b>a large page</b>'.repeat(30000)"), "too_large"),
    }


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("browser")
    with ExitStack() as stack:
        away = stack.enter_context(Site({"*": Reply("private")}).serving())
        sites = {"http": Site({}), "https": Site({})}
        sites["https"].server.socket = contexts(folder)["good"].wrap_socket(
            sites["https"].server.socket, server_side=True
        )
        outcomes: dict[str, str] = {}
        for scheme, site in sites.items():
            stack.enter_context(site.serving())
            for path, (reply, outcome) in pages(away.url("/"), scheme).items():
                site.pages[path] = reply
                if outcome:
                    outcomes[f"{scheme}://{site.host}{path}"] = outcome
        project = Project(folder)
        stack.callback(project.end)
        project.set_params(
            allow_private_hosts=[site.host for site in sites.values()],
            contact_url="http://127.0.0.1/who",
            urls=list(outcomes),
            max_page_bytes=300_000,
            render=True,
            rendering={"timeout_seconds": 25.0, "concurrency": 2},
            concurrency_per_host=2,
            follow={"next_parts": False, "contents": False},
        )
        project.run(SSL_CERT_FILE=str(folder / AUTHORITY))
        yield {"rows": project.rows(), "outcomes": outcomes, "sites": sites, "away": away, "project": project}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("path", [path for path, (_, outcome) in pages("").items() if outcome])
def test_page_has_its_outcome(crawled, scheme, path):
    url = f"{scheme}://{crawled['sites'][scheme].host}{path}"
    row = crawled["rows"][url]
    assert (row["reason"] or row["status"]) == crawled["outcomes"][url], row["evidence"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_request_reaches_a_disallowed_path(crawled, scheme):
    paths = crawled["sites"][scheme].paths()
    assert "/hop" in paths
    assert [path for path in paths if path.startswith("/private")] == []


def test_no_request_reaches_a_private_server(crawled):
    assert crawled["away"].hits == []


def test_a_trap_of_reloads_is_left_after_a_few(crawled):
    assert 2 < crawled["sites"]["http"].paths().count("/reloads") < 10


def test_polling_is_bounded(crawled):
    assert crawled["sites"]["http"].paths().count("/text") <= 400  # two visits at most


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [("connection", "timeout"), ("tls_error", "tls_error"), ("robots_disallow", "robots_disallow")],
)
def test_a_refusal_of_the_guard_keeps_its_reason_in_the_browser(refusal, reason):
    section = yaml.safe_load((PROJECT / "params.yaml").read_text())["crawl"]
    guard = Guard(Reach({}, frozenset(), public=False), Wishes(), connect_timeout_seconds=1)
    renderer = Renderer(CrawlParams.model_validate(section), Path("chromium"), guard, "agent")
    headers = {HEADER: f"{guard.nonce} {refusal}"}
    with pytest.raises(Rejection) as caught:
        renderer.answer(
            "http://x.example/", {"url": "http://x.example/", "status": 502, "headers": headers, "body": ""}
        )
    assert caught.value.reason == reason


def test_the_browser_leaves_no_files_behind(crawled):
    assert list((crawled["project"].folder / ".cache/browser").iterdir()) == []
