"""Search interfaces on loopback that answer in their documented shapes, errors included."""

import asyncio
import functools
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from stages.crawl.outcome import Answer, Rejection
from stages.crawl.providers import ApiRequest, Provider, Results
from tests.stages.crawl.local_site import Loopback

KEYS = {
    "BRAVE_API_KEY": "brave-key-0123456789abcdef",
    "GOOGLE_API_KEY": "AIza-google-key-0123456789",
    "GOOGLE_CSE_ID": "engine-0123456789",
    "SERPER_API_KEY": "serper-key-0123456789abcdef",
    "SERPAPI_API_KEY": "serpapi-key-0123456789abcdef",
}


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    words: dict[str, str]  # of the query, or of the JSON in the body
    headers: dict[str, str]  # lower-case names


@dataclass(frozen=True)
class Said:
    body: Any = b""  # bytes, or what becomes JSON
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answering = Callable[[Asked], Said]


class Api(Loopback):
    """A server; every request is kept in `asked`."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        api = self

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                parts = urlsplit(self.path)
                words = dict(parse_qsl(parts.query, keep_blank_values=True))
                length = int(self.headers.get("Content-Length") or 0)
                if length:
                    words |= {name: str(value) for name, value in json.loads(self.rfile.read(length)).items()}
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, parts.path, words, headers)
                api.asked.append(asked)
                said = api.answer(asked)
                body = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
                self.send_response(said.status)
                for name, value in {"Content-Type": "application/json", **said.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                self.handle_any()

            def do_POST(self) -> None:
                self.handle_any()

            def log_message(self, *_: Any) -> None:
                pass

        self.listen(Handler)

    def url(self, path: str = "/search") -> str:
        return super().url(path)


def rows(urls: list[str], link: str) -> list[dict[str, Any]]:
    """Results with the fields around the link that no client needs."""
    return [{"title": f"No. {n}", link: url, "snippet": "...", "position": n} for n, url in enumerate(urls, start=1)]


def searxng(found: list[str]) -> Answering:
    def answer(asked: Asked) -> Said:
        if asked.words.get("format") != "json":
            return Said(b"<html>results for people</html>", headers={"Content-Type": "text/html"})
        first = 10 * (int(asked.words.get("pageno", "1")) - 1)
        empty: dict[str, Any] = {
            name: [] for name in ("answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines")
        }
        shown = rows(found[first : first + 10], "url")
        return Said({"query": asked.words["q"], "number_of_results": 0, "results": shown, **empty})

    return answer


def brave(found: list[str]) -> Answering:
    def answer(asked: Asked) -> Said:
        if asked.headers.get("x-subscription-token") != KEYS["BRAVE_API_KEY"]:
            return Said({"type": "ErrorResponse", "error": {"status": 422, "code": "SUBSCRIPTION_TOKEN_INVALID"}}, 422)
        count, offset = int(asked.words["count"]), int(asked.words["offset"])
        if not (1 <= count <= 20 and 0 <= offset <= 9):
            return Said({"type": "ErrorResponse", "error": {"status": 422, "code": "VALIDATION"}}, 422)
        shown = found[offset * count : (offset + 1) * count]
        more = len(found) > (offset + 1) * count
        content: dict[str, Any] = {"type": "search", "query": {"original": "x", "more_results_available": more}}
        return Said(content | ({"web": {"type": "search", "results": rows(shown, "url")}} if shown else {}))

    return answer


def google(found: list[str]) -> Answering:
    def answer(asked: Asked) -> Said:
        if asked.words.get("key") != KEYS["GOOGLE_API_KEY"]:
            reason = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
            return Said({"error": {"code": 400, "status": "INVALID_ARGUMENT", "details": [reason]}}, 400)
        start, number = int(asked.words["start"]), int(asked.words["num"])
        if not (1 <= start <= 91 and 1 <= number <= 10) or asked.words.get("cx") != KEYS["GOOGLE_CSE_ID"]:
            return Said({"error": {"code": 400, "message": "Request contains an invalid argument."}}, 400)
        shown = found[start - 1 : start - 1 + number]
        queries: dict[str, Any] = {"request": [{"startIndex": start, "count": len(shown)}]}
        if len(found) >= start + number:
            queries["nextPage"] = [{"startIndex": start + number}]
        content = {"kind": "customsearch#search", "queries": queries, "searchInformation": {"totalResults": "5"}}
        return Said(content | ({"items": rows(shown, "link")} if shown else {}))

    return answer


def serper(found: list[str]) -> Answering:
    def answer(asked: Asked) -> Said:
        if asked.method != "POST" or asked.headers.get("content-type") != "application/json":
            return Said({"message": "Bad request", "statusCode": 400}, 400)
        if asked.headers.get("x-api-key") != KEYS["SERPER_API_KEY"]:
            return Said({"message": "Unauthorized.", "statusCode": 403}, 403)
        first = 10 * (int(asked.words["page"]) - 1)
        parameters = {"q": asked.words["q"], "type": "search", "page": int(asked.words["page"]), "engine": "google"}
        return Said({"searchParameters": parameters, "organic": rows(found[first : first + 10], "link"), "credits": 1})

    return answer


def serpapi(found: list[str]) -> Answering:
    def answer(asked: Asked) -> Said:
        if asked.words.get("api_key") != KEYS["SERPAPI_API_KEY"]:
            return Said({"error": "Invalid API key. Your API key should be here: https://serpapi.com/..."}, 401)
        if asked.words.get("engine") != "google":
            return Said({"error": "Unsupported engine."}, 400)
        start = int(asked.words["start"])
        shown = found[start : start + 10]
        content: dict[str, Any] = {"search_metadata": {"status": "Success"}, "search_parameters": {"engine": "google"}}
        if not shown:
            return Said(content | {"error": "Google hasn't returned any results for this query."})
        content["serpapi_pagination"] = {"current": 1 + start // 10}
        if len(found) > start + 10:
            content["serpapi_pagination"]["next"] = "https://serpapi.com/search.json?start=..."
        return Said(content | {"organic_results": rows(shown, "link")})

    return answer


SHAPES: dict[str, Callable[[list[str]], Answering]] = {
    "searxng": searxng,
    "brave": brave,
    "google": google,
    "serper": serper,
    "serpapi": serpapi,
}


def said(body: Any = b"", status: int = 200) -> Answering:
    return lambda asked: Said(body, status)


class Web:
    """Plain requests over real connections: one try, no guard."""

    async def get(self, url: str, *, check_robots: bool, max_bytes: int | None = None) -> Answer:
        return await self.ask(ApiRequest(url), max_bytes or 5_000_000, lambda: None)

    async def ask(self, request: ApiRequest, max_bytes: int, before_each: Callable[[], None]) -> Answer:
        before_each()
        return await asyncio.to_thread(functools.partial(self.exchange, request))

    def exchange(self, request: ApiRequest) -> Answer:
        parts = urlsplit(request.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=10)
        try:
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            connection.request(request.method, path, request.body, dict(request.headers))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(request.url, response.status, headers, response.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise Rejection(f"http_{answer.status}", {}, answer)
        return answer


def every(provider: Provider) -> list[Results]:
    async def collect() -> list[Results]:
        return [results async for results in provider.discover(Web())]

    return asyncio.run(collect())
