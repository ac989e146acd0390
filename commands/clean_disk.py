"""`run.py clean-disk`: what can be made or fetched again, and how much room that takes; with --yes it goes."""

import argparse
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.forget import alone
from pipeline.errors import DataError
from pipeline.files import CACHE
from pipeline.reports import log

KEPT = ("demo-*", "*.lock", "merge")  # of .cache: texts that `init` set aside, locks, a merge under way
DATA = ("dataset", "checkpoints", "reports", "exports")
TEMPORARY = (".*.tmp", ".*.old")  # what a kill left of a file or folder that was being written
TOOLS = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")


@dataclass(frozen=True)
class Reclaimable:
    """One kind of thing that may go."""

    what: str
    paths: list[Path]

    def bytes(self) -> int:
        """Bytes on disk."""
        return sum(size(path) for path in self.paths)


def main(arguments: list[str]) -> int:
    """Say what is reclaimable; with --yes reclaim it."""
    parser = argparse.ArgumentParser(prog="run.py clean-disk", description="Say what can go, and let it go.")
    parser.add_argument("--yes", action="store_true", help="remove it")
    options = parser.parse_args(arguments)
    with alone():
        found = [*working_files(), unused_objects()]
        for one in found:
            print(f"{megabytes(one.bytes()):>12}  {one.what}")
        total = sum(one.bytes() for one in found)
        if not options.yes:
            print(f"{megabytes(total):>12}  in all; `python run.py clean-disk --yes` removes it")
            return 0
        for path in (path for one in found for path in one.paths):
            discard(path)
    log("clean-disk", f"{megabytes(total)} reclaimed")
    return 0


def working_files() -> Iterator[Reclaimable]:
    """What the program and the tools leave on this machine for themselves."""
    cache = [path for path in sorted(CACHE.glob("*")) if not any(path.match(pattern) for pattern in KEPT)]
    yield Reclaimable("working files in .cache: the next run makes them anew, and takes longer", cache)
    leftovers = {path for folder in DATA for pattern in TEMPORARY for path in Path(folder).rglob(pattern)}
    yield Reclaimable("half-written files that a kill left", outermost(leftovers))
    bytecode = {path for path in Path().rglob("__pycache__") if path.parts[0] != ".venv"}
    tools = [Path(name) for name in TOOLS if Path(name).exists()]
    yield Reclaimable("caches of Python, pytest, mypy, ruff and hypothesis", [*tools, *sorted(bytecode)])


def outermost(paths: set[Path]) -> list[Path]:
    """Without what lies inside another of them, sorted."""
    return sorted(path for path in paths if not paths.intersection(path.parents))


def unused_objects() -> Reclaimable:
    """Objects of DVC's cache that neither the workspace nor any commit, branch, tag or experiment names.

    A folder of an older commit whose listing is neither here nor in the remote names nothing: such a version cannot
    come back in any case, and a clone that has pulled the present one alone lacks many.

    Raises:
        DataError: dvc.lock cannot be read.
    """
    from dvc.exceptions import DvcException
    from dvc.repo import Repo

    logging.getLogger("dvc").setLevel(logging.ERROR)  # warns of each commit before the first run, again and again
    try:
        with Repo() as repo:
            everything = {"all_branches": True, "all_tags": True, "all_commits": True, "all_experiments": True}
            used = {info.value for infos in repo.used_objs(**everything, force=True).values() for info in infos}
            cache = repo.cache.local
            objects = [Path(cache.oid_to_path(oid)) for oid in cache.all() if oid not in used]
    except DvcException as error:
        raise DataError(f"dvc.lock: {' '.join(str(error).split())}; mend that first, nothing was removed") from None
    return Reclaimable("versions in DVC's cache that no commit, experiment or file here names", sorted(objects))


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; a link counts nothing."""
    if path.is_symlink():
        return 0
    if path.is_dir():
        return sum(size(child) for child in path.iterdir())
    return path.stat().st_size


def discard(path: Path) -> None:
    """Remove a file or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def megabytes(count: int) -> str:
    """`12.3 MB`."""
    return f"{count / 1e6:,.1f} MB"
