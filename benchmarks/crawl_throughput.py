"""Pages per second of the crawl on loopback, politeness off: `python benchmarks/crawl_throughput.py [static] [built]`.

A server in this process gives distinct pages of prose; the crawl runs as a process of its own in a temporary folder.
Prints pages per second, static and rendered, and the peak memory (PSS) of the crawl with everything it starts.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import yaml

PROJECT = Path(__file__).resolve().parent.parent
PROSE = "She set the lamp in the window and went down to the quay to wait for the last boat of the evening. "


class Handler(BaseHTTPRequestHandler):
    """`/static/<n>` holds its story; `/built/<n>` makes it with a script."""

    def do_GET(self) -> None:
        """One page."""
        kind, _, number = self.path.strip("/").partition("/")
        text = f"This is story {number}. " + PROSE * 30
        built = f"<div id=a></div><script>document.getElementById('a').textContent = {text!r}</script>"
        body = f"<html><body>{built if kind == 'built' else f'<p>{text}</p>'}</body></html>".encode()
        self.send_response(404 if self.path == "/robots.txt" or "well-known" in self.path else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def tree_pss_mb(pid: int) -> float:
    """Memory of a process and its descendants, shared pages counted once."""
    total = 0.0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                total += one.memory_full_info().pss / 2**20
    return total


def crawl(kind: str, count: int, host: str) -> tuple[float, float]:
    """Seconds and peak MB of one crawl of `count` pages."""
    with tempfile.TemporaryDirectory() as folder:
        params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))["crawl"]
        params |= {"demo_site": False, "allow_private_hosts": [host], "render": kind == "built", "delay_seconds": 0.0}
        params |= {
            "concurrency": 16,
            "concurrency_per_host": 16,
            "urls": [f"http://{host}/{kind}/{n}" for n in range(count)],
        }
        params["searxng"]["url"], params["sitemap"] = None, {"urls": [], "from_robots": False, "max_urls": 1}
        (Path(folder) / "params.yaml").write_text(yaml.safe_dump({"crawl": params}), encoding="utf-8")
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "stages.crawl"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stderr=subprocess.DEVNULL,
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, tree_pss_mb(process.pid))
            time.sleep(0.5)
        stored = sum(1 for _ in Path(folder).glob("dataset/pages/*/*"))
        assert stored == count, f"{stored} of {count} pages stored"
        return time.monotonic() - started, peak


def main() -> None:
    """Measure and print."""
    static, rendered = (int(argument) for argument in [*sys.argv[1:], "1000", "40"][:2])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    for kind, count in (("static", static), ("built", rendered)):
        seconds, peak = crawl(kind, count, host)
        print(f"{kind}: {count} pages in {seconds:.1f} s, {count / seconds:.1f} pages/s, peak {peak:.0f} MB PSS")


if __name__ == "__main__":
    main()
