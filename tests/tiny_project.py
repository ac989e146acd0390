"""A clone of the project with a few short pages and a tiny network, in which every stage takes about a second."""

import contextlib
import json
from pathlib import Path

from pipeline.files import read_json_lines, sha256, write_json_lines
from pipeline.records import UrlRecord
from stages.crawl.manifest import MANIFEST, SEARCHES, count_manifest
from stages.crawl.pages import store_page
from stages.crawl.run import report
from tests.stages.clean.prose import prose
from tests.workspace import commit, fresh_clone, run_well, set_params

PRESET = {"n_layer": 1, "n_head": 2, "n_embd": 16, "n_hidden": 32, "block_size": 32, "batch_size": 4}
SETTINGS = {
    "crawl.demo_site": False,
    "prepare.val_share": 0.4,
    "model.preset": "tiny",
    "model.presets": {"tiny": {**PRESET, "muon_rate": 0.02, "adamw_rate": 0.01}},
    "train.min_steps": 4,
    "train.epochs": 0.0,
    "train.warmup_steps": 2,
    "train.evaluate_steps": 2,
    "train.checkpoint_steps": 2,
    "train.dtype": "float32",
    "train.threads": 1,
    "evaluate.max_characters": 300,
    "evaluate.sample_characters": 40,
    "evaluate.ngram_max_tokens": 2000,
}


def dvc(folder: Path, *arguments: str) -> str:
    """A DVC command that must succeed; what it printed."""
    return run_well(folder, "-m", "dvc", *arguments)


def tiny_project(folder: Path, pages: range = range(5)) -> Path:
    """A clone with some pages recorded as crawled, committed; no later stage has run."""
    fresh_clone(folder)
    set_params(folder, SETTINGS)
    (folder / "dvc.lock").unlink()
    for path in (folder / "reports").glob("*.json"):
        path.unlink()
    grow(folder, pages)
    commit(folder, "a tiny corpus")
    return folder


def grow(folder: Path, pages: range, when: str = "2026-01-01T00:00:00Z") -> None:
    """Add pages as a crawl would, and record them."""
    with contextlib.chdir(folder):
        rows = {row.url: row for row in (read_json_lines(MANIFEST, UrlRecord) if MANIFEST.exists() else ())}
        for number in pages:
            row = page(number, when)
            rows.setdefault(row.url, row)
        write_json_lines(MANIFEST, (rows[url] for url in sorted(rows)))
        write_json_lines(SEARCHES, [])
        report(count_manifest())
    dvc(folder, "commit", "--force", "--quiet", "crawl")


def page(number: int, when: str) -> UrlRecord:
    """Store a page with a story of its own; its row."""
    paragraphs = prose(number, 12).replace(". ", ".</p><p>")
    body = f"<html><body><article><h1>Story {number}</h1><p>{paragraphs}</p></article></body></html>".encode()
    store_page(body)
    url = f"http://stories.example/{number:03d}"
    known = {"provider": "urls", "query": None, "rank": None, "reason": None, "not_before": None, "part": None}
    known |= {"story": None, "http_status": 200, "headers": {}, "charset": "utf-8", "rendered": False, "evidence": {}}
    return UrlRecord(
        url=url, final_url=url, status="fetched", page=sha256(body), first_seen=when, fetched_at=when, **known
    )


def figures(folder: Path, stage: str) -> dict:
    """A stage's report."""
    return json.loads((folder / "reports" / f"{stage}.json").read_text(encoding="utf-8"))
