"""The model card: what an exported model learnt from, how well, and what it is for; written from the run."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from model.export.licence_names import licence_name
from model.export.trained import Trained
from model.marked import forgotten_documents
from pipeline.errors import DataError
from pipeline.files import METADATA, REPORTS, read_json_lines
from pipeline.params import read_params_file
from pipeline.records import DocumentRecord

LEFT_OUT = {  # what the card calls reasons that begin so
    "optout_": "opt-outs",
    "robots_": "robots rules",
    "forgotten": "removals on request",
    "adults_only": "the adults-only gate",
}
COUNTED = ("documents_in", "characters_in", "step")  # of reports/evaluate.json: said above the table
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
    rows = known(documents)
    params = read_params_file()
    folder = Path(__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template("card.md.j2").render(
        format=export_format,
        usage=usage,
        trained=trained,
        documents=len(documents),
        forgotten=len(forgotten_documents(trained.folder)),
        sites=sites(rows),
        licences=licences(rows),
        unstated=sum(not row.licences for row in rows),
        max_sites=MAX_SITES,
        languages=languages(reports["clean"], params),
        left_out=left_out(reports.values()),
        prepared=reports["prepare"],
        metrics=trained.state.metrics,
        evaluated=evaluated,
        counted=COUNTED,
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


def known(documents: list[str]) -> list[DocumentRecord]:
    """What is recorded of the training documents; empty where the list was not pulled."""
    listed = METADATA / "documents.jsonl"
    if not listed.exists():
        return []
    wanted = set(documents)
    return [row for row in read_json_lines(listed, DocumentRecord) if row.id in wanted]


def sites(rows: list[DocumentRecord]) -> list[tuple[str, int]]:
    """Hosts of the training documents and how many each gave, most first."""
    return most_first(host for row in rows for host in {urlsplit(url).netloc for url in row.urls})


def licences(rows: list[DocumentRecord]) -> list[tuple[str, int]]:
    """Licences that the pages of the training documents declare, and how many documents each stands for."""
    return most_first(name for row in rows for name in set(map(licence_name, row.licences)))


def most_first(names: Iterable[str]) -> list[tuple[str, int]]:
    """Each name and how often it comes."""
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))


def languages(clean: dict[str, Any], params: dict[str, Any]) -> list[str]:
    """ISO 639-1 codes of the texts, as cleaning found them; those asked for where it left no report."""
    found = clean.get("languages") or (params.get("clean") or {}).get("languages") or []
    return sorted(code for code in found if len(code) == 2)


def left_out(reports: Iterable[dict[str, Any]]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """What kept pages and documents out, how many, and the reasons under it."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(report.get("dropped") or {})
    found = []
    for start, name in LEFT_OUT.items():
        reasons = sorted((reason, count) for reason, count in counts.items() if reason.startswith(start) and count)
        if reasons:
            found.append((name, sum(count for _, count in reasons), reasons))
    return found


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
