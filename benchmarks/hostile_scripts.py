"""Hosts whose pages are hostile in the browser: scripts that reach for what they may not, never end, or eat memory."""

import json
from pathlib import Path

from benchmarks.hostile_hosts import FETCHED, Case, Host
from benchmarks.hostile_replies import DRIP_SECONDS, HEAD, PROSE, Reply, endless, page, script, to

ROBOTS = Case(Reply("User-agent: *\nDisallow: /private/\n"))
FORBIDDEN = Case(page("nobody may see this"), forbidden=True)
LITTLE = "empty|too_short"
DRIP = Case(endless(HEAD + b"\r\n", b"<p>", DRIP_SECONDS))


def text(name: str) -> str:
    """A script that makes a page's text."""
    body = "".join(f"<p>This is {name}, part {n}, made by a script. {PROSE}</p>" for n in range(8))
    return f"document.getElementById('m').innerHTML={json.dumps(body)};"


REACH = (Path(__file__).parent / "hostile_reach.js").read_text(encoding="utf-8")  # for what no page may have
PARTS = range(4)  # of its targets, a page each
REPORTING = {
    "Link": "<http://127.0.0.2:@private@/>; rel=preload; as=script, <http://127.0.0.2:@private@/>; rel=preconnect",
    "Content-Security-Policy-Report-Only": "default-src 'none'; report-uri http://127.0.0.2:@private@/",
    "Reporting-Endpoints": 'default="https://127.0.0.2:@private@/"',
    "Report-To": '{"group":"g","max_age":9999,"endpoints":[{"url":"https://127.0.0.2:@private@/"}]}',
    "NEL": '{"report_to":"g","max_age":9999,"success_fraction":1.0}',
    "Refresh": "1; url=http://127.0.0.2:@private@/",
    "Speculation-Rules": '"http://127.0.0.2:@private@/"',
    "Service-Worker-Allowed": "/",
}


def led(code: str) -> Case:
    """A page whose script leads the browser elsewhere: what remains is a page without a text."""
    return Case(script(code), LITTLE)


REACHING = {
    "/robots.txt": ROBOTS,
    "/private/*": FORBIDDEN,
    "/hop": Case(to("/private/hop")),
    "/hop-private": Case(to("http://127.0.0.2:@private@/")),
}
REACHES = Host(
    {
        **REACHING,
        **{
            f"/all/{n}": Case(Reply(script(text(f"a page that reaches, {n}") + REACH).body, headers=REPORTING), FETCHED)
            for n in PARTS
        },
        "/location": led("location.href = 'http://127.0.0.2:@private@/'"),
        "/replace": led("location.replace('/private/a')"),
        "/hops": led("location.href = '/hop'"),
        "/top": led("document.body.innerHTML = `<iframe srcdoc=\"<script>top.location='/private/b'</script>\">`"),
        "/refresh": Case(
            Reply('<html><head><meta http-equiv="refresh" content="0;url=/private/c"></head><body><script>1</script>'),
            LITTLE,
        ),
        "/form": led("document.body.innerHTML='<form action=/private/d></form>';document.forms[0].submit()"),
        "/file": led("location.href = 'file:///etc/passwd'"),
        "/chrome": led("location.href = 'chrome://crash'"),
        "/javascript": led("location.href = 'javascript:1'"),
        "/download": led("location.href = '/file.bin'"),
        "/file.bin": Case(Reply(b"x" * 1000, headers={"Content-Disposition": "attachment", "Content-Type": "x/y"})),
        "/noai-later": Case(
            script(text("an opt-out made by a script") + "document.head.innerHTML='<meta name=robots content=noai>'"),
            "optout_meta",
        ),
        "/noai-for-browsers": Case(
            lambda _, seen: Reply(
                script(text("an opt-out for browsers")).body, headers={"X-Robots-Tag": "noai"} if seen else {}
            ),
            "optout_x_robots",
        ),
        "/moved-for-browsers": Case(lambda _, seen: to("/private/e") if seen else script("1"), LITTLE),
        "/error-for-browsers": Case(lambda _, seen: Reply("no", 403) if seen else script("1"), "http_403"),
    }
)
SECURED = Host(
    {
        **REACHING,
        "/page": Case(page("a page under a good certificate"), FETCHED),
        **{f"/all/{n}": Case(script(text(f"a page under TLS that reaches, {n}") + REACH), FETCHED) for n in PARTS},
    }
)

GATE = '<div id="age-gate"><button class="confirm">I am an adult</button><button id="cookies">Accept all</button></div>'
MANNERS = Host(
    {
        "/robots.txt": ROBOTS,
        "/private/*": FORBIDDEN,
        "/built": Case(script(text("a page built by its script")), FETCHED),
        "/loaded": Case(script("fetch('/text').then(r => r.text()).then(t => m.innerHTML = t)"), FETCHED),
        "/text": Case(Reply("".join(f"<p>A text that is loaded later, {n}. {PROSE}</p>" for n in range(8)))),
        "/reload": Case(
            script(
                f"if (document.cookie) {{ {text('a page that reloads once')} }}"
                "else { document.cookie = 'a=1'; location.reload() }"
            ),
            FETCHED,
        ),
        "/gate": Case(
            script(
                f"document.querySelector('.confirm').onclick = () => {{ {text('a page behind a gate')} }};"
                "document.querySelector('#cookies').onclick = () => fetch('/private/consent')",
                GATE,
            ),
            FETCHED,
        ),
        "/poll": Case(
            script(text("a page that polls") + "setInterval(() => fetch('/text?' + Math.random()), 200)"), FETCHED
        ),
        "/stream": Case(script(text("a page with a stream") + "fetch('/drip')"), FETCHED),
        "/drip": DRIP,
    }
)


def asking(number: int) -> Case:
    """A page of which a part asks for a pause: the browser's next page of the host must wait for its end."""
    return Case(script(text(f"a page {number} whose part asks for a pause") + "fetch('/wait')"), FETCHED)


WAIT = Case(Reply("", 429, {"Retry-After": "3"}, retry_seconds=3))
BROWSED = Host({"/wait": WAIT, **{f"/{n}": asking(n) for n in range(3)}})

HOG = "const a = []; setInterval(() => a.push(new Uint8Array(3e7).fill(1)), 1)"
FRAME = "const f = document.createElement('iframe'); f.src = '/frames?' + Math.random(); document.body.append(f);"
KILLED = "render_crash|timeout"
KILLERS = Host(
    {
        "/for-ever": Case(script("while (true) {}"), "timeout"),
        "/regex": Case(script("/(a+)+$/.test('a'.repeat(60) + 'b')"), "timeout"),
        "/alerts": Case(script("while (true) alert(1)"), "timeout"),
        "/hog": Case(script(HOG), "render_crash"),
        "/strings": Case(script("const s = 'x'.repeat(1e6), a = []; while (true) a.push(s + a.length + s)"), KILLED),
        "/worker-hog": Case(script(f"new Worker(URL.createObjectURL(new Blob([{json.dumps(HOG)}])))"), "render_crash"),
        "/frame-hog": Case(Reply("<html><body><script>1</script><iframe src=/hog></iframe>"), "render_crash"),
        "/nodes": Case(script("while (true) m.append(document.createElement('p'))"), KILLED),
        "/huge": Case(script("m.innerHTML = '<b>a hundred megabytes</b>'.repeat(4e6)"), f"too_large|{KILLED}"),
        "/frames": Case(script(FRAME * 3), f"{LITTLE}|{KILLED}"),
        "/windows": Case(script("for (let i = 0; i < 5000; i++) window.open('/windows?' + i)"), f"{LITTLE}|{KILLED}"),
        "/history": Case(
            script("for (let i = 0; i < 1e6; i++) history.pushState(0, '', '/h' + i)"), f"{LITTLE}|{KILLED}"
        ),
        "/reloads": Case(script("location.reload()"), f"{LITTLE}|{KILLED}"),
        "/wanders": Case(
            script("let i = 0; setInterval(() => location.href = '/wanders?' + i++, 1)"), f"{LITTLE}|{KILLED}"
        ),
        "/storm": Case(
            script("for (let i = 0; i < 20000; i++) fetch('/storm?' + i).catch(() => 0)"), f"{LITTLE}|{KILLED}"
        ),
        "/unload": Case(script("onbeforeunload = e => { e.preventDefault(); while (true) {} }"), LITTLE),
        "/sync": Case(script("const x = new XMLHttpRequest(); x.open('GET', '/drip', false); x.send()"), "timeout"),
        "/drip": DRIP,
        "/write": Case(script("while (true) document.write('<p>x')"), KILLED),
        "/debugger": Case(script("debugger; " + text("a page that stops to be debugged")), FETCHED),
        "/print": Case(script("print(); " + text("a page that prints")), FETCHED),
        "/close": Case(script("window.close(); window.stop(); " + text("a page that closes")), FETCHED),
        "/wasm": Case(
            script("const a = []; setInterval(() => a.push(new WebAssembly.Memory({initial: 1000}).buffer), 1)"),
            f"{LITTLE}|{KILLED}",
        ),
    }
)
HOSTS = {"reaches": REACHES, "tls_good": SECURED, "manners": MANNERS, "browsed": BROWSED, "killers": KILLERS}
