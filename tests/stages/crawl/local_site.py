"""A real web server on loopback that tests fill with pages, and a project folder in which the crawl runs."""

import copy
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import yaml

PROJECT = Path(__file__).resolve().parents[3]
SENTENCES = [
    "Marta closed the bakery at six and walked down to the water with the last of the bread under her arm.",
    "Old Henrik was already on the pier, mending a net that had needed mending since the spring tides.",
    "They had known each other for forty years, and in all that time neither had learned to be hurried.",
    "He made room on the bench, and she broke the loaf in two and gave him the larger half of it.",
    "The ferry came in late, as it always did when the wind stood in the east, and nobody minded much.",
    "She told him that her daughter had written from the capital and meant to come home for the harvest.",
    "He said that the house on the hill was for sale again, and looked at the net instead of at her.",
    "A lamp was lit in the harbour office, then another, until the whole quay stood doubled in the water.",
]


@dataclass(frozen=True)
class Reply:
    """What the server says at a path; a callable body writes to the connection itself."""

    body: str | bytes | Callable[[BaseHTTPRequestHandler], None] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    at: float
    path: str
    host: str


class Loopback:
    """A server on a free port; its address is known before it serves."""

    def listen(self, handler: type[BaseHTTPRequestHandler], address: str = "127.0.0.1") -> None:
        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass  # clients that hang up are part of the tests

        self.server = Server((address, 0), handler)
        self.host = f"{address}:{self.server.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    @contextmanager
    def serving(self) -> Iterator[Self]:
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join()


class Site(Loopback):
    """Pages by path; every request is kept in `hits`."""

    def __init__(self, pages: dict[str, Reply | Callable[[str], Reply]], address: str = "127.0.0.1") -> None:
        self.pages = pages
        self.hits: list[Hit] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.hits.append(Hit(time.monotonic(), self.path, self.headers.get("Host", "")))
                found = site.pages.get(self.path) or site.pages.get(self.path.partition("?")[0]) or site.pages.get("*")
                reply = found(self.path) if callable(found) else found or Reply("no such page", 404)
                if callable(reply.body):
                    self.close_connection = True
                    reply.body(self)
                    return
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                self.send_response(reply.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                    if value:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.listen(Handler, address)

    def paths(self) -> list[str]:
        return [hit.path for hit in self.hits]


def story(name: str = "a story", head: str = "", tail: str = "", sentences: int = 24) -> str:
    """A page of tame prose; each name gives another text."""
    chosen = [f"It is {name} that is told here, the {n}th time. {SENTENCES[n % 8]}" for n in range(sentences)]
    paragraphs = "".join(f"<p>{' '.join(chosen[n : n + 3])}</p>" for n in range(0, sentences, 3))
    title = f"<title>{name.title()}</title>"
    return f"<!doctype html><html><head>{title}{head}</head><body><article>{paragraphs}</article>{tail}</body></html>"


def merged(base: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The values with some replaced, section by section."""
    result = copy.deepcopy(base)
    for name, value in changes.items():
        nested = isinstance(value, Mapping) and isinstance(result.get(name), dict)
        result[name] = merged(result[name], value) if nested else value
    return result


REAL_CRAWL: dict[str, Any] = {
    "demo_site": False,
    "fixed_time": None,
    "search": {"queries": [], "searxng": {"url": None}},
    "sitemap": {"urls": [], "from_robots": False},
    "render": False,
    "timeout_seconds": 2.0,
    "max_retries": 1,
    "retry_seconds": 0.05,
}


class Project:
    """A folder with a params.yaml; the crawl runs in it as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[str]] = []

    def set_params(self, **changes: Any) -> None:
        section = yaml.safe_load((PROJECT / "params.yaml").read_text())["crawl"]
        params = merged(merged(section, REAL_CRAWL), changes)
        (self.folder / "params.yaml").write_text(yaml.safe_dump({"crawl": params}))

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "stages.crawl", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """Kill what a failed test left behind."""
        for process in self.started:
            if process.returncode is None:
                kill(process)

    def run(self, *arguments: str, expect: int = 0, **environment: str) -> str:
        """What the crawl said on standard error."""
        process = self.start(*arguments, **environment)
        said = process.communicate(timeout=90)[1]
        assert process.returncode == expect, said
        return said

    def extract(self) -> list[dict[str, Any]]:
        """The documents that the next stage makes of the crawl."""
        path = self.folder / "params.yaml"
        extract = yaml.safe_load((PROJECT / "params.yaml").read_text())["extract"]
        path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text()), "extract": extract}))
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "WORKERS": "1"}
        command = [sys.executable, "-m", "stages.extract"]
        subprocess.run(command, cwd=self.folder, env=environment, check=True, capture_output=True)
        return [
            json.loads(line) for line in (self.folder / "dataset/metadata/documents.jsonl").read_text().splitlines()
        ]

    def rows(self) -> dict[str, dict[str, Any]]:
        lines = (self.folder / "dataset/metadata/urls.jsonl").read_text().splitlines()
        assert lines == sorted(lines, key=lambda line: json.loads(line)["url"])
        return {row["url"]: row for row in map(json.loads, lines)}

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "reports/crawl.json").read_text())
        return found

    def pages(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "dataset/pages").glob("*/*"))


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9 to the crawl alone: what it started must notice by itself."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
