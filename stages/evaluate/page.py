"""reports/index.html: one self-contained page of what happened, drawn by matplotlib, filled in by Jinja2."""

import csv
import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
from jinja2 import Environment, FileSystemLoader
from matplotlib.figure import Figure

from stages.evaluate.tables import FunnelRow, LengthRow, RejectionRow, funnel, lengths, rejections

INK, ACCENT, SOFT = "#3b2f2f", "#9c3848", "#d9c7b8"
STYLE = {
    "svg.hashsalt": "miniature-memory",  # the same ids, hence the same bytes, on every run
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def page(reports: dict[str, dict[str, Any]], loss: Path, sample: str) -> str:
    """The whole page as HTML, with drawings inline and no outside request."""
    template = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template("page.html.j2")
    with mpl.rc_context(STYLE):
        return template.render(
            train=reports["train"],
            evaluate=reports["evaluate"],
            funnel=funnel(reports),
            rejections=rejections(reports),
            loss_plot=loss_plot(loss),
            funnel_plot=funnel_plot(funnel(reports)),
            rejections_plot=rejections_plot(rejections(reports)),
            lengths_plot=lengths_plot(lengths(reports)),
            sample=sample.strip(),
        )


def svg(figure: Figure) -> str:
    """A figure as an <svg> element."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None}, bbox_inches="tight", transparent=True)
    return text.getvalue()[text.getvalue().index("<svg") :]


def loss_plot(folder: Path) -> str:
    """Training and validation loss over steps, from the tables of a folder."""
    figure = Figure(figsize=(7, 3.4))
    axes = figure.subplots()
    for column, label, colour in (("train_loss", "training", SOFT), ("val_loss", "held out", ACCENT)):
        with (folder / f"{column}.tsv").open(encoding="utf-8", newline="") as file:
            points = [(int(row["step"]), float(row[column])) for row in csv.DictReader(file, delimiter="\t")]
        axes.plot([x for x, _ in points], [y for _, y in points], color=colour, label=label, linewidth=2)
    axes.set_xlabel("step")
    axes.set_ylabel("bits per character")
    axes.legend(frameon=False)
    return svg(figure)


def bars(labels: list[str], values: list[int], axis: str) -> str:
    """Horizontal bars, the first on top, each with its figure."""
    figure = Figure(figsize=(7, 0.5 + 0.32 * max(1, len(labels))))
    axes = figure.subplots()
    drawn = axes.barh(labels, values, color=ACCENT, height=0.65)
    axes.bar_label(drawn, labels=[f"{value:,}" for value in values], padding=4)
    axes.invert_yaxis()
    axes.set_xlabel(axis)
    axes.margins(x=0.12)
    return svg(figure)


def funnel_plot(rows: list[FunnelRow]) -> str:
    """What is left after each step."""
    return bars([row.step for row in rows], [row.documents for row in rows], "URLs, pages, documents")


def rejections_plot(rows: list[RejectionRow]) -> str:
    """Why something was left out."""
    return bars([f"{row.stage}: {row.reason}" for row in rows], [row.dropped for row in rows], "URLs or documents")


def lengths_plot(rows: list[LengthRow]) -> str:
    """How long the cleaned documents are."""
    return bars([row.characters for row in rows], [row.documents for row in rows], "cleaned documents")
