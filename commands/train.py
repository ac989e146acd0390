"""`run.py train`: go on training in intervals, each one `dvc repro -s train`, saved before the next begins."""

import argparse

from ruamel.yaml import YAML

from commands.dvc import dvc
from commands.git import git
from commands.remote import require_remote, save_lock
from model.state import LATEST, read_state
from pipeline.errors import ParamsError
from pipeline.files import CHECKPOINTS, REPORTS, replacing
from pipeline.lock import LOCK_FILE
from pipeline.params import PARAMS_FILE
from pipeline.reports import log


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
    """Make a step the target in params.yaml: the number of epochs is no target any more."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    params = yaml.load(PARAMS_FILE.read_text(encoding="utf-8"))
    params["train"].update({"min_steps": step, "epochs": 0.0})
    with replacing(PARAMS_FILE) as file:
        yaml.dump(params, file)


def commit(step: int) -> None:
    """Commit what git tracks of a training, and push it."""
    tracked = git("ls-files", "--", str(REPORTS)).split()
    git("add", "--", str(LOCK_FILE), str(PARAMS_FILE), *tracked)
    git("commit", "--quiet", "-m", f"Trained to step {step}")
    git("push", "--quiet")
    log("train", f"step {step} is in git")
