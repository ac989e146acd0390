"""The way of the data in small tables: from URLs to training characters, what was lost and why, how long texts are."""

import csv
import io
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import DataError
from pipeline.files import REPORTS, write_text

DATA_STAGES = ("extract", "dedup", "clean", "prepare")


class FunnelRow(NamedTuple):
    """One step of the way: what is left after it."""

    step: str
    documents: int
    characters: int | None  # None where there are no texts yet


class RejectionRow(NamedTuple):
    """How many a stage dropped for one reason."""

    stage: str
    reason: str
    dropped: int


class LengthRow(NamedTuple):
    """How many cleaned documents are this long."""

    at_least: int  # characters
    characters: str  # "2,000 to 5,000"
    documents: int


def read_report(stage: str) -> dict[str, Any]:
    """reports/<stage>.json.

    Raises:
        DataError: the stage has not run, or its report is damaged.
    """
    path = REPORTS / f"{stage}.json"
    try:
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{path}: missing; run `python run.py` first") from None
    except json.JSONDecodeError as error:
        raise DataError(f"{path}: not JSON ({error.msg}); run `dvc repro --force {stage}`") from None
    return report


def read_reports(stages: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The reports of several stages by name."""
    return {stage: read_report(stage) for stage in stages}


def funnel(reports: dict[str, dict[str, Any]]) -> list[FunnelRow]:
    """From the URLs that were named to the documents that train the model."""
    crawl, prepare = reports["crawl"], reports["prepare"]
    rows = [
        FunnelRow("URLs named", crawl["documents_in"], None),
        FunnelRow("pages fetched", crawl["documents_out"], None),
    ]
    rows += [
        FunnelRow(label, reports[stage]["documents_out"], reports[stage]["characters_out"])
        for stage, label in zip(DATA_STAGES, ("extracted", "not repeated", "cleaned", "prepared"), strict=True)
    ]
    return [*rows, FunnelRow("training", prepare["documents_train"], prepare["characters_train"])]


def rejections(reports: dict[str, dict[str, Any]]) -> list[RejectionRow]:
    """Every reason of every stage, most frequent first inside a stage."""
    return [
        RejectionRow(stage, reason, count)
        for stage in ("crawl", *DATA_STAGES)
        for reason, count in sorted(reports[stage]["dropped"].items(), key=lambda item: (-item[1], item[0]))
    ]


def lengths(reports: dict[str, dict[str, Any]]) -> list[LengthRow]:
    """The length histogram of the cleaned documents, from the first length that occurs to the last."""
    counts: dict[str, int] = reports["clean"]["lengths"]
    edges = [int(edge) for edge in counts]
    labels = [f"{low:,} to {high:,}" for low, high in pairwise(edges)] + [f"{edges[-1]:,} or more"]
    rows = [LengthRow(*row) for row in zip(edges, labels, counts.values(), strict=True)]
    filled = [index for index, row in enumerate(rows) if row.documents]
    return rows[filled[0] : filled[-1] + 1] if filled else []


def write_table(path: Path, rows: Sequence[NamedTuple]) -> None:
    """Named tuples as a .csv file with a header, for `dvc plots`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0]._fields if rows else [])
    writer.writerows(rows)
    write_text(path, text.getvalue())
