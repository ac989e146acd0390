"""Real novels from web pages to a model: `python -m benchmarks.real_novels --corpus DIR [--workspace DIR]`.

DIR holds one folder per novel: its HTML edition and its .txt editions, as Project Gutenberg publishes them. They are
served on loopback as a small site. A clone of this project crawls the HTML pages, trains and tells a story; then the
text editions are added as further pages, and what dedup makes of them is shown.
"""

import argparse
import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.extraction import similarity, text_edition, words
from benchmarks.peak_memory import measure
from pipeline.files import METADATA, RAW_TEXT, read_document, read_json_lines
from pipeline.records import DocumentRecord, DuplicateRecord


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files without a log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A folder as a web site on loopback; yields host:port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def prepare_workspace(target: Path) -> None:
    """A clone of this project's last commit."""
    project = Path(__file__).resolve().parent.parent
    subprocess.run(["git", "clone", "-q", str(project), str(target)], check=True)


def step(workspace: Path, *arguments: str) -> None:
    """`run.py ARGUMENTS` in the workspace, measured."""
    usage = measure([sys.executable, "run.py", *arguments], workspace)
    print(
        f"== run.py {' '.join(arguments)}: exit code {usage.exit_code}, {usage.seconds:.0f} s, "
        f"peak {usage.peak_pss_mb:.0f} MB PSS",
        flush=True,
    )
    if usage.exit_code:
        sys.exit(usage.exit_code)


def url_file(workspace: Path, name: str, host: str, folder: Path, pattern: str) -> str:
    """Write the addresses of the files that match, and return the file's name."""
    addresses = [f"http://{host}/{path.relative_to(folder)}" for path in sorted(folder.glob(pattern))]
    (workspace / name).write_text("\n".join(addresses) + "\n", encoding="utf-8")
    return name


def documents_by_name(workspace: Path) -> dict[str, DocumentRecord]:
    """Current documents by the path of their first URL."""
    rows = read_json_lines(workspace / METADATA / "documents.jsonl", DocumentRecord)
    return {row.urls[0].split("/", 3)[3]: row for row in rows if row.status == "current"}


def set_epochs(workspace: Path, epochs: float) -> None:
    """Change train.epochs in the clone's params.yaml."""
    path = workspace / "params.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^  epochs: \S+", f"  epochs: {epochs}", text, flags=re.MULTILINE), encoding="utf-8")


def report_similarity(workspace: Path, corpus: Path) -> None:
    """Each extracted novel against each of its published text editions."""
    for name, document in sorted(documents_by_name(workspace).items()):
        if not name.endswith((".htm", ".html")):
            continue
        text = read_document(workspace / RAW_TEXT, document.id)
        editions = sorted((corpus / name).parent.glob("*.txt"))
        found = words(text)
        figures = {path.name: round(similarity(found, words(text_edition(path))), 4) for path in editions}
        print(f"{name}: {len(text):,} characters; similarity to {json.dumps(figures)}", flush=True)


def report_duplicates(workspace: Path) -> None:
    """Which editions were linked."""
    names = {row.id: name for name, row in documents_by_name(workspace).items()}
    linked = list(read_json_lines(workspace / METADATA / "duplicates.jsonl", DuplicateRecord))
    for row in linked:
        target = row.duplicate_of or row.contained_in or ""
        print(f"{names.get(row.id, row.id)} is {row.kind} {names.get(target, target)} ({row.similarity:.3f})")
    print(f"{len(names)} documents, {len(linked)} linked", flush=True)


def main() -> None:
    """Crawl, train, grow, report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--epochs", type=float, help="train.epochs of the run (default: as in params.yaml)")
    parser.add_argument("--workspace", type=Path, help="keep the clone here (default: a temporary folder, removed)")
    options = parser.parse_args()
    temporary = None if options.workspace else tempfile.mkdtemp(prefix="real-novels-")
    workspace = options.workspace or Path(temporary or "") / "clone"
    prepare_workspace(workspace)
    with serving(options.corpus) as host:
        html = url_file(workspace, "html_urls.txt", host, options.corpus, "*/*.htm*")
        step(workspace, "init", "--urls", html, "--languages", "en", "--allow-private-host", host)
        if options.epochs:
            set_epochs(workspace, options.epochs)
        step(workspace)
        report_similarity(workspace, options.corpus)
        step(workspace, "crawl", "--urls", url_file(workspace, "editions.txt", host, options.corpus, "*/*.txt"))
        report_duplicates(workspace)
        step(workspace, "stats")
    if temporary:
        shutil.rmtree(temporary)


if __name__ == "__main__":
    main()
