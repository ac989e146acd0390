"""From one chapter to the whole story: found by links, bounded per site, one document in order."""

from collections.abc import Iterator

import pytest

from pipeline.files import document_path
from tests.stages.crawl.local_site import Project, Reply, Site, story

SAGA, TOME, BOUND = 10, 5, 12


def saga() -> dict[str, Reply]:
    """Ten chapters, each of which names its neighbours alone."""

    def chapter(n: int) -> Reply:
        before = f'<a href="/saga/chapter-{n - 1}">Previous chapter</a>' if n > 1 else ""
        after = f'<a href="/saga/chapter-{n + 1}">Next chapter</a>' if n < SAGA else ""
        return Reply(story(f"the saga, chapter {n}", tail=f"<nav>{before} {after}</nav>"))

    return {f"/saga/chapter-{n}": chapter(n) for n in range(1, SAGA + 1)}


def tome() -> dict[str, Reply]:
    """Five chapters that know their table of contents alone."""
    link = '<a href="/tome/">Table of contents</a>'
    chapters = {f"/tome/{n}.html": Reply(story(f"the tome, part {n}", tail=link)) for n in range(1, TOME + 1)}
    listed = "".join(f'<li><a href="/tome/{n}.html">Chapter {n}</a></li>' for n in range(1, TOME + 1))
    return {"/tome/": Reply(f"<html><body><ul>{listed}</ul></body></html>"), **chapters}


def day(path: str) -> Reply:
    """One of endless days."""
    number = int(path.rpartition("=")[2] or 0)
    return Reply(story(f"day {number}", tail=f'<a rel="next" href="/calendar?day={number + 1}">Next page</a>'))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project(tmp_path_factory.mktemp("following"))
    with Site(saga()).serving() as one, Site(tome()).serving() as two, Site({"/calendar": day}).serving() as three:
        sites = {"saga": one, "tome": two, "calendar": three}
        project.set_params(
            allow_private_hosts=[site.host for site in sites.values()],
            urls=[one.url("/saga/chapter-6"), two.url("/tome/3.html"), three.url("/calendar?day=0")],
            follow={"max_urls_per_site": BOUND, "max_parts": 200},
            fixed_time="2026-01-01T00:00:00Z",
        )
        project.run()
        yield project
    project.end()


def parts(project: Project, word: str) -> list[tuple[int, str, str]]:
    rows = [row for url, row in project.rows().items() if f"/{word}" in url and row["part"] is not None]
    return sorted((row["part"], row["url"].rpartition("/")[2], row["story"].rpartition("/")[2]) for row in rows)


def test_chapters_reached_from_the_middle_are_all_found_and_in_order(crawled):
    assert parts(crawled, "saga") == [(n, f"chapter-{n}", "chapter-1") for n in range(1, SAGA + 1)]
    named = {url.rpartition("/")[2]: row["provider"] for url, row in crawled.rows().items() if "/saga/" in url}
    assert [name for name, provider in named.items() if provider == "urls"] == ["chapter-6"]


def test_a_contents_page_reached_from_a_chapter_gives_the_others(crawled):
    assert parts(crawled, "tome") == [(n, f"{n}.html", "1.html") for n in range(1, TOME + 1)]


def test_an_endless_calendar_is_bounded(crawled):
    days = [row for url, row in crawled.rows().items() if "/calendar" in url]
    assert [row["status"] for row in days] == ["fetched"] * (BOUND + 1)
    assert sum(row["provider"] == "follow" for row in days) == BOUND


def test_nothing_is_let_in_beyond_the_bound_by_a_later_run(crawled):
    before = crawled.rows()
    crawled.run("--grow")
    assert crawled.rows() == before


def test_the_parts_become_one_document_in_order(crawled):
    documents = crawled.extract()
    saga = next(row for row in documents if "/saga/" in row["urls"][0])
    assert len(saga["urls"]) == len(saga["pages"]) == SAGA
    text = document_path(crawled.folder / "dataset/raw/text", saga["id"]).read_text()
    places = [text.index(f"the saga, chapter {n} that") for n in range(1, SAGA + 1)]
    assert places == sorted(places)
    assert sorted(len(row["pages"]) for row in documents) == [TOME, SAGA, BOUND + 1]
