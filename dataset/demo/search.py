"""A small search engine that answers in SearXNG's JSON shape: keyword ranking over title, tags and summary."""

import html
import json
from typing import Any
from urllib.parse import parse_qs, urlparse

from pages import Page, Spec
from render import fill

ENGINE = "lantern"
PAGE_SIZE = 10
WEIGHTS = {"title": 3.0, "tags": 2.0, "summary": 1.0}
Result = dict[str, Any]


class Index:
    """Every page that site.json lists for the search, and the addresses that exist in results alone."""

    def __init__(self, config: Spec, pages: list[Page]) -> None:
        shown = [page for page in pages if page.listed("search")]
        rows = [(page.url, page.title, page.summary, " ".join(page.tags)) for page in shown]
        rows += [(spec["url"], spec["title"], spec["summary"], spec["tags"]) for spec in config["elsewhere"]]
        self.rows = sorted(rows)

    def find(self, query: str) -> list[Result]:
        """Pages with any of the words, those with more of them, in weightier places, first; ties by URL."""
        stems = [stem(word) for word in words(query)]
        scored = []
        for url, title, summary, tags in self.rows:
            score = score_of(stems, {"title": title, "tags": tags, "summary": summary})
            if score:
                scored.append((-score, url, title, summary))
        return [result(rank, *row) for rank, row in enumerate(sorted(scored), start=1)]


def words(text: str) -> list[str]:
    """Lower-case words."""
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def stem(word: str) -> str:
    """What a word shares with its other forms: 'letters' gives 'letter', 'dance' 'danc'."""
    return word.removesuffix("s").rstrip("ey") if len(word) > 3 else word


def score_of(stems: list[str], fields: dict[str, str]) -> float:
    """The sum of the weights of the fields where a word begins with a stem; more words found count more."""
    hits = [[w for f, w in WEIGHTS.items() if any(word.startswith(s) for word in words(fields[f]))] for s in stems]
    return sum(map(sum, hits)) * sum(map(bool, hits))


def result(rank: int, minus_score: float, url: str, title: str, summary: str) -> Result:
    """One result as SearXNG writes it."""
    return {
        "url": url,
        "title": title,
        "content": summary,
        "publishedDate": None,
        "thumbnail": "",
        "engine": ENGINE,
        "template": "default.html",
        "parsed_url": list(urlparse(url)),
        "img_src": "",
        "priority": "",
        "engines": [ENGINE],
        "positions": [rank],
        "score": -minus_score,
        "category": "general",
    }


def answer(index: Index, query_string: str) -> tuple[bytes, str]:
    """The body and content type for a query string; past the last page the results are empty."""
    fields = {name: values[-1] for name, values in parse_qs(query_string, keep_blank_values=True).items()}
    query, number = fields.get("q", ""), fields.get("pageno", "1")
    first = (int(number) - 1) * PAGE_SIZE if number.isdecimal() and int(number) else 0
    found = index.find(query)
    shown = found[first : first + PAGE_SIZE]
    if fields.get("format") != "json":
        rows = [
            '<li><a href="{0}">{1}</a><br><cite>{0}</cite><br>{2}</li>'.format(
                *(html.escape(r[k]) for k in ("url", "title", "content"))
            )
            for r in shown
        ]
        values = {"title": "Lantern Search", "host": "search.lantern.example", "head": "", "query": html.escape(query)}
        values |= {"count": str(len(found)), "number": str(first // PAGE_SIZE + 1), "works": "\n".join(rows)}
        main = fill("plain/search", values)
        return fill("plain/page", {**values, "main": main}).encode(), "text/html; charset=utf-8"
    shape = {"query": query, "number_of_results": len(found), "results": shown}
    empty: dict[str, list[str]] = {
        name: [] for name in ("answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines")
    }
    return json.dumps(shape | empty, ensure_ascii=False).encode(), "application/json"
