"""Hosts whose transport is hostile: redirects, bombs, drips, lies about lengths and character sets, broken TLS."""

from benchmarks.hostile_hosts import FETCHED, Case, Host
from benchmarks.hostile_replies import (
    DRIP_SECONDS,
    HEAD,
    PROSE,
    Reply,
    endless,
    packed,
    page,
    raw,
    raw_deflate,
    story,
    to,
)

CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
SPELLINGS = (  # of 127.0.0.2 and ::1, and of what else nobody may reach
    "http://127.0.0.2:@private@/",
    "http://2130706434:@private@/",
    "http://0x7f000002:@private@/",
    "http://0177.0.0.2:@private@/",
    "http://0x7f.2:@private@/",
    "http://127.2:@private@/",
    "http://127.0.0.2.:@private@/",
    "http://[::ffff:127.0.0.2]:@private@/",
    "http://[::ffff:7f00:2]:@private@/",
    "http://[0:0:0:0:0:ffff:7f00:0002]:@private@/",
    "http://[64:ff9b::7f00:2]:@private@/",
    "http://[2002:7f00:2::]:@private@/",
    "http://[::127.0.0.2]:@private@/",
    "http://[::1]:@private6@/",
    "http://[0:0:0:0:0:0:0:1]:@private6@/",
    "http://public.example@127.0.0.2:@private@/",
    "http://public.example%40127.0.0.2:@private@/",
    "http://127.0.0.2:@private@\\@public.example/",
    "http://%31%32%37.0.0.2:@private@/",
    "http://\uff11\uff12\uff17.0.0.2:@private@/",
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2461:@private@/",
    "http://127\u30020\u30020\u30022:@private@/",
    "//127.0.0.2:@private@/",
    "http:/\\127.0.0.2:@private@/",
    "HTTP://127.0.0.2:@private@/",
    "http://0.0.0.0:@private@/",
    "http://0:@private@/",
    "http://localhost:@private@/",
    "http://LOCALHOST.:@private@/",
    "http://any.localhost:@private@/",
    "https://127.0.0.2:@private@/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://100.100.100.200/latest/",
    "http://168.63.129.16/machine/",
    "http://192.168.0.1/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://metadata.google.internal/",
)
REFUSED = "ssrf|dns_error|parse_error|http_404"  # a spelling may name no address here, or a path of the same host
SCHEMES = ("file:///etc/passwd", "ftp://127.0.0.2/", "gopher://127.0.0.2/", "data:text/html,x", "javascript:alert(1)")


def redirects() -> Host:
    """Redirects to everywhere."""
    cases = {f"/ssrf/{number}": Case(to(location), REFUSED) for number, location in enumerate(SPELLINGS)}
    cases |= {f"/scheme/{n}": Case(to(location), "bad_scheme") for n, location in enumerate(SCHEMES)}
    cases |= {
        "/loop": Case(to("/loop"), "too_many_redirects"),
        "/ping": Case(to("/pong"), "too_many_redirects"),
        "/pong": Case(to("/ping")),
        "/cookie-loop": Case(to("/cookie-loop", Set_Cookie="a=" + "b" * 4000), "too_many_redirects"),
        "/to-forbidden": Case(to("http://@wild@/secret/paper.pdf"), "robots_disallow"),
        "/via": Case(to("/via2", 301)),
        "/via2": Case(to("/via3", 307)),
        "/via3": Case(to("http://127.0.0.2:@private@/", 308)),
        "/chain-to-private": Case(to("/via", 303), "ssrf"),
        "/no-location": Case(Reply("", 302), "http_302"),
        "/empty-location": Case(to(""), "http_302"),
        "/odd-location": Case(to("http://[broken/"), "parse_error"),
        "/moved": Case(to("/arrived", 301), FETCHED),
        "/arrived": Case(page("an arrival")),
        "/noai-on-the-way": Case(to("/arrived", X_Robots_Tag="noai"), "optout_x_robots"),
        "/usage-on-the-way": Case(to("/arrived", Content_Usage="train-ai=n"), "optout_content_usage"),
    }
    for n in range(12):
        cases[f"/chain/{n}"] = Case(to(f"/chain/{n + 1}"), "too_many_redirects" if n == 0 else "")
    return Host(cases)


def sizes() -> Host:
    """Bombs and bodies that are too large."""
    bomb = b"<p>" + b" " * 60_000_000
    small = story("a packed page").encode()
    cases = {f"/bomb/{name}": Case(packed(bomb, name), "too_large") for name in ("gzip", "deflate", "br", "zstd")}
    cases |= {
        f"/ok/{name}": Case(packed(story(f"packed by {name}").encode(), name), FETCHED)
        for name in ("gzip", "br", "zstd")
    }
    cases |= {
        "/ok/deflate": Case(packed(story("packed by deflate").encode(), "deflate"), FETCHED),
        "/ok/raw-deflate": Case(
            Reply(raw_deflate(story("packed by bare deflate").encode()), headers={"Content-Encoding": "deflate"}),
            FETCHED,
        ),
        "/ok/twice": Case(packed(story("packed twice").encode(), "gzip", "br"), FETCHED),
        "/bomb/twice": Case(packed(bomb, "gzip", "gzip"), "too_large"),
        "/bomb/thrice": Case(packed(bomb, "zstd", "br", "gzip"), "too_large"),
        "/garbage": Case(Reply(b"no gzip at all" * 100, headers={"Content-Encoding": "gzip"}), "parse_error"),
        "/cut": Case(Reply(packed(small, "gzip").body[:-20], headers={"Content-Encoding": "gzip"}), "truncated"),
        "/unknown": Case(Reply(small, headers={"Content-Encoding": "sdch"}), "parse_error"),
        "/large": Case(Reply(b"<p>" + b"x" * 6_000_000), "too_large"),
        "/announced": Case(raw(HEAD + b"Content-Length: 99999999999\r\n\r\n<p>"), "too_large"),
        "/stream": Case(endless(HEAD + b"\r\n", b"<p>" + b"y" * 100_000), "too_large"),
        "/chunks": Case(endless(CHUNKED, b"186a0\r\n" + b"z" * 100_000 + b"\r\n"), "too_large"),
        "/headers": Case(endless(HEAD, b"X-More: " + b"a" * 1000 + b"\r\n"), "too_large"),
        "/long-header": Case(raw(HEAD + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n"), "too_large"),
        "/cookies": Case(endless(HEAD, b"Set-Cookie: c=" + b"a" * 4000 + b"\r\n"), "too_large"),
        "/interim": Case(endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"), "too_large"),
    }
    return Host(cases)


def breaks() -> Host:
    """Answers that stop, crawl, or contradict themselves."""
    half = story("half a page").encode()[:900]
    return Host(
        {
            "/short": Case(raw(HEAD + b"Content-Length: 9000\r\n\r\n" + half), "truncated"),
            "/no-end": Case(raw(CHUNKED + b"400\r\n" + half), "truncated"),
            "/reset": Case(raw(HEAD + b"\r\n" + half, b"<p>", reset=True, pause=0.3), "truncated"),
            "/nothing": Case(raw(b""), "truncated"),
            "/silence": Case(raw(b"", b"", pause=60), "timeout"),
            "/half-a-head": Case(raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), "truncated"),
            "/drip-head": Case(endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", DRIP_SECONDS), "timeout"),
            "/drip-body": Case(endless(HEAD + b"\r\n", b"<p>", DRIP_SECONDS), "timeout"),
            "/drip-chunks": Case(endless(CHUNKED, b"3\r\n<p>\r\n", DRIP_SECONDS), "timeout"),
            "/bad-chunk": Case(raw(CHUNKED + b"zz\r\n" + half + b"\r\n0\r\n\r\n"), "truncated|parse_error"),
            "/negative": Case(raw(HEAD + b"Content-Length: -5\r\n\r\n" + half), "parse_error|truncated"),
            "/two-lengths": Case(
                raw(HEAD + b"Content-Length: 3\r\nContent-Length: 900\r\n\r\n" + half), "parse_error|truncated|empty"
            ),
            "/no-http": Case(raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "parse_error"),
            "/no-status": Case(raw(b"HTTP/1.1 banana\r\n\r\n"), "parse_error"),
            "/odd-status": Case(Reply("", 999), "http_999"),
            "/gone": Case(Reply("", 410), "http_410"),
            "/teapot": Case(Reply("", 418), "http_418"),
            "/broken": Case(Reply("", 500), "http_500"),
            "/flaky": Case(lambda _, seen: page("a flaky page") if seen else Reply("", 503), FETCHED),
            "/flaky-reset": Case(
                lambda _, seen: page("a page after a reset") if seen else raw(b"", reset=True), FETCHED
            ),
            "/octets": Case(Reply(b"\x00\x01\x02\x03" * 500), "content_type"),
            "/picture": Case(Reply(b"\x89PNG\r\n", headers={"Content-Type": "image/png"}), "content_type"),
        }
    )


def trees() -> Host:
    """Pages that are hard to read."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prose = "".join(f"<p>{PROSE} {n}</p>" for n in range(6))
    latin = story("un café à Besançon").encode("cp1252")
    return Host(
        {
            "/nested": Case(Reply("<div>" * 20_000 + prose + "</div>" * 20_000), "fetched|empty|too_short|parse_error"),
            "/open": Case(Reply("<b><i><a>" * 50_000), "empty|too_short|parse_error"),
            "/attribute": Case(Reply(f'<p title="{"a" * 4_000_000}">{prose}'), FETCHED),
            "/attributes": Case(
                Reply(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{prose}"), "fetched|parse_error"
            ),
            "/entities": Case(
                Reply(
                    f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html><body>&l9;{prose}',
                    headers={"Content-Type": "application/xhtml+xml"},
                ),
                "fetched|empty|too_short|parse_error",
            ),
            "/blanks": Case(Reply("<p>" + "\n" * 4_000_000), "empty"),
            "/brackets": Case(Reply("<" * 2_000_000), "fetched|empty|too_short|parse_error"),
            "/comment": Case(Reply("<!--" + "-" * 2_000_000), "fetched|empty|too_short|parse_error"),
            "/style": Case(Reply(f'<p style="{"a:b;" * 200_000}">{prose}'), FETCHED),
            "/tables": Case(Reply("<table><tr><td>" * 3000 + prose), "fetched|empty|too_short|parse_error"),
            "/latin": Case(Reply(latin, headers={"Content-Type": "text/html; charset=iso-8859-1"}), FETCHED),
            "/lies": Case(
                Reply(story("a café that lies").encode(), headers={"Content-Type": "text/html; charset=utf-16"}),
                FETCHED,
            ),
            "/no-charset": Case(
                Reply(story("a café, no charset").encode(), headers={"Content-Type": "text/html; charset=none-such"}),
                FETCHED,
            ),
            "/utf16": Case(
                Reply(story("a wide page").encode("utf-16"), headers={"Content-Type": "text/html"}), FETCHED
            ),
            "/empty": Case(Reply(""), "empty"),
        }
    )


TLS = {"good": FETCHED, "self_signed": "tls_error", "expired": "tls_error", "other_host": "tls_error"}
PLAIN = Host({"/page": Case(page("plain words on a port for TLS"))})
HOSTS = {"redirects": redirects(), "sizes": sizes(), "breaks": breaks(), "trees": trees(), "plain": PLAIN} | {
    f"tls_{kind}": Host({"/page": Case(page(f"under a certificate: {kind}"), outcome)}) for kind, outcome in TLS.items()
}
