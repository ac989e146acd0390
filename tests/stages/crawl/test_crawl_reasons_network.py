"""What the network and the servers can do to a page: one crawl, a reason each."""

import gzip
import os
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import brotli
import pytest
from backports import zstd

from benchmarks.hostile_certificates import AUTHORITY, KINDS, contexts
from tests.stages.crawl.local_site import Project, Reply, Site, story

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MAX_BYTES = 200_000
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


def raw(*pieces: bytes, pause: float = 0, times: int = 1, reset: bool = False) -> Reply:
    """Bytes as they are."""

    def write(handler: Any) -> None:
        for piece in pieces * times:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)
        if reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            handler.connection.close()

    return Reply(write)


def encoded(name: str, body: bytes) -> Reply:
    return Reply(body, headers={"Content-Encoding": name})


BOMBS = {f"/bomb/{name}": encoded(name, pack(b" " * 3_000_000)) for name, pack in PACKERS.items()}
PACKED = {f"/packed/{name}": encoded(name, pack(story(f"packed by {name}").encode())) for name, pack in PACKERS.items()}
OUTCOMES: dict[str, tuple[Reply, str]] = {
    **{path: (reply, "too_large") for path, reply in BOMBS.items()},
    "/bomb/twice": (encoded("gzip, br", brotli.compress(gzip.compress(b" " * 3_000_000))), "too_large"),
    "/announced": (raw(HEAD + b"Content-Length: 99999999999\r\n\r\n"), "too_large"),
    "/stream": (raw(HEAD + b"\r\n", b"x" * 100_000, times=9), "too_large"),
    "/headers": (raw(HEAD, b"X-A: " + b"b" * 90 + b"\r\n", times=2000), "too_large"),
    "/interim": (raw(b"HTTP/1.1 103 Early Hints\r\n\r\n", times=200), "too_large"),
    **{path: (reply, "fetched") for path, reply in PACKED.items()},
    "/garbage": (encoded("gzip", b"no gzip at all" * 99), "parse_error"),
    "/unknown": (encoded("sdch", b"x" * 99), "parse_error"),
    "/no-http": (raw(b"220 mail ready\r\n\r\n"), "parse_error"),
    "/odd-target": (Reply(status=302, headers={"Location": "http://[broken/"}), "parse_error"),
    "/cut": (encoded("gzip", gzip.compress(os.urandom(9000))[:4000]), "truncated"),
    "/short": (raw(HEAD + b"Content-Length: 9000\r\n\r\n<p>half"), "truncated"),
    "/no-last-chunk": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<p>x\r\n"), "truncated"),
    "/broken-off": (raw(HEAD + b"\r\n", b"<p>half", pause=0.1, reset=True), "truncated"),
    "/half-a-head": (raw(HEAD), "truncated"),
    "/nothing": (raw(b""), "truncated"),
    "/silent": (raw(b"", pause=3), "timeout"),
    "/slow-head": (raw(b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 20, pause=0.2), "timeout"),
    "/slow-body": (raw(HEAD + b"\r\n", *[b"<p>"] * 20, pause=0.2), "timeout"),
    "/here/there": (Reply(status=307, headers={"Location": "/there/here"}), "too_many_redirects"),
    "/no-location": (Reply(status=302), "http_302"),
    **{f"/{status}": (Reply("no", status), f"http_{status}") for status in (204, 401, 403, 404, 451, 500, 503)},
}
TLS = dict.fromkeys(KINDS, "tls_error") | {"good": "fetched"}


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Path, or kind of certificate -> what became of it."""
    folder = tmp_path_factory.mktemp("network")
    with ExitStack() as stack:
        pages = {path: reply for path, (reply, _) in OUTCOMES.items()}
        back = {"/there/here": Reply(status=308, headers={"Location": "/here/there"})}
        main = stack.enter_context(Site({**pages, **back}).serving())
        urls = {path: main.url(path) for path in OUTCOMES}
        hosts = [main.host]
        for kind, context in contexts(folder).items():
            site = Site({"/page": Reply(story(kind))})
            site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
            stack.enter_context(site.serving())
            urls[kind] = f"https://{site.host}/page"
            hosts.append(site.host)
        urls["plain words"] = main.url("/").replace("http:", "https:")
        urls["no name"] = "http://no-such-host.invalid/page"
        project = Project(folder)
        stack.callback(project.end)
        project.set_params(
            allow_private_hosts=hosts,
            contact_url="http://127.0.0.1/who",
            urls=[*urls.values(), "http://x.example/" + "a" * 3000, "gopher://x.example/"],
            max_page_bytes=MAX_BYTES,
            concurrency_per_host=16,
            timeout_seconds=1.5,
            max_retries=0,
            follow={"next_parts": False, "contents": False},
        )
        project.run(SSL_CERT_FILE=str(folder / AUTHORITY))
        rows = project.rows()
        found = {name: rows[url]["reason"] or rows[url]["status"] for name, url in urls.items()}
        found["long"] = next(row["reason"] for url, row in rows.items() if url.startswith("http://x.example"))
        found["gopher"] = rows["gopher://x.example/"]["reason"]
        yield found


@pytest.mark.parametrize(("path", "outcome"), [(path, outcome) for path, (_, outcome) in OUTCOMES.items()])
def test_answer_has_its_outcome(reasons, path, outcome):
    assert reasons[path] == outcome


@pytest.mark.parametrize(("kind", "outcome"), TLS.items())
def test_a_certificate_must_prove_the_host(reasons, kind, outcome):
    assert reasons[kind] == outcome


def test_plain_words_on_a_port_for_tls_are_a_tls_error(reasons):
    assert reasons["plain words"] == "tls_error"


def test_names_and_addresses_that_lead_nowhere(reasons):
    assert reasons["no name"] == "dns_error"
    assert reasons["long"] == "parse_error"
    assert reasons["gopher"] == "bad_scheme"
