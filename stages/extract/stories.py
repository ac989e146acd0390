"""What there is to extract: URLs that show the same pages, parts of one story joined in order."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from pipeline.records import UrlRecord


class Part(BaseModel):
    """One stored page, and how to read it."""

    model_config = ConfigDict(frozen=True)

    page: str
    url: str
    content_type: str | None
    charset: str | None


class Source(BaseModel):
    """A page, or the pages of one story, that become one document."""

    model_config = ConfigDict(frozen=True)

    parts: tuple[Part, ...]
    urls: tuple[str, ...]  # sorted
    queries: tuple[str, ...]  # sorted
    first_seen: str  # the earliest


def sources(rows: Iterable[UrlRecord]) -> list[Source]:
    """What the fetched URLs hold, in the order of their first URL.

    A story's parts follow each other by number, then URL; a page that comes twice in one story counts once. URLs
    with the same pages are one source.
    """
    stories: dict[str, list[UrlRecord]] = {}
    for row in rows:
        if row.status == "fetched" and row.page is not None:
            stories.setdefault(row.story or row.url, []).append(row)
    found: dict[tuple[tuple[str, str | None, str | None], ...], list[Source]] = {}
    for story in stories.values():
        source = story_source(story)
        found.setdefault(tuple((p.page, p.content_type, p.charset) for p in source.parts), []).append(source)
    return sorted((merged(group) for group in found.values()), key=lambda source: source.urls)


def story_source(rows: list[UrlRecord]) -> Source:
    """The pages of one story."""
    rows = sorted(rows, key=lambda row: (row.part or 0, row.url))
    parts: dict[str, Part] = {}
    for row in rows:
        assert row.page is not None
        content_type = row.headers.get("content-type")
        part = Part(page=row.page, url=row.url, content_type=content_type, charset=row.charset)
        parts.setdefault(row.page, part)
    return Source(
        parts=tuple(parts.values()),
        urls=tuple(sorted(row.url for row in rows)),
        queries=tuple(sorted({row.query for row in rows if row.query})),
        first_seen=min(row.first_seen for row in rows),
    )


def merged(group: list[Source]) -> Source:
    """Sources of the same pages as one."""
    first = min(group, key=lambda source: source.urls)
    return Source(
        parts=first.parts,
        urls=tuple(sorted({url for source in group for url in source.urls})),
        queries=tuple(sorted({query for source in group for query in source.queries})),
        first_seen=min(source.first_seen for source in group),
    )
