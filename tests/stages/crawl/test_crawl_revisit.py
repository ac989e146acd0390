"""A later visit to a stored page: what may change, and what never gets lost."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.stages.crawl.local_site import Project, Reply, Site, kill, story

FIRST, SECOND, THIRD = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"
MOVING = ("checked_at", "headers", "evidence")


@dataclass
class Page:
    """One page that answers conditional requests; tests change it between two runs."""

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tag: str = ""  # its ETag; empty: it can only be sent whole
    conditions: list[str] = field(default_factory=list)  # If-None-Match of each request

    def __call__(self, _path: str) -> Reply:
        return Reply(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("If-None-Match", "")
        self.conditions.append(asked)
        unchanged = self.tag != "" and asked == self.tag
        handler.send_response(304 if unchanged else self.status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", "ETag": self.tag, **self.headers}.items():
            if value:
                handler.send_header(name, value)
        body = b"" if unchanged else self.body.encode()
        if not unchanged:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@dataclass
class Corpus:
    """A site, a project that has crawled it once, and what a later crawl makes of it."""

    project: Project
    site: Site
    pages: dict[str, Page]
    params: dict[str, Any]

    def crawl(self, now: str, *arguments: str, **params: Any) -> dict[str, dict[str, Any]]:
        self.project.set_params(**{**self.params, **params, "fixed_time": now})
        self.project.run("--grow", *arguments)
        return self.rows()

    def rows(self) -> dict[str, dict[str, Any]]:
        return {url.removeprefix(self.site.url("")): row for url, row in self.project.rows().items()}


def corpus_of(project: Project, pages: dict[str, Page], **params: Any) -> Iterator[Corpus]:
    with Site(dict(pages)).serving() as site:
        urls = [site.url(path) for path in pages]
        made = Corpus(project, site, pages, {"allow_private_hosts": [site.host], "urls": urls, **params})
        made.crawl(FIRST)
        assert {row["http_status"] for row in made.rows().values()} == {200}
        yield made


NAMES = ["tagged", "plain", "changed", "gone", "broken", "barred", "noai", "header", "refused", "shared", "empty"]


@pytest.fixture
def corpus(project: Project) -> Iterator[Corpus]:
    pages = {f"/{name}": Page(story(name), tag=f'"{name}"') for name in NAMES}
    pages["/plain"].tag = ""
    pages["/shared"].body = pages["/noai"].body
    yield from corpus_of(project, pages)


def change(pages: dict[str, Page]) -> None:
    """What the site's owners did between two visits."""
    pages["/tagged"].headers = {"Content-Language": "en"}
    pages["/changed"].body, pages["/changed"].tag = story("something new"), '"other"'
    pages["/gone"].tag, pages["/gone"].status = "", 404
    pages["/broken"].tag, pages["/broken"].status = "", 503
    pages["/header"].headers = {"X-Robots-Tag": "noai"}
    pages["/noai"].tag, pages["/noai"].body = "", story("noai", '<meta name="robots" content="noai">')
    pages["/refused"].tag, pages["/refused"].body = "", story("refused", tail=REFUSED)
    pages["/empty"].tag, pages["/empty"].body = "", "<html><body></body></html>"
    pages["/robots.txt"] = Page("User-agent: *\nDisallow: /barred\n")


REFUSED = "<p>The nurse was sixteen years old. Sexual intercourse was discussed in the clinic.</p>"


@pytest.fixture
def revisited(corpus: Corpus) -> tuple[Corpus, dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    before = corpus.rows()
    change(corpus.pages)
    corpus.site.pages.update(corpus.pages)
    return corpus, before, corpus.crawl(SECOND, "--revisit")


def still(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in MOVING}


def test_a_later_visit_changes_what_it_must_and_nothing_else(revisited):
    corpus, before, after = revisited
    assert corpus.pages["/tagged"].conditions == ["", '"tagged"']
    for path in ("/tagged", "/plain"):  # a 304; the same bytes
        assert still(after[path]) == still(before[path])
        assert (after[path]["checked_at"], after[path]["evidence"]) == (SECOND, {})
    assert after["/tagged"]["headers"] == {**before["/tagged"]["headers"], "content-language": "en"}

    changed = after["/changed"]
    assert (changed["status"], changed["fetched_at"], changed["checked_at"]) == ("fetched", SECOND, None)
    assert changed["page"] != before["/changed"]["page"]
    assert changed["first_seen"] == FIRST
    kept = {path.removesuffix(".html.zst") for path in corpus.project.pages()}
    assert {changed["page"], before["/changed"]["page"]} <= kept  # earlier bytes stay

    for path, reason in (("/gone", "http_404"), ("/broken", "http_503"), ("/empty", "empty")):
        assert still(after[path]) == still(before[path])
        assert (after[path]["checked_at"], after[path]["evidence"]) == (SECOND, {"last visit": reason})

    for path, reason in (("/header", "optout_x_robots"), ("/noai", "optout_meta"), ("/barred", "robots_disallow")):
        assert (after[path]["status"], after[path]["reason"], after[path]["page"]) == ("rejected", reason, None)
    assert after["/header"]["http_status"] == 304  # its headers count like any other's
    assert after["/shared"]["status"] == "fetched"  # the same bytes under a URL that bars nothing


def test_of_a_page_that_the_gate_now_refuses_its_earlier_copy_goes(revisited):
    corpus, before, after = revisited
    refused = [row for row in after.values() if row["reason"] == "adults_only"]
    assert [row["url"][:7] for row in refused] == ["sha256:"]
    assert refused[0]["page"] is None
    assert "/refused" not in after
    assert f"{before['/refused']['page']}.html.zst" not in corpus.project.pages()
    assert f"{before['/shared']['page']}.html.zst" in corpus.project.pages()


def test_a_visit_that_ends_well_takes_the_note_away(revisited):
    corpus, before, _ = revisited
    for name in ("gone", "broken", "empty"):
        corpus.pages[f"/{name}"].status, corpus.pages[f"/{name}"].body = 200, story(name)
    after = corpus.crawl(THIRD, "--revisit")
    for path in ("/gone", "/broken", "/empty"):
        assert still(after[path]) == still(before[path])
        assert (after[path]["checked_at"], after[path]["evidence"]) == (THIRD, {})


def test_a_document_is_no_longer_current_when_its_page_opts_out_or_changes(corpus):
    def documents() -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in corpus.project.extract():
            for url in row["urls"]:
                found.setdefault(url.removeprefix(corpus.site.url("")), set()).add(row["status"])
        return found

    assert list(documents().values()) == [{"current"}] * (len(NAMES) - 1)  # of two with the same bytes one stands
    change(corpus.pages)
    corpus.site.pages.update(corpus.pages)
    corpus.crawl(SECOND, "--revisit")
    after = documents()
    for path in ("/header", "/barred", "/refused"):
        assert after[path] == {"superseded"}, path
    for path in ("/tagged", "/plain", "/gone", "/broken", "/empty", "/shared"):
        assert after[path] == {"current"}, path
    assert after["/changed"] == {"superseded", "current"}  # as it was, and as it is


def test_stored_pages_are_visited_again_only_when_that_is_wanted(corpus):
    asked = len(corpus.site.hits)
    before = corpus.rows()
    assert corpus.crawl(SECOND) == before
    assert corpus.crawl(SECOND, revisit_after_days=32) == before
    assert len(corpus.site.hits) == asked
    assert {row["checked_at"] for row in corpus.crawl(SECOND, revisit_after_days=31).values()} == {SECOND}
    asked = len(corpus.site.hits)
    corpus.crawl(THIRD, revisit_after_days=31)
    assert len(corpus.site.hits) == asked


def test_a_host_that_asks_to_wait_keeps_its_copies_and_is_visited_later(project):
    for corpus in corpus_of(project, {"/one": Page(story("one")), "/two": Page(story("two"))}, concurrency=1):
        before = corpus.rows()
        for page in corpus.pages.values():
            page.status, page.headers = 429, {"Retry-After": "7200"}
        after = corpus.crawl(SECOND, "--revisit")
        assert [row["status"] for row in after.values()] == ["fetched", "fetched"]
        postponed = [row for row in after.values() if row["evidence"]]
        assert [row["evidence"] for row in postponed] == [{"last visit": "host_asked_to_wait"}]
        assert [still(after[path]) | {"not_before": None} for path in after] == [still(row) for row in before.values()]
        asked = len(corpus.site.hits)
        corpus.crawl(SECOND)
        assert len(corpus.site.hits) == asked
        for page in corpus.pages.values():
            page.status, page.headers = 200, {}
        after = corpus.crawl(THIRD)  # what was wanted then is still due
        assert {row["checked_at"] for row in after.values()} == {THIRD}
        assert {str(row["evidence"]) for row in after.values()} == {"{}"}


def test_a_redirect_is_followed_again_and_only_its_end_is_asked_conditionally(project):
    end, moved = Page(story("end"), tag='"end"'), Page("", status=302, tag='"moved"')
    with Site({"/moved": moved, "/end": end}).serving() as site:
        moved.headers = {"Location": site.url("/end")}
        corpus = Corpus(project, site, {}, {"allow_private_hosts": [site.host], "urls": [site.url("/moved")]})
        before = corpus.crawl(FIRST)["/moved"]
        assert (before["final_url"], before["redirects"]) == (site.url("/end"), [site.url("/moved")])
        assert before["request_headers"]["user-agent"].startswith("miniature-memory/")
        after = corpus.crawl(SECOND, "--revisit")["/moved"]
        assert after == {**before, "checked_at": SECOND}
        assert (moved.conditions, end.conditions) == (["", ""], ["", '"end"'])


def test_kill_9_during_a_revisit_loses_no_copy_and_no_wish(project):
    pages = {f"/{n}": Page(story(str(n)), tag=f'"{n}"') for n in range(20)}
    for corpus in corpus_of(project, pages, concurrency=2, concurrency_per_host=2):
        before = corpus.rows()
        for page in pages.values():
            page.headers = {"Content-Language": "en"}
        project.set_params(**{**corpus.params, "fixed_time": SECOND, "delay_seconds": 0.02})
        asked = len(corpus.site.hits)
        process = project.start("--grow", "--revisit", WORKERS="1")
        while len(corpus.site.hits) < asked + 8:
            time.sleep(0.01)
            assert process.poll() is None
        kill(process)
        after = corpus.crawl(SECOND)
        assert {row["checked_at"] for row in after.values()} == {SECOND}
        assert [still(row) for row in after.values()] == [still(row) for row in before.values()]
        assert len(project.pages()) == 20
        assert sum(len(page.conditions) - 1 for page in pages.values()) <= 20 + 2


def test_a_304_spares_the_browser_a_page_that_had_to_be_rendered(project):
    script = "document.body.append(document.createElement('article'));"
    script += f"document.querySelector('article').innerHTML = {story('built').partition('<body>')[2]!r}"
    page = Page(f"<html><head><title>Built</title></head><body><script>{script}</script></body></html>", tag='"built"')
    for corpus in corpus_of(project, {"/built": page}, render=True):
        before = corpus.rows()["/built"]
        assert before["rendered"]
        assert page.conditions == ["", ""]  # the static page, and the browser's
        assert corpus.crawl(SECOND, "--revisit")["/built"] == {**before, "checked_at": SECOND}
        assert page.conditions[2:] == ['"built"']
