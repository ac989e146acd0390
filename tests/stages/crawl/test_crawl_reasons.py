"""Every reason of the table, earned at real servers in one crawl."""

import gzip
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.stages.crawl.local_site import Project, Reply, Site, story

SCRIPT_STORY = """<html><head><title>Built</title></head><body><div id=app></div><script>
fetch('/text').then(r => r.text()).then(t => { document.getElementById('app').innerHTML = t; });
fetch('/private/secret'); fetch('http://169.254.169.254/latest/');
new Image().src = '/picture.png';
</script></body></html>"""
AGE_GATE = """<html><body><div id="age-gate"><button class="confirm">I am an adult</button></div><main></main><script>
document.querySelector('.confirm').onclick = () => fetch('/text').then(r => r.text())
  .then(t => { document.querySelector('main').innerHTML = t; document.querySelector('#age-gate').remove(); });
</script></body></html>"""
MEMORY_HOG = (
    "<html><body><script>const a=[];setInterval(()=>a.push(new Uint8Array(3e7).fill(1)),1)</script></body></html>"
)
ENDLESS = "<html><body><script>while(true){}</script></body></html>"
MINOR = "The report names a sixteen-year-old student and describes sexual intercourse. " * 12


def truncated(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<p>half")


def slow_drip(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(40):
        handler.wfile.write(b"<p>")
        handler.wfile.flush()
        time.sleep(0.2)


def pages() -> dict[str, Any]:
    flaky = {"left": 1}

    def sometimes(_: str) -> Reply:
        flaky["left"] -= 1
        return Reply("", 503) if flaky["left"] >= 0 else Reply(story("a flaky host"))

    return {
        "/robots.txt": Reply(
            "User-agent: *\nDisallow: /private/\n\nUser-agent: GPTBot\nDisallow: /for-readers/\n\n"
            "User-agent: *\nContent-Usage: /usage/ train-ai=n\n",
            headers={"Content-Type": "text/plain"},
        ),
        "/.well-known/tdmrep.json": Reply('[{"location": "/reserved/*", "tdm-reservation": 1}]'),
        "/rsl.xml": Reply(
            '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
            '<prohibits type="usage">ai-train</prohibits></license></content></rsl>'
        ),
        "/good": Reply(story("a good page"), headers={"ETag": '"7"', "Date": "", "Server": "x"}),
        "/same-bytes": Reply(story("a good page")),
        "/plain.txt": Reply(
            "\n\n".join(["A plain text about the lighthouse keeper and the widow."] * 9),
            headers={"Content-Type": "text/plain"},
        ),
        "/latin": Reply(
            story("a café in Besançon").encode("cp1252"), headers={"Content-Type": "text/html; charset=iso-8859-1"}
        ),
        "/private/page": Reply(story()),
        "/to-private": Reply(status=302, headers={"Location": "/private/page"}),
        "/for-readers/page": Reply(story()),
        "/usage/page": Reply(story()),
        "/usage-header": Reply(story(), headers={"Content-Usage": "search=y, train-ai=n"}),
        "/reserved/page": Reply(story()),
        "/tdm-header": Reply(story(), headers={"TDM-Reservation": "1", "TDM-Policy": "https://x.example/p"}),
        "/tdm-meta": Reply(story(head='<meta name="tdm-reservation" content="1">')),
        "/x-robots": Reply(story(), headers={"X-Robots-Tag": "noindex, noai"}),
        "/x-robots-other": Reply(story("another bot"), headers={"X-Robots-Tag": "otherbot: noai, noimageai"}),
        "/meta-noai": Reply(story(head='<meta name="robots" content="noai, noimageai">')),
        "/rsl": Reply(story(), headers={"Link": '</rsl.xml>; rel="license"; type="application/rsl+xml"'}),
        "/to-metadata": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
        "/to-loopback-name": Reply(status=301, headers={"Location": "http://localhost:9/"}),
        "/to-mail": Reply(status=302, headers={"Location": "mailto:someone@example.org"}),
        "/round": Reply(status=302, headers={"Location": "/round"}),
        "/moved": Reply(status=301, headers={"Location": "/arrived"}),
        "/arrived": Reply(story("an arrival")),
        "/large": Reply(b"<p>" + b"x" * 400_000),
        "/bomb": Reply(gzip.compress(b"<p>" + b" " * 3_000_000), headers={"Content-Encoding": "gzip"}),
        "/drip": Reply(slow_drip),
        "/half": Reply(truncated),
        "/picture.png": Reply(b"\x89PNG\r\n\x1a\n\x00\x00", headers={"Content-Type": "image/png"}),
        "/binary": Reply(b"\x00\x01\x02\x03" * 500),
        "/gone": Reply("gone", 410),
        "/broken": Reply("oops", 500),
        "/flaky": sometimes,
        "/nested": Reply("<div>" * 20_000 + "deep" + "</div>" * 20_000),
        "/short": Reply(story(sentences=1)),
        "/nothing": Reply("<html><body></body></html>"),
        "/refused": Reply(f"<html><body><article><p>{MINOR}</p></article></body></html>"),
        "/built": Reply(SCRIPT_STORY),
        "/age-gate": Reply(AGE_GATE),
        "/text": Reply(story("a scripted page").partition("<body>")[2]),
        "/hog": Reply(MEMORY_HOG),
        "/endless": Reply(ENDLESS),
        "/wanders": Reply("<html><body><script>location.href='/private/page'</script></body></html>"),
    }


def unreachable_robots(status: int) -> dict[str, Any]:
    return {
        "/robots.txt": Reply("wait", status, {"Retry-After": "86400"} if status == 503 else {}),
        "/page": Reply(story()),
    }


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One crawl of everything: its rows by path, its servers and its folder."""
    folder = tmp_path_factory.mktemp("crawl")
    with ExitStack() as stack:
        main = stack.enter_context(Site(pages()).serving())
        failing = stack.enter_context(Site(unreachable_robots(500)).serving())
        pausing = stack.enter_context(Site(unreachable_robots(503)).serving())
        forbidding = stack.enter_context(
            Site({"/robots.txt": Reply("", 403), "/page": Reply(story("no robots"))}).serving()
        )
        secret = stack.enter_context(Site({"/page": Reply(story())}).serving())
        tls = stack.enter_context(Site({"/page": Reply(story())}).serving())
        wrap_in_tls(tls, folder)
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            dead = f"127.0.0.1:{closed.getsockname()[1]}"
        listed = [
            path for path in pages() if path not in ("/robots.txt", "/rsl.xml", "/text", "/.well-known/tdmrep.json")
        ]
        urls = [main.url(path) for path in listed]
        urls += [site.url("/page") for site in (failing, pausing, forbidding, secret)]
        urls += [
            f"https://{tls.host}/page",
            f"http://{dead}/page",
            "http://no-such-host.invalid/page",
            "ftp://x.example/y",
        ]
        urls += [
            "http://169.254.169.254/latest/",
            f"http://2130706433:{secret.server.server_port}/page",
            "http://[::1]/",
        ]
        project = Project(folder)
        project.set_params(
            allow_private_hosts=[site.host for site in (main, failing, pausing, forbidding, tls)] + [dead],
            contact_url="http://127.0.0.1/who",
            urls=urls,
            max_page_bytes=300_000,
            render=True,
            rendering={"timeout_seconds": 6.0, "memory_mb": 600, "concurrency": 3},
            concurrency_per_host=8,
            min_characters=200,
            follow={"next_parts": False, "contents": False},
        )
        stack.callback(project.end)
        project.run()
        yield {
            "rows": project.rows(),
            "project": project,
            "main": main,
            "secret": secret,
            "sites": {"failing": failing, "pausing": pausing, "forbidding": forbidding, "tls": tls},
            "dead": dead,
        }


def wrap_in_tls(site: Site, folder: Path) -> None:
    """Give a server a certificate that nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/private/page", "robots_disallow"),
        ("/to-private", "robots_disallow"),
        ("/for-readers/page", "optout_robots_ai"),
        ("/usage/page", "optout_content_usage"),
        ("/usage-header", "optout_content_usage"),
        ("/reserved/page", "optout_tdmrep"),
        ("/tdm-header", "optout_tdm_header"),
        ("/tdm-meta", "optout_tdm_meta"),
        ("/x-robots", "optout_x_robots"),
        ("/meta-noai", "optout_meta"),
        ("/rsl", "optout_rsl"),
        ("/to-metadata", "ssrf"),
        ("/to-loopback-name", "ssrf"),
        ("/to-mail", "bad_scheme"),
        ("/round", "too_many_redirects"),
        ("/large", "too_large"),
        ("/bomb", "too_large"),
        ("/drip", "timeout"),
        ("/half", "truncated"),
        ("/picture.png", "content_type"),
        ("/binary", "content_type"),
        ("/gone", "http_410"),
        ("/broken", "http_500"),
        ("/short", "too_short"),
        ("/nothing", "empty"),
        ("/hog", "render_crash"),
        ("/endless", "timeout"),
        ("/wanders", "empty"),
    ],
)
def test_page_is_rejected_with_its_reason(crawled, path, reason):
    row = crawled["rows"][crawled["main"].url(path)]
    assert (row["status"], row["reason"]) == ("rejected", reason), row["evidence"]
    assert row["page"] is None


@pytest.mark.parametrize("path", ["/good", "/plain.txt", "/latin", "/x-robots-other", "/flaky", "/built", "/age-gate"])
def test_page_is_fetched(crawled, path):
    row = crawled["rows"][crawled["main"].url(path)]
    assert (row["status"], row["reason"]) == ("fetched", None), row["evidence"]
    assert f"{row['page']}.html.zst" in crawled["project"].pages()


def test_a_hostile_tree_ends_without_hanging_the_crawl(crawled):
    assert crawled["rows"][crawled["main"].url("/nested")]["reason"] in ("too_short", "empty", "parse_error")


def test_script_built_pages_are_stored_as_the_browser_had_them(crawled):
    rendered = {url for url, row in crawled["rows"].items() if row["rendered"]}
    assert rendered == {crawled["main"].url("/built"), crawled["main"].url("/age-gate")}


def test_no_request_reaches_a_disallowed_path_or_a_private_server(crawled):
    assert [path for path in crawled["main"].paths() if path.startswith("/private")] == []
    assert crawled["secret"].hits == []


def test_the_browser_loads_no_pictures(crawled):
    assert crawled["main"].paths().count("/picture.png") == 1  # the listed URL itself


def test_robots_that_fails_means_no_and_one_that_is_not_there_means_yes(crawled):
    row = crawled["rows"][crawled["sites"]["failing"].url("/page")]
    assert row["reason"] == "robots_unreachable"
    assert row["evidence"]["robots.txt"] == "http_500"
    assert crawled["rows"][crawled["sites"]["forbidding"].url("/page")]["status"] == "fetched"
    assert set(crawled["sites"]["failing"].paths()) == {"/robots.txt"}


def test_a_host_that_asks_for_a_day_is_left_waiting(crawled):
    row = crawled["rows"][crawled["sites"]["pausing"].url("/page")]
    assert (row["status"], row["reason"]) == ("new", "host_asked_to_wait")
    assert row["not_before"] > row["first_seen"]
    assert len(crawled["sites"]["pausing"].hits) == 1


def test_robots_and_reservations_are_fetched_once_per_host(crawled):
    assert crawled["main"].paths().count("/robots.txt") == 1
    assert crawled["main"].paths().count("/.well-known/tdmrep.json") == 1


def test_hosts_that_cannot_be_reached_say_why(crawled):
    rows = crawled["rows"]
    secret = crawled["secret"].server.server_port
    assert rows[f"https://{crawled['sites']['tls'].host}/page"]["reason"] == "tls_error"
    assert rows[f"http://{crawled['dead']}/page"]["reason"] == "robots_unreachable"
    assert rows["http://no-such-host.invalid/page"]["reason"] == "dns_error"
    assert rows["ftp://x.example/y"]["reason"] == "bad_scheme"
    assert rows["http://169.254.169.254/latest/"]["reason"] == "ssrf"
    assert rows[f"http://2130706433:{secret}/page"]["reason"] == "ssrf"
    assert rows["http://[::1]/"]["reason"] == "ssrf"


def test_identical_pages_have_one_fetched_row(crawled):
    good, same = (crawled["rows"][crawled["main"].url(path)] for path in ("/good", "/same-bytes"))
    assert (good["status"], same["reason"]) == ("fetched", "duplicate")
    assert same["evidence"] == {"duplicate_of": crawled["main"].url("/good")}


def test_a_redirect_to_a_page_that_is_fetched_itself_is_a_duplicate(crawled):
    moved = crawled["rows"][crawled["main"].url("/moved")]
    assert moved["reason"] == "duplicate"
    assert moved["final_url"] == crawled["main"].url("/arrived")


def test_of_a_page_that_the_gate_refuses_only_a_hash_remains(crawled):
    refused = [row for row in crawled["rows"].values() if row["reason"] == "adults_only"]
    assert len(refused) == 1
    assert refused[0]["url"].startswith("sha256:")
    assert refused[0]["page"] is refused[0]["final_url"] is None
    assert set(refused[0]["evidence"]) == {"rule"}
    for path in crawled["project"].folder.rglob("*"):
        if path.is_file() and path.name != "params.yaml":
            assert crawled["main"].url("/refused").encode() not in path.read_bytes(), path


def test_charset_is_decided_once_and_only_telling_headers_are_kept(crawled):
    rows = crawled["rows"]
    assert rows[crawled["main"].url("/latin")]["charset"] == "cp1252"
    good = rows[crawled["main"].url("/good")]
    assert good["charset"] == "utf-8"
    assert good["headers"] == {"content-type": "text/html; charset=utf-8", "etag": '"7"'}


def test_opt_outs_keep_their_words(crawled):
    row = crawled["rows"][crawled["main"].url("/tdm-header")]
    assert row["evidence"] == {"header tdm-reservation": "1", "tdm-policy": "https://x.example/p"}


def test_report_counts_what_the_manifest_says(crawled):
    report, rows = crawled["project"].report(), crawled["rows"].values()
    assert report["documents_in"] == len(rows)
    assert report["documents_out"] == sum(row["status"] == "fetched" for row in rows)
    assert sum(report["dropped"].values()) == sum(row["status"] == "rejected" for row in rows)
    assert report["waiting"] == 1
