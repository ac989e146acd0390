"""The model card: what an exported model learnt from, how well, and what it is for; written from the run."""

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from model.export.trained import Trained
from model.marked import forgotten_documents
from pipeline.errors import DataError
from pipeline.files import METADATA, REPORTS, read_json_lines
from pipeline.params import read_params_file
from pipeline.records import DocumentRecord

NOTABLE = ("optout_", "robots_", "adults_only", "forgotten")  # beginnings of reasons that the card counts
MAX_SITES = 20
SECTIONS = ("model", "train", "sampling")  # of params.yaml, shown
STAGES = ("crawl", "extract", "clean", "prepare", "train", "evaluate")


def card(trained: Trained, export_format: str, usage: list[str]) -> str:
    """README.md of an export: metadata that hubs read, then prose.

    Args:
        usage: Markdown lines of the format's own.
    """
    reports = {stage: read_figures(stage) for stage in STAGES}
    evaluated = reports["evaluate"] if reports["evaluate"].get("step") == trained.state.step else {}
    documents = trained.documents()
    params = read_params_file()
    folder = Path(__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template("card.md.j2").render(
        format=export_format,
        usage=usage,
        trained=trained,
        documents=len(documents),
        forgotten=len(forgotten_documents(trained.folder)),
        sites=sites(documents),
        max_sites=MAX_SITES,
        languages=languages(reports["clean"], params),
        left_out=left_out(reports.values()),
        prepared=reports["prepare"],
        metrics=trained.state.metrics,
        evaluated=evaluated,
        params={name: plain(params.get(name), trained) for name in SECTIONS},
        commit=commit(),
    )


def read_figures(stage: str) -> dict[str, Any]:
    """A stage's report, empty where it is not here: a card says what is known."""
    path = REPORTS / f"{stage}.json"
    try:
        figures: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error}); restore it from git, or run `dvc repro`") from None
    return figures


def sites(documents: list[str]) -> list[tuple[str, int]]:
    """Hosts of the training documents and how many each gave, most first; empty where the list was not pulled."""
    listed = METADATA / "documents.jsonl"
    if not listed.exists():
        return []
    wanted = set(documents)
    rows = (row for row in read_json_lines(listed, DocumentRecord) if row.id in wanted)
    counts = Counter(host for row in rows for host in {urlsplit(url).netloc for url in row.urls})
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def languages(clean: dict[str, Any], params: dict[str, Any]) -> list[str]:
    """ISO 639-1 codes of the texts, as cleaning found them; those asked for where it left no report."""
    found = clean.get("languages") or (params.get("clean") or {}).get("languages") or []
    return sorted(code for code in found if len(code) == 2)


def left_out(reports: Any) -> list[tuple[str, int]]:
    """Opt-outs, robots rules and refusals of the adults-only gate, by reason."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update({r: n for r, n in (report.get("dropped") or {}).items() if r.startswith(NOTABLE)})
    return sorted(counts.items())


def plain(section: Any, trained: Trained) -> dict[str, Any]:
    """A section of params.yaml without the presets that are not in use; the network's shape as it is stored."""
    if not isinstance(section, dict):
        return {}
    if "presets" in section:
        return {**trained.state.architecture}
    return section


def commit() -> str:
    """The commit of the project that wrote the export; `-dirty` says that files had changed since."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=40"]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown: no git here"
