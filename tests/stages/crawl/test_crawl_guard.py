"""The one door to the network."""

import asyncio

from stages.crawl.guard import Guard, Reach
from tests.stages.crawl.local_site import Reply, Site


async def allow(url: str) -> bool:
    return "/private" not in url


def asked(reach: Reach, request: str, browser: bool = False) -> tuple[str, str]:
    """What a guard answers to a raw request, and its nonce."""

    async def ask() -> tuple[str, str]:
        guard = Guard(reach, allow, connect_timeout_seconds=2)
        await guard.start()
        reader, writer = await asyncio.open_connection("127.0.0.1", guard.browser_port if browser else guard.port)
        writer.write(request.encode())
        answer = (await asyncio.wait_for(reader.read(), 5)).decode("latin-1")
        writer.close()
        await writer.wait_closed()
        await guard.stop()
        return answer, guard.nonce

    return asyncio.run(ask())


def get(url: str) -> str:
    return f"GET {url} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n"


def reach(*private: str, public: bool = True) -> Reach:
    return Reach({}, frozenset(private), public)


def test_private_addresses_are_refused_in_every_form():
    with Site({"/": Reply("secret")}).serving() as site:
        port = site.server.server_port
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "127.1"):
            answer, nonce = asked(reach(), get(f"http://{host}:{port}/"))
            assert f"x-crawl-guard: {nonce} ssrf" in answer, host
            answer, nonce = asked(reach(), f"CONNECT {host}:{port} HTTP/1.1\r\nHost: x\r\n\r\n")
            assert answer.startswith(f"HTTP/1.1 502 guard-{nonce}-ssrf"), host
        assert site.hits == []


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


def test_what_cannot_be_answered_has_a_reason():
    assert "bad_scheme" in asked(reach(), get("ftp://x.example/"))[0]
    assert "bad_scheme" in asked(reach(), "POST http://x.example/ HTTP/1.1\r\nHost: x\r\n\r\n")[0]
    assert "dns_error" in asked(reach(), get("http://no-such-host.invalid/"))[0]
    with Site({"/": Reply(lambda handler: None)}).serving() as site:
        assert "truncated" in asked(reach(site.host), get(site.url("/")))[0]
        host = site.host
    assert "connection" in asked(reach(host), get(f"http://{host}/"))[0]
