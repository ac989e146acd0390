"""DVC's default remote, and what training leaves beside the data in it: the dvc.lock that finds each checkpoint again.

<remote>/locks/<starting point>/<step>/   params.yaml, reports/*.json, dvc.lock (last: it says that the rest is there)

The starting point is a hash of dvc.lock and params.yaml as git has them, so that a fresh clone finds what was trained
from the same beginning, whether or not anybody pushed to git meanwhile.
"""

from pathlib import Path
from typing import Any, NamedTuple

from commands.git import git, run_git
from pipeline.errors import DataError
from pipeline.files import REPORTS, sha256, write_bytes
from pipeline.lock import LOCK_FILE
from pipeline.params import PARAMS_FILE
from pipeline.reports import log

FOLDER = "locks"
TRACKED = (str(LOCK_FILE), str(PARAMS_FILE))
HOW = (
    "`dvc remote add --default storage /mnt/shared/miniature` sets one"
    " (a folder, s3://bucket/path or ssh://host/path; see README, Share)"
)


class Store(NamedTuple):
    """A remote's file system and its folder there."""

    fs: Any  # dvc_objects.fs.base.FileSystem, which has no types
    path: str

    def at(self, *parts: str) -> str:
        """A path inside."""
        joined: str = self.fs.join(self.path, *parts)
        return joined


def require_remote() -> None:
    """Raise DataError, which says how to add one, unless there is a default remote."""
    from dvc.config import Config

    config = Config.from_cwd()
    if config["core"].get("remote"):
        return
    if named := sorted(config["remote"]):
        raise DataError(f".dvc/config: no remote is the default; `dvc remote default {named[0]}` makes it {named[0]}")
    raise DataError(f".dvc/config: no remote is set; {HOW}")


def open_store() -> Store:
    """The default remote."""
    require_remote()
    from dvc.repo import Repo

    with Repo() as repo:
        remote = repo.cloud.get_remote()
        return Store(remote.fs, remote.path)


def starting_point() -> str:
    """16 hexadecimal digits: dvc.lock and params.yaml as the last commit has them."""
    blobs = [run_git("rev-parse", "--verify", "--quiet", f"HEAD:{name}").stdout for name in TRACKED]
    return sha256("".join(blobs).encode())[:16]


def save_lock(step: int) -> str:
    """Put dvc.lock, and what it was made with, beside the data; the folder in the remote."""
    store = open_store()
    place = (FOLDER, starting_point(), f"{step:08d}")
    for path in (PARAMS_FILE, *sorted(REPORTS.glob("*.json")), LOCK_FILE):
        target = store.at(*place, *path.parts)
        store.fs.makedirs(store.fs.parent(target), exist_ok=True)
        store.fs.pipe_file(target, path.read_bytes())
    return "/".join(place)


def restore_lock() -> int | None:
    """Take the furthest lock that was saved from this starting point; its step, or None when there is none.

    Raises:
        DataError: dvc.lock or params.yaml were changed here by something else.
    """
    store, start = open_store(), starting_point()
    found = [path for path in list_files(store, FOLDER, start) if path.endswith(f"/{LOCK_FILE}")]
    if not found:
        return None
    contents = {path: store.fs.cat_file(path) for path in found}
    newest = max(found)
    if LOCK_FILE.exists() and LOCK_FILE.read_bytes() not in contents.values():
        changed = git("diff", "--name-only", "HEAD", "--", *TRACKED).split()
        if changed:
            raise DataError(f"{changed[0]}: changed since the last commit; commit it, or `git checkout {changed[0]}`")
    folder = newest.removesuffix(f"/{LOCK_FILE}")
    for path in sorted(list_files(store, *folder.removeprefix(f"{store.path.rstrip('/')}/").split("/"))):
        write_bytes(Path(path.removeprefix(f"{folder}/")), store.fs.cat_file(path))
    step = int(folder.rsplit("/", 1)[-1])
    log("pull", f"dvc.lock and params.yaml as they were saved at step {step}")
    return step


def list_files(store: Store, *parts: str) -> list[str]:
    """Paths of the files below a folder of the remote; none where there is no such folder."""
    try:
        return list(store.fs.find(store.at(*parts)))
    except FileNotFoundError:
        return []
