"""`run.py`: validate, reproduce the pipeline, show what happened."""

import argparse
import os
from pathlib import Path

from commands import stats, validate
from commands.dvc import dvc
from pipeline.errors import DataError

CLEANING = ("extract", "dedup", "clean")
PREPARATION = ("prepare",)
TRAINING = ("train",)
EVALUATION = ("evaluate",)
SAMPLE = Path("reports/evaluate/sample.txt")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The flags of a plain run."""
    parser = argparse.ArgumentParser(prog="run.py", description="Validate, run the pipeline, show what happened.")
    parser.add_argument("--skip-validation", action="store_true", help="do not check params.yaml and the raw files")
    parser.add_argument("--skip-cleaning", action="store_true", help="leave out extract, dedup and clean")
    parser.add_argument("--skip-preparation", action="store_true", help="leave out prepare")
    parser.add_argument("--skip-training", action="store_true", help="leave out train")
    parser.add_argument("--fresh", action="store_true", help="train from step 0 although dvc.lock records a checkpoint")
    return parser.parse_args(arguments)


def chosen_stages(options: argparse.Namespace) -> list[str] | None:
    """The stages to run one by one, or None for the whole pipeline. A run that skips anything never crawls."""
    skips = (options.skip_validation, options.skip_cleaning, options.skip_preparation, options.skip_training)
    if not any(skips):
        return None
    groups = (
        (options.skip_cleaning, CLEANING),
        (options.skip_preparation, PREPARATION),
        (options.skip_training, TRAINING),
    )
    return [stage for skipped, group in groups if not skipped for stage in group] + list(EVALUATION)


def dvc_commands(options: argparse.Namespace) -> list[tuple[str, ...]]:
    """The DVC commands of a run, one after the other; --fresh forces training though nothing else changed."""
    force = ("--force",) if options.fresh else ()
    fresh_training = ("repro", "--single-item", *force, "train")
    stages = chosen_stages(options)
    if stages is None:
        return [("repro", "prepare"), fresh_training, ("repro",)] if options.fresh else [("repro",)]
    return [fresh_training if stage == "train" else ("repro", "--single-item", stage) for stage in stages]


def main(arguments: list[str]) -> int:
    """Run; exit code 1 when a stage stopped, after its own line."""
    options = parse(arguments)
    if not options.skip_validation:
        validate.validate()
    if options.fresh:
        os.environ["MINIATURE_FRESH"] = "1"
    if any(dvc(*command) for command in dvc_commands(options)):  # stops at the first that fails
        return 1
    print(stats.table())
    show_story()
    return 0


def show_story() -> None:
    """The sampled story and where to look next."""
    if not SAMPLE.exists():
        raise DataError(f"{SAMPLE}: missing; run `dvc repro evaluate`")
    print(f"\nA story, as the model tells it:\n\n{SAMPLE.read_text(encoding='utf-8').strip()}\n")
    print("Look at reports/index.html (curves, funnel, rejections) or run `dvc plots show`;")
    print("tell another one with `.venv/bin/python run.py generate --prompt 'The ferry was late.' --chars 800`.")
