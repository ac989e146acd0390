"""`run.py compare`: experiments beside each other, in the few columns that differ and tell something."""

import argparse
import csv
import io
from pathlib import Path

from commands.dvc import dvc
from pipeline.errors import DataError
from pipeline.files import write_bytes
from pipeline.reports import log

LEFT_OUT = "|".join(
    (
        r"reports/(crawl|extract|dedup|clean|prepare)\.json:.*",  # `dvc metrics diff` tells them
        r"(reports/\w+\.json:)?[^.]*"  # figures; the names of parameters have a dot
        r"(recalled|alone|memory|ngram|distinct|longest|_hits|_in|perplexity|best_val|train_bits|tokens_seen)[^.]*$",
        r"(checkpoints|dataset|stages|model|pipeline|reports|requirements)(/\S*|\.txt)?$",  # what was read, as hashes
        "Created|State|Executor",
    )
)
LOSS = "reports/train/plots/metrics/val_loss.tsv"
PICTURE = Path("dvc_plots/curves.png")
Curve = list[tuple[int, float]]  # step, bits per character on held-out text


def main(arguments: list[str]) -> int:
    """Print the table; with --plots also write the curves of several on top of each other; the exit code."""
    parser = argparse.ArgumentParser(prog="run.py compare", description="Show experiments beside each other.")
    parser.add_argument("--commits", type=int, default=1, metavar="N", help="whose experiments: the last N (1)")
    parser.add_argument("--plots", nargs="+", metavar="NAME", help="experiments, commits: their curves, in dvc_plots/")
    options = parser.parse_args(arguments)
    table = ("--only-changed", "--hide-workspace", "--no-pager", "--num", str(options.commits), "--drop", LEFT_OUT)
    if dvc("exp", "show", *table):
        return 1
    if not options.plots:
        return 0
    curves = {name: curve(name) for name in options.plots}
    if dvc("plots", "diff", "--targets", "Loss", "--", *options.plots):
        return 1
    write_bytes(PICTURE, picture(curves))
    log(
        "compare",
        f"{PICTURE}: held-out loss of {', '.join(curves)}; the page that DVC wrote loads its plots from the web",
    )
    return 0


def curve(name: str) -> Curve:
    """The held-out loss of an experiment or a commit.

    Raises:
        DataError: there is no such thing, or nothing was trained there.
    """
    import dvc.api
    from dvc.exceptions import DvcException
    from scmrepo.exceptions import SCMError

    try:
        rows = csv.DictReader(io.StringIO(dvc.api.read(LOSS, rev=name)), delimiter="\t")
    except (DvcException, SCMError, OSError) as error:
        raise DataError(f"{name}: no curve ({error}); name experiments of `dvc exp list`, or commits") from error
    return [(int(row["step"]), float(row["val_loss"])) for row in rows]


def picture(curves: dict[str, Curve]) -> bytes:
    """PNG: the curves, one over the other."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3.4), layout="constrained", dpi=130)
    axes = figure.subplots()
    for name, points in curves.items():
        axes.plot([step for step, _ in points], [loss for _, loss in points], label=name, linewidth=2)
    axes.set_xlabel("step")
    axes.set_ylabel("bits per character, held out")
    axes.legend(frameon=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    content = io.BytesIO()
    figure.savefig(content, format="png", metadata={"Software": None})
    return content.getvalue()
