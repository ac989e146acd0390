"""`run.py compare`: experiments beside each other, in the few columns that differ and tell something."""

import argparse

from commands.dvc import dvc

LEFT_OUT = "|".join(
    (
        r"reports/(crawl|extract|dedup|clean|prepare)\.json:.*",  # `dvc metrics diff` tells them
        r".*(recalled|alone|memory|ngram|distinct|longest|_hits|_in|perplexity|best_val|train_bits|tokens_seen).*",
        r"(checkpoints|dataset|stages|model|pipeline|reports|requirements)(/\S*|\.txt)?",  # what was read, as hashes
        "Created|State|Executor",
    )
)


def main(arguments: list[str]) -> int:
    """Print the table; with --plots also write the curves of several on top of each other; the exit code."""
    parser = argparse.ArgumentParser(prog="run.py compare", description="Show experiments beside each other.")
    parser.add_argument("--commits", type=int, default=1, metavar="N", help="whose experiments: the last N (1)")
    parser.add_argument("--plots", nargs="+", metavar="NAME", help="experiments, commits: their curves, in dvc_plots/")
    options = parser.parse_args(arguments)
    table = ("--only-changed", "--hide-workspace", "--no-pager", "--num", str(options.commits), "--drop", LEFT_OUT)
    if dvc("exp", "show", *table):
        return 1
    return int(dvc("plots", "diff", "--targets", "Loss", "--", *options.plots) != 0) if options.plots else 0
