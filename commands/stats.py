"""`run.py stats`: what happened in each stage, as a table."""

import argparse
import io
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.errors import DataError
from stages.evaluate.tables import DATA_STAGES, FunnelRow, funnel, lengths, read_report, read_reports, rejections

STAGES = ("crawl", *DATA_STAGES)
BAR = 30  # characters of the longest bar


def main(arguments: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="run.py stats", description="Show what happened in each stage.")
    parser.parse_args(arguments)
    print(table())
    return 0


def table() -> str:
    """The whole report as text, 100 columns wide.

    Raises:
        DataError: a stage before training has not run.
    """
    reports = read_reports(STAGES)
    text = io.StringIO()
    console = Console(file=text, width=100, highlight=False)
    for part in (
        funnel_table(funnel(reports)),
        rejection_table(reports),
        duplicate_table(reports["dedup"]),
        bar_table("languages of the extracted documents", reports["extract"]["languages"]),
        bar_table("characters per cleaned document", {row.characters: row.documents for row in lengths(reports)}),
        model_table(),
    ):
        if part:
            console.print(part)
    return text.getvalue().rstrip()


def grid(title: str, *columns: str) -> Table:
    """An empty table: text columns left, columns that start with # to the right."""
    found = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        found.add_column(column.lstrip("#"), justify="right" if column.startswith("#") else "left")
    return found


def funnel_table(rows: list[FunnelRow]) -> Table:
    """What is left after each step."""
    found = grid("\nfrom URLs to training characters", "after", "#left", "#characters")
    for row in rows:
        found.add_row(row.step, f"{row.documents:,}", "" if row.characters is None else f"{row.characters:,}")
    return found


def rejection_table(reports: dict[str, dict[str, Any]]) -> Table:
    """Every reason of every stage."""
    found = grid("\nleft out", "stage", "reason", "#count")
    for row in rejections(reports):
        found.add_row(row.stage, row.reason, f"{row.dropped:,}")
    return found


def duplicate_table(report: dict[str, Any]) -> Table:
    """How repeated documents repeat others."""
    return bar_table("repeated documents by kind", report["dropped"])


def bar_table(title: str, counts: dict[str, int]) -> Table:
    """Counts with a bar each, in the order given."""
    found = grid(f"\n{title}", "", "#count", "")
    most = max(counts.values(), default=0)
    for label, count in counts.items():
        found.add_row(label, f"{count:,}", "█" * round(BAR * count / most) if most else "")
    return found


def model_table() -> Table | None:
    """The figures of training and evaluation, or None before the first training."""
    found = grid("\nmodel", "figure", "#value")
    for stage in ("train", "evaluate"):
        try:
            report = read_report(stage)
        except DataError:
            continue
        for name, value in report.items():
            if isinstance(value, int | float):
                found.add_row(name.replace("_", " "), f"{value:,}")
    return found if found.row_count else None
