"""`run.py train`: go on training in intervals, each one `dvc repro -s train`, saved before the next begins."""

import argparse
import re

from ruamel.yaml import YAML

from commands.dvc import dvc
from commands.git import git
from commands.remote import require_remote, save_lock
from model.state import LATEST, read_state
from pipeline.errors import ParamsError
from pipeline.files import CHECKPOINTS, REPORTS, write_text
from pipeline.lock import LOCK_FILE
from pipeline.params import PARAMS_FILE
from pipeline.reports import log

VALUE = re.compile(r"[^\s#,}]+")  # of a key in YAML, up to its comment


def main(arguments: list[str]) -> int:
    """Train; the exit code. Whatever stops it, no more than one interval is lost."""
    options = parse(arguments)
    if options.push:
        require_remote()
    for _ in range(options.times):
        aim(present_step() + options.steps)
        if dvc("repro", "--single-item", "train"):
            return 1
        step = present_step()
        if options.push:
            if dvc("push", "checkpoints", "reports/train"):
                return 1
            log("train", f"step {step} is in the remote, with its dvc.lock in {save_lock(step)}")
        if options.commit:
            commit(step)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The flags.

    Raises:
        ParamsError: an interval without a step.
    """
    parser = argparse.ArgumentParser(prog="run.py train", description="Go on training in intervals.")
    parser.add_argument("--steps", type=int, required=True, metavar="N", help="of an interval; sets train.min_steps")
    parser.add_argument("--times", type=int, default=1, metavar="K", help="intervals (1 without it)")
    parser.add_argument("--push", action="store_true", help="after each: `dvc push`, and dvc.lock into the remote")
    parser.add_argument("--commit", action="store_true", help="after each: commit the lock, `git push`")
    options = parser.parse_args(arguments)
    for name in ("steps", "times"):
        if getattr(options, name) < 1:
            raise ParamsError(f"--{name}: {getattr(options, name)} is below 1; give 1 or more")
    return options


def present_step() -> int:
    """The step of the latest checkpoint; 0 without one."""
    return read_state(CHECKPOINTS / LATEST).step if (CHECKPOINTS / LATEST).exists() else 0


def aim(step: int) -> None:
    """Make a step the target in params.yaml, and leave every other character: epochs are no target any more."""
    text = PARAMS_FILE.read_text(encoding="utf-8")
    lines, section = text.splitlines(keepends=True), YAML().load(text)["train"]
    for key, value in (("min_steps", str(step)), ("epochs", "0.0")):
        number, column = section.lc.value(key)
        line = lines[number]
        lines[number] = line[:column] + VALUE.sub(value, line[column:], count=1)
    write_text(PARAMS_FILE, "".join(lines))


def commit(step: int) -> None:
    """Commit what git tracks of a training, and push it."""
    git("add", "--", str(LOCK_FILE), str(PARAMS_FILE), str(REPORTS))
    git("commit", "--quiet", "-m", f"Trained to step {step}")
    git("push", "--quiet")
    log("train", f"step {step} is in git")
