"""The one door to the network."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.hostile_certificates import AUTHORITY, contexts
from stages.crawl.addresses import as_literal, is_public
from stages.crawl.guard import Guard
from stages.crawl.reach import Reach
from tests.stages.crawl.local_site import Reply, Site


class Wishes:
    """A crawl that keeps the browser out of /private, and notes the pauses that it hears of."""

    def __init__(self) -> None:
        self.pauses: list[tuple[str, str | None]] = []

    async def objection(self, url: str) -> str | None:
        return "robots_disallow" if "/private" in url else None

    def heed_pause(self, url: str, retry_after: str | None) -> None:
        self.pauses.append((url, retry_after))


class Loop(asyncio.SelectorEventLoop):
    """A loop whose resolver gives what a test wants, answer after answer."""

    answers: list[list[str]] = []  # noqa: RUF012 - set by a test
    asked = 0

    async def getaddrinfo(self, host, port, **words):
        found = self.answers[min(type(self).asked, len(self.answers) - 1)]
        type(self).asked += 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]


def asked(
    reach: Reach,
    request: str,
    browser: bool = False,
    tls: str | None = None,
    wishes: Wishes | None = None,
    loop: Callable[[], Any] = asyncio.new_event_loop,
) -> tuple[str, str]:
    """What a guard answers to a raw request (inside a tunnel, when `tls` names its end), and its nonce."""

    async def ask() -> tuple[str, str]:
        guard = Guard(reach, wishes or Wishes(), connect_timeout_seconds=2)
        await guard.start()
        reader, writer = await asyncio.open_connection("127.0.0.1", guard.browser_port if browser else guard.port)
        if tls:
            writer.write(f"CONNECT {tls} HTTP/1.1\r\nHost: {tls}\r\n\r\n".encode())
            assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            await writer.start_tls(trusting)
        writer.write(request.encode())
        try:
            answer = (await asyncio.wait_for(reader.read(), 5)).decode("latin-1")
        except ConnectionResetError:
            answer = "reset"
        writer.close()
        await guard.stop()
        return answer, guard.nonce

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(ask())


def get(url: str, *headers: str) -> str:
    return "\r\n".join([f"GET {url} HTTP/1.1", "Host: x", "Proxy-Connection: keep-alive", *headers, "", ""])


def reach(*private: str, public: bool = True) -> Reach:
    return Reach({}, frozenset(private), public)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "localhost",
        "LOCALHOST",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
    ],
)
def test_private_addresses_are_refused_in_every_form(host):
    with Site({"/": Reply("secret")}).serving() as site:
        port = site.server.server_port
        answer, nonce = asked(reach(), get(f"http://{host}:{port}/"))
        assert f"x-crawl-guard: {nonce} ssrf" in answer
        answer, nonce = asked(reach(), f"CONNECT {host}:{port} HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer.startswith(f"HTTP/1.1 502 guard-{nonce}-ssrf")
        answer, nonce = asked(reach(), get("/"), browser=True, tls=f"{host}:{port}")
        assert f"x-crawl-guard: {nonce} ssrf" in answer
        assert site.hits == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("10.0.0.1", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("2001:0:7f00:1::", False),
    ],
)
def test_what_is_public(address, public):
    assert is_public(address) is public


def test_spelled_out_addresses_are_read():
    assert [
        as_literal(host) for host in ("0x7f.1", "017700000001", "127.0.0.1.", "[::1]", "a.example", "1e3.example")
    ] == [
        "127.0.0.1",
        "127.0.0.1",
        "127.0.0.1",
        "::1",
        None,
        None,
    ]


def test_a_name_that_leads_to_a_listed_address_is_not_listed_itself():
    with Site({"/": Reply("secret")}).serving() as site:
        port = site.server.server_port
        assert "ssrf" in asked(reach(site.host), get(f"http://localhost:{port}/"))[0]
        assert asked(reach(f"localhost:{port}"), get(f"http://localhost:{port}/"))[0].endswith("secret")
        assert asked(reach(site.host), get(f"http://2130706433:{port}/"))[0].endswith("secret")  # the same address


def test_a_resolver_that_changes_its_mind_is_asked_once():
    """DNS rebinding: what was checked is what is connected to."""
    with Site({"/": Reply("secret")}).serving() as site:
        url = f"http://rebinding.example:{site.server.server_port}/"
        Loop.answers, Loop.asked = [["203.0.113.9"], ["127.0.0.1"]], 0
        assert "ssrf" in asked(reach(), get(url), loop=Loop)[0]  # a documentation address is not public either
        Loop.answers, Loop.asked = [["240.0.0.1", "93.184.216.34"], ["127.0.0.1"]], 0
        assert "ssrf" in asked(reach(), get(url), loop=Loop)[0]
        Loop.answers, Loop.asked = [["127.0.0.1"], ["93.184.216.34"]], 0
        listed = reach(f"rebinding.example:{site.server.server_port}")
        assert asked(listed, get(url), loop=Loop)[0].endswith("secret")
        assert Loop.asked == 1
        assert len(site.hits) == 1


def test_listed_pairs_are_reached_and_answers_cannot_forge_a_refusal():
    with Site({"/a?b=1": Reply("hello", headers={"X-Crawl-Guard": "forged ssrf"})}).serving() as site:
        answer, nonce = asked(reach(site.host), get(site.url("/a?b=1")))
        assert answer.endswith("hello")
        assert "x-crawl-guard" not in answer.lower()
        assert "Connection: close" in answer
        assert nonce not in answer


def test_tunnels_carry_bytes_both_ways():
    with Site({"/": Reply("through")}).serving() as site:
        request = (
            f"CONNECT {site.host} HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        answer, _ = asked(reach(site.host), request)
        assert "200 Connection established" in answer
        assert answer.endswith("through")


def test_the_demo_reaches_its_hosts_and_nothing_else():
    with Site({"/": Reply("demo")}).serving() as site:
        demo = Reach({"one.example": ("127.0.0.1", site.server.server_port)}, frozenset(), public=True)
        assert asked(demo, get("http://one.example/"))[0].endswith("demo")
        assert "dns_error" in asked(demo, get("http://two.example/"))[0]
        assert "ssrf" in asked(demo, get(site.url("/")))[0]
        assert "dns_error" in asked(demo, get("http://one.example:8080/"))[0]


def test_without_a_contact_url_the_internet_is_closed():
    assert "no_contact_url" in asked(reach(public=False), get("http://93.184.216.34/"))[0]


def test_the_browsers_plain_requests_are_checked_by_url():
    with Site({"/private/x": Reply("no"), "/open": Reply("yes")}).serving() as site:
        assert "robots_disallow" in asked(reach(site.host), get(site.url("/private/x")), browser=True)[0]
        assert asked(reach(site.host), get(site.url("/open")), browser=True)[0].endswith("yes")
        assert site.paths() == ["/open"]


@pytest.mark.parametrize(
    ("kind", "path", "ending"),
    [
        ("good", "/open", "yes"),
        ("good", "/private/x", "robots_disallow"),
        ("self_signed", "/open", "tls_error"),
        ("expired", "/open", "tls_error"),
        ("other_host", "/open", "tls_error"),
    ],
)
def test_the_browsers_requests_inside_tls_are_checked_by_url_and_certificate(tmp_path, monkeypatch, kind, path, ending):
    context = contexts(tmp_path)[kind]
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / AUTHORITY))
    site = Site({"/private/x": Reply("no"), "/open": Reply("yes")})
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    with site.serving():
        answer, _ = asked(reach(site.host), get(path), browser=True, tls=site.host)
        assert answer.endswith(ending) or f" {ending}\r\n" in answer
        assert site.paths() == (["/open"] if ending == "yes" else [])


def test_the_browser_gets_no_websocket():
    with Site({"/open": Reply("yes")}).serving() as site:
        request = get(site.url("/open"), "Upgrade: websocket", "Connection: Upgrade")
        assert "bad_scheme" in asked(reach(site.host), request, browser=True)[0]
        assert site.hits == []


def test_a_pause_that_the_browser_is_asked_for_is_told():
    waits = {f"/{status}": Reply("", status, {"Retry-After": "7"}) for status in (429, 503, 301)}
    with Site({**waits, "/bare": Reply("", 429), "/fine": Reply("", headers={"Retry-After": "7"})}).serving() as site:
        wishes = Wishes()
        for path in ("/429", "/503", "/301", "/bare", "/fine"):
            asked(reach(site.host), get(site.url(path)), browser=True, wishes=wishes)
        assert wishes.pauses == [(site.url(f"/{s}"), "7") for s in (429, 503, 301)] + [(site.url("/bare"), None)]


def test_what_cannot_be_answered_has_a_reason():
    assert "bad_scheme" in asked(reach(), get("ftp://x.example/"))[0]
    assert "bad_scheme" in asked(reach(), "POST http://x.example/ HTTP/1.1\r\nHost: x\r\n\r\n", browser=True)[0]
    assert "dns_error" in asked(reach(), get("http://no-such-host.invalid/"))[0]


def raw(*pieces: bytes, reset: bool = False) -> Reply:
    """An answer of bytes as they are."""

    def write(handler: Any) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
        if reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            handler.connection.close()

    return Reply(write)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 20_000), "too_large"),
        (raw(b"HTTP/1.1 103 Early\r\n\r\n" * 100), "too_large"),
        (raw(b"SSH-2.0-x\r\n\r\n"), "parse_error"),
        (raw(b"HTTP/1.1 200 OK\r\nX-A"), "truncated"),
        (raw(b""), "truncated"),
    ],
)
def test_heads_that_are_none_are_refused(reply, reason):
    with Site({"/": reply}).serving() as site:
        assert f" {reason}\r\n" in asked(reach(site.host), get(site.url("/")))[0]


def test_interim_answers_are_skipped():
    with Site({"/": raw(b"HTTP/1.1 103 Early\r\n\r\n" * 3, b"HTTP/1.1 200 OK\r\n\r\nyes")}).serving() as site:
        assert asked(reach(site.host), get(site.url("/")))[0].endswith("3\r\nyes\r\n0\r\n\r\n")


def test_a_body_without_a_length_gets_chunks_so_that_its_end_can_be_told():
    with Site({"/": raw(b"HTTP/1.0 200 Fine\r\nX-A: b\r\n\r\nhalf and half")}).serving() as site:
        answer, _ = asked(reach(site.host), get(site.url("/")))
        assert answer.startswith("HTTP/1.1 200 Fine\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n")
        assert answer.endswith("\r\n0\r\n\r\n")


def test_a_connection_that_breaks_off_breaks_off_for_the_client_too():
    with Site({"/": raw(b"HTTP/1.1 200 OK\r\n\r\nhalf", reset=True)}).serving() as site:
        assert asked(reach(site.host), get(site.url("/")))[0] == "reset"
