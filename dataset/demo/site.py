"""Serve the demo: a community of small fiction sites under .example, the same bytes on every run and machine.

    python dataset/demo/site.py --port 0             for a crawl: one JSON line on stdout ({"port": …, "hosts": […]}),
                                                     then serves until stdin ends or SIGTERM
    python dataset/demo/site.py --port 8000 --browse for a person: http://127.0.0.1:8000/ shows every host
    python dataset/demo/site.py --expected           the rows of expected.jsonl

The standard library is all it needs. README.md, beside this file, says what is on the sites and why.
"""

import argparse
import contextlib
import json
import re
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from answers import PLAIN, Answer, build_answers
from pages import expected, read_config, read_pages, read_stories
from search import Index, answer

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"
SEARCH = "search.lantern.example"
NOT_FOUND = Answer(b"Nothing is kept here.\n", PLAIN, 404)
UNKNOWN_HOST = Answer(b"No such host in the demo; send a Host header, or start with --browse.\n", PLAIN, 421)
BUSY = Answer(b"One at a time, please.\n", {**PLAIN, "Retry-After": "1"}, 429)


class Demo:
    """Every answer, ready before the first request; the only state is who was told to come back."""

    def __init__(self) -> None:
        self.config, stories = read_config(), read_stories()
        self.pages = read_pages(self.config, stories)
        self.hosts = sorted(self.config["hosts"])
        self.answers = build_answers(self.config, stories, self.pages)
        self.index = Index(self.config, self.pages)
        self.told: set[tuple[str, str]] = set()
        self.lock = threading.Lock()

    def find(self, host: str, path: str, query: str) -> Answer:
        """The answer for a path; a query that the site does not know changes nothing, as on real sites."""
        if host == SEARCH and path == "/search":
            body, content_type = answer(self.index, query)
            return Answer(body, {"Content-Type": content_type})
        if host not in self.hosts:
            return UNKNOWN_HOST
        found = self.answers.get((host, f"{path}?{query}")) or self.answers.get((host, path), NOT_FOUND)
        if found.busy_once:
            with self.lock:
                first = (host, path) not in self.told
                self.told.add((host, path))
            return BUSY if first else found
        return found


class Server(ThreadingHTTPServer):
    """Loopback only; one thread per connection."""

    request_queue_size = 128

    def __init__(self, port: int, log: IO[str] | None, browse: bool) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.log, self.browse, self.demo = log, browse, Demo()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away in the middle is no error of ours; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD, in origin form or absolute form (through a proxy), HTTP/1.1 with connections kept."""

    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds without a request
    wbufsize = 65536
    server: Server

    def do_GET(self) -> None:
        """Answer, 304 where the client has these bytes already."""
        host, path, query = self.target
        found = self.browse(path, query) if self.server.browse else self.server.demo.find(host, path, query)
        fresh = found.status == 200 and found.etag in self.headers.get("If-None-Match", "")
        self.send_response(304 if fresh else found.status)
        length = len(found.body) * found.repeat
        headers = {**found.headers, "ETag": found.etag, "Last-Modified": DATE, "Content-Length": str(length)}
        for name, value in headers.items():
            if not (fresh and name.startswith("Content-")):
                self.send_header(name, value)
        self.end_headers()
        if not fresh and self.command == "GET":
            self.send_body(found)

    do_HEAD = do_GET  # noqa: N815

    def send_body(self, found: Answer) -> None:
        """The bytes, or half of them and the end of the connection."""
        if found.cut:
            self.wfile.write(found.body[: len(found.body) // 2])
            self.close_connection = True
            return
        for _ in range(found.repeat):
            self.wfile.write(found.body)

    @property
    def target(self) -> tuple[str, str, str]:
        """Host (without its port), path and query that were asked for."""
        parts = urlsplit(self.path if "://" in self.path else f"//{self.headers.get('Host', '')}{self.path}")
        return (parts.hostname or "").lower(), parts.path or "/", parts.query

    def browse(self, path: str, query: str) -> Answer:
        """The sites under /host/<name>/, their links led back there; elsewhere, the list of them."""
        match = re.fullmatch(r"/host/([^/]+)(/.*)", path)
        if not match:
            rows = "".join(f'<li><a href="/host/{host}/">{host}</a></li>' for host in self.server.demo.hosts)
            return Answer(f"<h1>The demo</h1><ul>{rows}</ul>".encode(), {"Content-Type": "text/html"})
        host, path = match.groups()
        found = self.server.demo.find(host, path, query)
        headers = {name: lead_back(value.encode(), host).decode() for name, value in found.headers.items()}
        body = lead_back(found.body, host) if "html" in headers["Content-Type"] else found.body
        return Answer(body, headers, found.status, found.repeat, found.cut)

    def version_string(self) -> str:
        """No Python version: the same bytes on every machine."""
        return "Lantern/1.0"

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The same date always: no clock in any byte."""
        return DATE

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """One line per request in the log file, if one was asked for: method, host and path, status."""
        if self.server.log and hasattr(self, "headers"):
            host, path, query = self.target
            self.server.log.write(f"{self.command} {host}{path}{'?' * bool(query)}{query} {int(code)}\n")

    def log_message(self, *_: object) -> None:
        """Quiet."""


def lead_back(body: bytes, host: str) -> bytes:
    """Links as `--browse` serves them: /host/<name>/ instead of http://<name>/ and of /."""
    body = re.sub(rb"\bhttp://([a-z.]+\.example)(?=[/\"])", rb"/host/\1", body)
    return re.sub(
        rb"((?:href|action)=\"|^)/(?!host/|/)", rb"\1/host/" + host.encode() + b"/", body, flags=re.IGNORECASE
    )


def main() -> None:
    """Serve, or print what a crawl should find."""
    parser = argparse.ArgumentParser(description="Serve the demo sites on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--browse", action="store_true", help="for a person with a browser; serves until Ctrl-C")
    parser.add_argument("--log", metavar="FILE", help="one line per request")
    parser.add_argument("--expected", action="store_true", help="print the rows of expected.jsonl and stop")
    options = parser.parse_args()
    if options.expected:
        config = read_config()
        for row in expected(config, read_pages(config, read_stories())):
            print(json.dumps(row, ensure_ascii=False))
        return
    log = Path(options.log).open("a", encoding="utf-8", buffering=1) if options.log else None  # noqa: SIM115
    server = Server(options.port, log, options.browse)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(json.dumps({"port": server.server_port, "hosts": server.demo.hosts}), flush=True)
    if options.browse:
        print(f"Open http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait() if options.browse else sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
