"""A page's characters: the prose in its form, what stands around it, its template and its host's frame."""

import functools
import html
import json
from string import Template

import prose
from pages import FIRST_DAY, HERE, Page, Spec, slug_of

FORMS = {"paragraphs": prose.as_paragraphs, "breaks": prose.as_breaks}
VERSIONS = {"whole": lambda story: story, "excerpt": prose.excerpt, "edited": prose.edited}


class Renderer:
    """Renders any page; knows the others for the links between them."""

    def __init__(self, config: Spec, stories: dict[str, prose.Story], pages: list[Page]) -> None:
        self.hosts, self.stories, self.pages = config["hosts"], stories, pages
        self.chatter: Spec = json.loads((HERE / "chatter.json").read_text(encoding="utf-8"))

    def render(self, page: Page) -> str:
        """The page's template inside its host's frame, or bare; `text` is the story alone, as plain text."""
        template, frame = page.spec["template"], page.spec.get("frame", self.hosts[page.host]["frame"])
        if template == "text":
            return prose.as_wrapped(page.story) if page.story else ""
        values = self.values(page)
        main = fill(template, values)
        return fill(frame, {**values, "main": main}) if frame else main

    def values(self, page: Page) -> dict[str, str]:
        """What the templates may name. Titles and the like are escaped here, once."""
        story = page.story
        plain = {
            "title": page.title,
            "summary": page.summary,
            "host": page.host,
            "url": page.url,
            "canonical": page.spec.get("canonical", page.url),
            "date": page.day.isoformat(),
            "day": f"{page.day.day} {page.day:%B %Y}",
            "name": page.path.rstrip("/").rsplit("/", 1)[-1],
            "author": story.author if story else "",
            "author_slug": slug_of(story.author) if story else "",
        }
        values = {name: html.escape(value) for name, value in plain.items()}
        values |= {"head": "\n".join(page.spec.get("head", [])), "body": self.body(page), **self.surroundings(page)}
        if story:
            values |= script_values(page, story, values["body"])
            values |= serial_values(page, story)
        return values

    def body(self, page: Page) -> str:
        """The prose of a page in the form and with the damage that site.json asks for."""
        spec = page.spec
        if "lines" in spec:
            return "\n".join(spec["lines"])
        stories = [self.stories[slug] for slug in spec.get("slugs", [])] or ([page.story] if page.story else [])
        damage, form = prose.DAMAGE[spec.get("damage", "none")], spec.get("form", "paragraphs")
        pieces = []
        for story in stories:
            if "part" in spec:
                shown = prose.chapters(story)[spec["part"] - 1][1]
            else:
                shown = VERSIONS.get(spec.get("text", "whole"), VERSIONS["whole"])(story)
            heading = f"<h3>{html.escape(story.title)}</h3>\n" if len(stories) > 1 else ""
            pieces.append(
                heading + (damage(prose.as_wrapped(shown)) if form == "wrapped" else FORMS[form](shown, damage))
            )
        lines = "\n".join(pieces * spec.get("times", 1)).split("\n")
        if spec.get("watermark"):
            lines.insert(len(lines) // 3, self.chatter["decoys"]["watermark"])
        return "\n".join(lines)

    def surroundings(self, page: Page) -> dict[str, str]:
        """Notes, comments, decoys, tags, and links to other pages."""
        spec, week = page.spec, (page.day - FIRST_DAY).days // 7
        everyone = self.chatter["comments"]
        chosen = sorted((5 * week + i) % len(everyone) for i in range(spec.get("comments", 0)))
        comments = [comment(*everyone[number]) for number in chosen]
        near = self.works(page, "/stories/")
        works = self.works(page, spec["works"], spec.get("by")) if "works" in spec else []
        tags = [f'<a href="/tags/{slug_of(tag)}/" rel="tag">{html.escape(tag)}</a>' for tag in page.tags]
        return {
            "comments": "\n".join(
                ['<section id="comments"><h3>Comments</h3>', *comments, "</section>"] if comments else []
            ),
            "note": f'<div class="author-note">{self.chatter["notes"][spec["note"]]}</div>' if "note" in spec else "",
            "decoy": self.chatter["decoys"].get(spec.get("decoy"), ""),
            "related": "\n".join((near * 2)[week % (len(near) or 1) :][:3]),
            "tag_links": " ".join(tags) if self.hosts[page.host].get("shelves") else ", ".join(page.tags),
            "works": "\n".join(
                [*works, *(f'<li><a href="{href}">{text}</a></li>' for href, text in spec.get("links", []))]
            ),
            "count": f"{len(works)} works" if len(works) != 1 else "one work",
        }

    def works(self, page: Page, prefix: str, by: str | None = None) -> list[str]:
        """Links to the host's other public pages under a path, of one author or tag if asked, by title."""
        shown = [
            (other, other.story)
            for other in self.pages
            if other.host == page.host and other.path.startswith(prefix) and other.path != page.path
            if other.story and "part" not in other.spec and other.spec.get("listed", "sitemap search")
            if by is None or by in {slug_of(other.story.author), *map(slug_of, other.tags)}
        ]
        shown.sort(key=lambda pair: (pair[0].title.removeprefix("The "), pair[0].path))
        return [work(other.path, other.title, story.author) for other, story in shown]


def work(path: str, title: str, author: str) -> str:
    """A line of a list of stories."""
    return f'<li><a href="{path}">{html.escape(title)}</a> <span class="by">by {html.escape(author)}</span></li>'


def comment(name: str, when: str, text: str) -> str:
    """One reader's comment."""
    return f'<article class="comment"><header>{name}<time>{when}</time></header><p>{text}</p></article>'


def script_values(page: Page, story: prose.Story, body: str) -> dict[str, str]:
    """What script-built pages and the mirror need: the text as JSON that can stand in a script element."""
    shown = {"title_json": page.title, "author_json": story.author, "body_json": body}
    values = {name: json.dumps(text, ensure_ascii=False).replace("</", "<\\/") for name, text in shown.items()}
    minutes = 1 + sum(len(block.text) for block in story.blocks) // 1200
    return values | {
        "blocks_json": prose.as_json(story),
        "show": read_template("quiet/show.js"),
        "minutes": str(minutes),
    }


def serial_values(page: Page, story: prose.Story) -> dict[str, str]:
    """Where a chapter stands among the others, or the list of all of them."""
    spec = page.spec
    if spec["template"] == "lantern/contents":
        names = enumerate(spec["parts"], start=1)
        rows = [f'<li><a href="{page.path}chapter-{number}/">{html.escape(name)}</a></li>' for number, name in names]
        return {"parts": str(len(rows)), "chapter_links": "\n".join(rows)}
    if "part" not in spec:
        return {}
    part, parts, contents = spec["part"], spec["parts"], spec["contents"]
    before, after = f"{contents}chapter-{part - 1}/", f"{contents}chapter-{part + 1}/"
    head = [f'<link rel="prev" href="{before}">'] * (part > 1) + [f'<link rel="next" href="{after}">'] * (part < parts)
    return {
        "contents_url": contents,
        "serial_title": html.escape(story.title),
        "part": str(part),
        "parts": str(parts),
        "head": "\n".join(head),
        "previous_link": f'<a href="{before}" rel="prev">← Previous chapter</a>' if part > 1 else "<span></span>",
        "next_link": f'<a href="{after}" rel="next">Next chapter →</a>' if part < parts else "<span></span>",
    }


def fill(name: str, values: dict[str, str]) -> str:
    """A template of templates/ with its names replaced; a name without a value is an error."""
    return Template(read_template(f"{name}.html")).substitute(values)


@functools.cache
def read_template(name: str) -> str:
    """The text of one file of templates/."""
    return (HERE / "templates" / name).read_text(encoding="utf-8")
