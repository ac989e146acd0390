"""`run.py validate`: params.yaml and every raw file, checked; names what is wrong."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from commands.params import check_every_section
from pipeline.errors import DataError
from pipeline.files import CACHE, METADATA, RAW_TEXT, document_path, read_json_lines, sha256
from pipeline.lock import recorded_out
from pipeline.records import DocumentRecord

DOCUMENTS = METADATA / "documents.jsonl"
INTERRUPTED = CACHE / "extract.running"  # extract removes it when its metadata is complete
SHOWN = 20  # problems named before "and N more"


def main(arguments: list[str]) -> int:
    """Print one line, or every problem and exit code 1."""
    parser = argparse.ArgumentParser(prog="run.py validate", description="Check params.yaml and every raw file.")
    parser.parse_args(arguments)
    validate()
    return 0


def validate() -> None:
    """Check everything and print one line.

    Raises:
        ParamsError: params.yaml holds what the program cannot use.
        DataError: raw text was edited, is missing or is not listed; the message names each file.
    """
    params = check_every_section()
    problems = list(raw_problems(params["crawl"]["demo_site"]))
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise DataError("\n".join(problems[:SHOWN] + more))
    count = sum(1 for _ in RAW_TEXT.glob("??/*.txt"))
    print(f"validate: params.yaml and {count} raw files are as they should be", file=sys.stderr)


def raw_problems(demo: bool) -> Iterator[str]:
    """One line per raw file that is not what its name and its metadata say."""
    present = {path.stem: path for path in sorted(RAW_TEXT.glob("*/*")) if not path.name.startswith(".")}
    if not DOCUMENTS.exists():
        yield from unlisted_problems(present, demo)
        return
    listed = {document.id for document in read_json_lines(DOCUMENTS, DocumentRecord)}
    for document_id in sorted(listed - present.keys()):
        path = document_path(RAW_TEXT, document_id)
        yield f"{path}: missing, though {DOCUMENTS} lists it; `dvc checkout dataset/raw` or `dvc pull` brings it back"
    for name, path in present.items():
        if problem := content_problem(path):
            yield problem
        elif name not in listed and not INTERRUPTED.exists():
            yield f"{path}: not listed in {DOCUMENTS}; move it away, or `dvc checkout {DOCUMENTS}`"


def unlisted_problems(present: dict[str, Path], demo: bool) -> Iterator[str]:
    """Problems of a workspace without documents.jsonl: nothing yet, or not pulled."""
    recorded = recorded_out("extract", "dataset/raw")
    if recorded and not present and not demo:
        yield f"{RAW_TEXT}: dvc.lock records {recorded.nfiles} raw files that are not here; run `dvc pull`"
    if present and not INTERRUPTED.exists():
        yield f"{DOCUMENTS}: missing, though {len(present)} raw files are here; run `dvc checkout` or `dvc pull`"
    yield from filter(None, map(content_problem, present.values()))


def content_problem(path: Path) -> str | None:
    """What is wrong with a raw file in itself."""
    restore = "`dvc checkout --force dataset/raw` restores it"
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"{path}: not UTF-8 ({error.reason} at byte {error.start}); {restore}"
    digest = sha256(content)
    if path != document_path(RAW_TEXT, digest):
        return f"{path}: edited or misplaced, its content has sha256 {digest[:16]}…; {restore}"
    return None
