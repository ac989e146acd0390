"""What each host answers at each path: headers, bytes, and the faults that do not lie in the text."""

import functools
import hashlib
import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import prose
from pages import HERE, Page, Spec
from render import Renderer

HTML = "text/html; charset=utf-8"
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
Key = tuple[str, str]  # host, path


@dataclass(frozen=True)
class Answer:
    """What a path answers."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    repeat: int = 1  # times the body is sent
    cut: bool = False  # the connection ends halfway
    busy_once: bool = False  # 429 the first time

    @functools.cached_property
    def etag(self) -> str:
        """A strong validator: the same bytes, the same tag."""
        return f'"{hashlib.sha256(self.body + str(self.repeat).encode()).hexdigest()[:20]}"'


def build_answers(config: Spec, stories: dict[str, prose.Story], pages: list[Page]) -> dict[Key, Answer]:
    """Every answer of every host. A page with `copy` answers another's bytes."""
    renderer = Renderer(config, stories, pages)
    answers: dict[Key, Answer] = {}
    for page in pages:
        if "copy" not in page.spec:
            answers[page.host, page.path] = page_answer(page, renderer)
        if page.spec.get("template") in {"quiet/fetched", "quiet/gate"} and page.story:
            answers[page.host, f"{page.path}.json"] = story_json(page.story)
    for page in pages:
        if "copy" in page.spec:
            host, path = page.spec["copy"].removeprefix("http://").split("/", 1)
            answers[page.host, page.path] = answers[host, f"/{path}"]
    for host, settings in config["hosts"].items():
        own = [page for page in pages if page.host == host and page.listed("sitemap")]
        answers.update({(host, path): answer for path, answer in service_files(host, settings, own)})
    return answers


def page_answer(page: Page, renderer: Renderer) -> Answer:
    """A redirect, a file, or a rendered page in the encoding and with the headers that site.json asks for."""
    spec = page.spec
    headers = {"Content-Type": spec.get("type", HTML), **spec.get("headers", {})}
    if "redirect" in spec:
        return Answer(b"Moved.\n", {**PLAIN, "Location": spec["redirect"]}, spec.get("code", 301))
    if "file" in spec:
        return Answer((HERE / "files" / spec["file"]).read_bytes(), headers)
    body = renderer.render(page).encode(spec.get("encoding", "utf-8"), "xmlcharrefreplace")
    faults = {name: spec[name] for name in ("repeat", "cut", "busy_once") if name in spec}
    return Answer(b"\xef\xbb\xbf" * spec.get("bom", 0) + body, headers, spec.get("code", 200), **faults)


def story_json(story: prose.Story) -> Answer:
    """What the scripts of the Quiet Room ask for."""
    content = {"title": story.title, "author": story.author, "blocks": json.loads(prose.as_json(story))}
    body = json.dumps(content, ensure_ascii=False).encode()
    return Answer(body, {"Content-Type": "application/json; charset=utf-8"})


def service_files(host: str, settings: Spec, pages: list[Page]) -> Iterator[tuple[str, Answer]]:
    """robots.txt, the sitemap, the feed, and the files that site.json holds word for word."""
    robots = settings.get("robots")
    if isinstance(robots, int):
        yield "/robots.txt", Answer(b"Please come back later.\n", PLAIN, robots)
    elif robots:
        yield "/robots.txt", Answer("\n".join([*robots, ""]).encode(), PLAIN)
    if settings.get("sitemap"):
        rows = [f"<url><loc>{html.escape(page.url)}</loc><lastmod>{page.day}</lastmod></url>" for page in pages]
        yield "/sitemap.xml", xml('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', rows, "</urlset>")
    if settings.get("feed"):
        rows = [f"<item><title>{html.escape(p.title)}</title><link>{p.url}</link></item>" for p in pages if p.story][:5]
        channel = f"<title>{settings['name']}</title><link>http://{host}/</link><description>New stories</description>"
        yield "/feed.xml", xml(f'<rss version="2.0"><channel>{channel}', rows, "</channel></rss>")
    for path, content in settings.get("files", {}).items():
        yield path, Answer("\n".join([*content["lines"], ""]).encode(), {"Content-Type": content["type"]})


def xml(start: str, rows: list[str], end: str) -> Answer:
    """An XML file, one row a line."""
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', start, *rows, end, ""])
    return Answer(text.encode(), {"Content-Type": "application/xml"})
