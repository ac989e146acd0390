"""What a stage says: one line at start, one at end, and a report whose numbers are reproducible."""

import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pipeline.errors import ProjectError
from pipeline.files import REPORTS, write_text


def write_report(stage: str, content: Mapping[str, Any]) -> None:
    """Write reports/<stage>.json: keys as given, floats to four decimals, no times and no sizes of memory."""
    write_text(REPORTS / f"{stage}.json", json.dumps(rounded(content), indent=2, ensure_ascii=False) + "\n")


def rounded(value: Any) -> Any:
    """Floats to four decimals, at any depth."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return value


def log(stage: str, message: str) -> None:
    """One line on standard error: `<stage>: <message>`."""
    print(f"{stage}: {message}", file=sys.stderr, flush=True)


def drops(counts: Mapping[str, int]) -> str:
    """`88 (too_short 61, symbols 27)`, most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    total = sum(counts.values())
    return f"{total} ({', '.join(f'{name} {count}' for name, count in ordered)})" if total else "0"


class Summary:
    """Holds the line that a stage prints at its end."""

    message = ""


@contextmanager
def stage_log(stage: str, doing: str) -> Iterator[Summary]:
    """Print a line at start and one at end; turn a ProjectError into one line and exit code 1."""
    started = time.monotonic()
    log(stage, doing)
    summary = Summary()
    try:
        yield summary
    except ProjectError as error:
        print(f"{error}", file=sys.stderr, flush=True)
        raise SystemExit(1) from None
    peak_rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    log(stage, f"{summary.message}, {time.monotonic() - started:.1f} s, {peak_rss_mb:.0f} MB")
