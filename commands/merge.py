"""`run.py merge`: the corpora of two people as one, dvc.lock repaired, what is downstream made anew.

Nothing is lost: raw text, pages, rows and removals are united. Training goes on from the checkpoint that is further;
the other one stays in git's history and in the remote. Whoever merges gets the same bytes.
"""

import argparse
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from commands.dvc import dvc
from commands.forget import alone
from commands.git import git, run_git
from commands.removal import DOCUMENTS, MANIFEST, PAGES, remove
from commands.union import unite_documents, unite_searches, unite_tombstones, unite_urls
from model.state import LATEST, read_state
from pipeline.errors import DataError
from pipeline.files import CACHE, CHECKPOINTS, RAW_TEXT, REPORTS, read_json_lines, sha256, write_bytes, write_json_lines
from pipeline.lock import LOCK_FILE, recorded_out
from pipeline.records import DocumentRecord, Record, SearchRecord, UrlRecord
from pipeline.reports import log
from pipeline.tombstones import TOMBSTONES, Tombstone, read_tombstones

THEIRS = CACHE / "merge"
SEARCHES = MANIFEST.with_name("searches.jsonl")
GROWN = {PAGES: "crawl", MANIFEST: "crawl", SEARCHES: "crawl", RAW_TEXT.parent: "extract", DOCUMENTS: "extract"}
GENERATED = (str(LOCK_FILE), f"{REPORTS}/")  # in git, and made anew by the stages
R = TypeVar("R", bound=Record)


def main(arguments: list[str]) -> int:
    """Merge a branch; the exit code. A rerun goes on where a stopped one ended."""
    parser = argparse.ArgumentParser(prog="run.py merge", description="Unite this corpus with that of another branch.")
    parser.add_argument("branch", metavar="BRANCH", help="such as origin/anna, after `git fetch`")
    branch = parser.parse_args(arguments).branch
    theirs = commit_of(branch)
    with alone():
        check_ready(theirs)
        fetch(theirs, branch)
        merge_code(theirs, branch)
        unite()
        settle_manifest()
    if dvc("commit", "--force", "crawl") or dvc("repro"):
        return 1
    shutil.rmtree(THEIRS, ignore_errors=True)
    git("add", "--", str(LOCK_FILE), str(TOMBSTONES), str(REPORTS))
    git("commit", "--quiet", "--no-edit")
    log("merge", f"{branch} is merged and committed; `dvc push`, then `git push`")
    return 0


def commit_of(branch: str) -> str:
    """The full hash that a name stands for."""
    found = run_git("rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}")
    if found.returncode:
        raise DataError(f"{branch}: not a branch or commit here; `git fetch` first, then `git branch --all` names them")
    return found.stdout.strip()


def check_ready(theirs: str) -> None:
    """Refuse where something that nobody recorded could be lost.

    Raises:
        DataError: uncommitted changes, another merge, or data that are not those of dvc.lock.
    """
    merging = run_git("rev-parse", "--verify", "--quiet", "MERGE_HEAD").stdout.strip()
    if merging == theirs:
        return  # begun by an earlier run
    if merging:
        raise DataError(f"git: the merge of {merging[:12]} is under way; end it, or `git merge --abort`")
    if not run_git("merge-base", "--is-ancestor", theirs, "HEAD").returncode:
        raise DataError(f"{theirs[:12]}: merged already, this branch holds all of it; nothing to do")
    if changed := git("status", "--porcelain", "--untracked-files=no").splitlines():
        raise DataError(f"{changed[0][3:]}: changed since the last commit; commit it first (and `dvc push`)")
    if missing := [path for path in GROWN if recorded(path) and not path.exists()]:
        raise DataError(f"{missing[0]}: missing, though dvc.lock records it; run `dvc pull` first")
    if dvc_changed := changed_data():
        raise DataError(f"{dvc_changed[0]}: not what dvc.lock records; run `python run.py`, then commit dvc.lock")


def recorded(path: Path) -> bool:
    """Whether dvc.lock records a part of the corpus."""
    return recorded_out(GROWN[path], str(path)) is not None


def changed_data() -> list[str]:
    """Parts of the corpus that differ from dvc.lock, sorted."""
    from dvc.repo import Repo

    with Repo() as repo:
        uncommitted = repo.data_status()["uncommitted"]
    names = {name.rstrip("/") for kind in ("modified", "deleted", "added") for name in uncommitted.get(kind, [])}
    return sorted(names & {str(path) for path in (*GROWN, CHECKPOINTS)})


def fetch(theirs: str, branch: str) -> None:
    """Bring their corpus and checkpoints into .cache/merge, from the cache or the remote.

    Raises:
        DataError: they are in neither.
    """
    shutil.rmtree(THEIRS, ignore_errors=True)
    THEIRS.mkdir(parents=True)
    lock = THEIRS / LOCK_FILE
    write_bytes(lock, git("show", f"{theirs}:{LOCK_FILE}").encode())
    for path, stage in {**GROWN, CHECKPOINTS: "train"}.items():
        if recorded_out(stage, str(path), lock) is None:
            continue
        (THEIRS / path).parent.mkdir(parents=True, exist_ok=True)
        if dvc("get", "--quiet", ".", str(path), "--rev", theirs, "--out", str(THEIRS / path)):
            raise DataError(f"{path} of {branch}: in no cache or remote that is reached from here; `dvc push` it there")
    stones = run_git("show", f"{theirs}:{TOMBSTONES}")
    write_bytes(THEIRS / TOMBSTONES, b"" if stones.returncode else stones.stdout.encode())


def merge_code(theirs: str, branch: str) -> None:
    """Begin git's merge; what the stages write stays ours for now.

    Raises:
        DataError: both changed the same lines of a file that a person wrote.
    """
    if run_git("rev-parse", "--verify", "--quiet", "MERGE_HEAD").stdout.strip() == theirs:
        return
    if not Path(TOMBSTONES).exists():
        write_bytes(TOMBSTONES, b"")
    done = run_git("merge", "--no-commit", "--no-ff", "-m", f"Merge the corpus of {branch}", theirs)
    conflicts = git("diff", "--name-only", "--diff-filter=U").split()
    foreign = [path for path in conflicts if not path.startswith((*GENERATED, str(TOMBSTONES)))]
    if foreign or (done.returncode and not conflicts):
        run_git("merge", "--abort")
        if foreign:
            raise DataError(f"{foreign[0]}: changed on both sides; bring {branch} in line with this one there, first")
        raise DataError(f"git merge {branch}: {(done.stderr or done.stdout).strip().splitlines()[-1]}; mend that first")
    ours = git("ls-tree", "-r", "--name-only", "HEAD", "--", str(LOCK_FILE), str(TOMBSTONES), str(REPORTS)).split()
    git("checkout", "HEAD", "--", *ours)


def unite() -> None:
    """Bring what they have and we have not into the workspace, and keep out what either forgot."""
    for folder in (PAGES, RAW_TEXT):
        for path in sorted((THEIRS / folder).rglob("*")):
            here = path.relative_to(THEIRS)
            if path.is_file() and not here.exists():
                write_bytes(here, path.read_bytes())
    unite_file(TOMBSTONES, Tombstone, unite_tombstones)
    unite_file(MANIFEST, UrlRecord, unite_urls)
    unite_file(SEARCHES, SearchRecord, unite_searches)
    unite_file(DOCUMENTS, DocumentRecord, unite_documents)
    if further(THEIRS / CHECKPOINTS) > further(CHECKPOINTS):
        shutil.rmtree(CHECKPOINTS, ignore_errors=True)
        (THEIRS / CHECKPOINTS).replace(CHECKPOINTS)
        log("merge", "training goes on from their checkpoint, which is further; yours stays in git's history")
    stones = read_tombstones()
    if stones.urls or stones.pages or stones.documents:
        kept = THEIRS.with_name("demo-merge")  # what `forget` empties leaves such names alone
        shutil.rmtree(kept, ignore_errors=True)
        THEIRS.replace(kept)
        remove(stones)
        kept.replace(THEIRS)


def unite_file(path: Path, row_class: type[R], unite_rows: Callable[[Iterable[R]], list[R]]) -> None:
    """Write the union of a file of rows here and there."""
    rows = [row for file in (path, THEIRS / path) if file.exists() for row in read_json_lines(file, row_class)]
    if rows or path.exists():
        write_json_lines(path, unite_rows(rows))


def further(root: Path) -> tuple[int, str]:
    """How far a run has come; at the same step its weights' hash decides, so that both sides choose the same."""
    if not (root / LATEST).exists():
        return (-1, "")
    return (read_state(root / LATEST).step, sha256((root / LATEST / "model.safetensors").read_bytes()))


def settle_manifest() -> None:
    """Let the crawl tell anew what depends on the whole: equal pages, stories, figures."""
    from contextlib import closing

    from stages.crawl.manifest import count_manifest, export
    from stages.crawl.rebuild import reconcile
    from stages.crawl.run import DATABASE, report
    from stages.crawl.sqlite_frontier import SqliteFrontier

    if not MANIFEST.exists():
        return
    with closing(SqliteFrontier(DATABASE)) as frontier:
        reconcile(frontier)
        export(frontier, "")  # before every pause: what waits on either side goes on waiting
    report(count_manifest())
