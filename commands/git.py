"""Git, called as a person would call it."""

import subprocess
from pathlib import Path

from pipeline.errors import DataError


def git(*arguments: str) -> str:
    """What one git command printed.

    Raises:
        DataError: it failed; the message is git's last line.
    """
    done = run_git(*arguments)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise DataError(f"git {' '.join(arguments[:2])}: {said}; mend that, then run this again")
    return done.stdout


def run_git(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The same, whatever its exit code.

    Raises:
        DataError: there is no git, or the project is not in a repository.
    """
    if not Path(".git").exists():
        raise DataError(".git: missing; this needs a clone of the project (`git init && git add . && git commit`)")
    try:
        return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise DataError("git: not found; install it (`apt-get install git`)") from None
