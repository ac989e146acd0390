"""`run.py forget`: remove a document for good, from the corpus, its history and the remote; takedowns use it, too."""

import argparse
from collections.abc import Iterable

from filelock import FileLock, Timeout

from commands.dvc import dvc
from commands.forgettable import refused_tombstones, tombstone
from commands.removal import remove
from pipeline.errors import DataError, ParamsError
from pipeline.files import CACHE, CHECKPOINTS, METADATA, read_json_lines, write_json_lines
from pipeline.lock import LOCK_FILE, recorded_stage
from pipeline.records import DuplicateRecord
from pipeline.reports import log
from pipeline.tombstones import TOMBSTONES, Tombstone, Tombstones, read_tombstones, tombstones_of

LOCKS = ("crawl.lock", "train.lock")  # of .cache; whoever holds them reads or writes what is removed here


def main(arguments: list[str]) -> int:
    """Forget one document, what a later adults-only rule refused, or what pulled tombstones name."""
    options = parse(arguments)
    with alone():
        if options.target:
            bury([tombstone([options.target], options.reason)])
        elif options.refused:
            bury(refused_tombstones())
        stones = read_tombstones()
        clean = is_up_to_date("extract")
        remove(stones)
        mark(stones)
    return record(stones, clean, options)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The flags.

    Raises:
        ParamsError: not exactly one thing to forget, or no reason for it.
    """
    parser = argparse.ArgumentParser(prog="run.py forget", description="Remove a document for good.")
    parser.add_argument("target", nargs="?", metavar="URL|ID", help="a URL, or a document's id (8 digits or more)")
    parser.add_argument("--reason", metavar="TEXT", help="kept in dataset/tombstones.jsonl; no names, no quotes")
    parser.add_argument("--refused", action="store_true", help="what the adults-only rules refuse and is still stored")
    parser.add_argument("--apply", action="store_true", help="what dataset/tombstones.jsonl names, as after `git pull`")
    parser.add_argument("--push", action="store_true", help="remove it from DVC's remote, too, and push what is left")
    parser.add_argument("--no-repro", action="store_true", help="do not rerun the stages up to prepare")
    options = parser.parse_args(arguments)
    if bool(options.target) + options.refused + options.apply != 1:
        raise ParamsError(
            "forget: nothing, or more than one thing, to forget; give a URL or an id, --refused or --apply"
        )
    if options.target and not (options.reason or "").strip():
        raise ParamsError("forget: no reason; give --reason TEXT, which is kept without the text itself")
    return options


class alone:  # noqa: N801  # a context manager, used like a function
    """Keep the crawl and the trainer out while files disappear."""

    def __enter__(self) -> None:
        CACHE.mkdir(parents=True, exist_ok=True)
        self.locks = [FileLock(CACHE / name, timeout=0) for name in LOCKS]
        for lock in self.locks:
            try:
                lock.acquire()
            except Timeout:
                raise DataError(
                    f"{lock.lock_file}: a crawl or a training is at work; wait for it, or stop it"
                ) from None

    def __exit__(self, *error: object) -> None:
        for lock in self.locks:
            lock.release()


def bury(new: Iterable[Tombstone]) -> None:
    """Add tombstones, unless the same things lie there already: first of all, so that a kill loses no wish."""
    rows = list(read_json_lines(TOMBSTONES, Tombstone)) if TOMBSTONES.exists() else []
    for row in new:
        known = tombstones_of(rows)
        if not (
            known.urls.keys() >= set(row.urls)
            and known.pages >= set(row.pages)
            and known.documents >= set(row.documents)
        ):
            rows.append(row)
            tell_copies(row)
    write_json_lines(TOMBSTONES, rows)


def tell_copies(row: Tombstone) -> None:
    """Name documents that say the same as a forgotten one: they stay until they are forgotten themselves."""
    duplicates = METADATA / "duplicates.jsonl"
    for duplicate in read_json_lines(duplicates, DuplicateRecord) if duplicates.exists() else ():
        pair = [duplicate.id, duplicate.duplicate_of or duplicate.contained_in or ""]
        for one, other in (pair, pair[::-1]):
            if one in row.documents and other not in row.documents:
                log(
                    "forget", f"{other[:12]} holds much the same text ({duplicate.kind}); forget it, too, if it must go"
                )


def mark(stones: Tombstones) -> None:
    """Say which checkpoints learnt from what is gone; they tell it themselves whenever they are used."""
    for listed in sorted(CHECKPOINTS.rglob("documents.txt")):
        if found := stones.forgotten(listed.read_text(encoding="utf-8").split()):
            log("forget", f"{listed.parent} was trained on {len(found)} forgotten documents: marked until `--fresh`")


def is_up_to_date(stage: str) -> bool:
    """Whether DVC would leave a recorded stage alone, so that a removal can be recorded without running it."""
    if not LOCK_FILE.exists() or not recorded_stage(stage):
        return False
    from dvc.repo import Repo

    with Repo() as repo:
        return not repo.status(targets=[stage])


def record(stones: Tombstones, clean: bool, options: argparse.Namespace) -> int:
    """Record the removal with DVC, rerun what is downstream, and remove the stored objects; the exit code."""
    if not LOCK_FILE.exists():
        log("forget", "done; nothing is recorded by DVC here")
        return 0
    code = 0
    for stage in ("crawl", "extract"):
        if recorded_stage(stage) and (stage == "crawl" or clean):
            code = code or dvc("commit", "--force", stage)
    if not options.no_repro and not code:
        code = dvc("repro", "prepare")
    code = remove_stored(stones, push=options.push) or code
    log("forget", f"done; commit {TOMBSTONES} and dvc.lock with git" if not code else "the files are gone; see above")
    return int(code != 0)


def remove_stored(stones: Tombstones, *, push: bool) -> int:
    """Delete objects from DVC's cache and, with `push`, from the default remote; the exit code.

    The push comes first: what the new version shares with a packed one that goes must be there to be seen.
    """
    from dvc.repo import Repo
    from dvc_data.hashfile.db import get_index

    from commands.stored_objects import remove_objects

    with Repo() as repo:
        log("forget", f"removed {remove_objects(repo.cache.local, stones)} objects from DVC's cache")
    code = dvc("push") if push else 0
    if push:
        with Repo() as repo:
            remote = repo.cloud.get_remote_odb()
            log("forget", f"removed {remove_objects(remote, stones)} objects from the remote")
            get_index(remote).clear()  # DVC's own note of what is there
    return code
