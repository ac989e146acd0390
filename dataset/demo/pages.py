"""site.json as a list of pages, and what a crawl should make of each."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import prose

HERE = prose.HERE
FIRST_DAY = datetime.date(2025, 1, 5)  # pages are a week apart
Spec = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One entry of site.json with the story it shows, if any."""

    host: str
    path: str
    spec: Spec
    day: datetime.date
    story: prose.Story | None = None

    @property
    def url(self) -> str:
        """Where the world finds it."""
        return f"http://{self.host}{self.path}"

    @property
    def title(self) -> str:
        """site.json's, else the story's."""
        return str(self.spec.get("title") or (self.story.title if self.story else self.host))

    @property
    def summary(self) -> str:
        """site.json's, else the story's."""
        return str(self.spec.get("summary") or (self.story.summary if self.story else ""))

    @property
    def tags(self) -> list[str]:
        """site.json's, else the story's."""
        return list(self.spec.get("tags") or (self.story.tags if self.story else ()))

    def listed(self, where: str) -> bool:
        """Whether a sitemap, the search or a previous page leads here."""
        return where in self.spec.get("listed", "sitemap search").split()


def read_config() -> Spec:
    """site.json."""
    config: Spec = json.loads((HERE / "site.json").read_text(encoding="utf-8"))
    return config


def read_stories() -> dict[str, prose.Story]:
    """Every text of the demo, by slug."""
    paths = (path for folder in ("stories", "foreign", "other") for path in sorted((HERE / folder).glob("*.txt")))
    return {path.stem: prose.read_story(path) for path in paths}


def read_pages(config: Spec, stories: dict[str, prose.Story]) -> list[Page]:
    """Every page of every host, serials taken apart, with the shelves of each author and tag."""
    pages = []
    for host, settings in config["hosts"].items():
        specs = [spec for entry in settings["pages"] for spec in expand(entry, stories)]
        specs += shelves(specs, stories) if settings.get("shelves") else []
        for number, spec in enumerate(specs):
            day = FIRST_DAY + datetime.timedelta(weeks=number)
            pages.append(Page(host, spec["path"], spec, day, stories.get(spec.get("slug", ""))))
    return pages


def expand(entry: Spec, stories: dict[str, prose.Story]) -> Iterator[Spec]:
    """The entry itself; of a serial, its table of contents and its chapters."""
    if "serial" not in entry:
        yield entry
        return
    slug, path = entry["serial"], entry["path"]
    headings = [heading for heading, _ in prose.chapters(stories[slug])]
    contents = {"template": "lantern/contents", "expect": ["rejected empty", "rejected too_short"]}
    yield {**entry, **contents, "slug": slug, "parts": headings}
    for number, heading in enumerate(headings, start=1):
        chapter = {"path": f"{path}chapter-{number}/", "slug": slug, "title": heading, "part": number}
        place = {"parts": len(headings), "contents": path, "listed": entry["chapters"], "comments": 2 * (number % 2)}
        yield {**chapter, **place, "template": "lantern/chapter"}


def shelves(specs: list[Spec], stories: dict[str, prose.Story]) -> Iterator[Spec]:
    """A page per author and per tag, reached by links alone."""
    shown = [stories[spec["slug"]] for spec in specs if "slug" in spec]
    names = {("authors", story.author) for story in shown} | {("tags", tag) for story in shown for tag in story.tags}
    for kind, name in sorted(names):
        path = f"/{kind}/{slug_of(name)}/"
        yield {
            "path": path,
            "title": name,
            "template": "lantern/list",
            "works": "/s",
            "by": slug_of(name),
            "listed": "",
        }


def slug_of(text: str) -> str:
    """A text as part of a path."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def expected(config: Spec, pages: list[Page]) -> Iterator[Spec]:
    """What a crawl of the demo should record, one row per URL, sorted: expected.jsonl."""
    elsewhere = [(spec["url"], spec, None) for spec in config["elsewhere"]]
    here = [(page.url, page.spec, page.story) for page in pages if page.spec.get("listed", "sitemap search")]
    for url, spec, story in sorted([*elsewhere, *here], key=lambda row: row[0]):
        (status, reason), *others = [(*verdict.split(), None)[:2] for verdict in spec.get("expect", ["fetched"])]
        row = {"url": url, "status": status, "reason": reason}
        row |= {"also": [list(other) for other in others]} if others else {}
        yield row | (shown_story(spec, story) if status == "fetched" else {})


def shown_story(spec: Spec, story: prose.Story | None) -> Spec:
    """Which story a fetched page shows, and how: whole, a part, a copy, or nothing worth keeping."""
    row: Spec = {name: spec[name] for name in ("part", "kept", "slugs") if name in spec}
    if story and spec.get("kept", True):
        row |= {"story": story.slug} if "text" not in spec else {"copy": spec["text"], "of": story.slug}
    return row
