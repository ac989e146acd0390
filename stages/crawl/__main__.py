"""`python -m stages.crawl`: what dvc.yaml runs; with --grow, what `run.py crawl` runs."""

import signal
import sys
from types import FrameType

STOPPED = 130


def leave(_number: int, _frame: FrameType | None) -> None:
    """End as a stopped crawl does."""
    sys.exit(STOPPED)


def main() -> None:
    """Crawl; a signal before the crawl itself listens for it, the imports included, ends it in order too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    from stages.crawl.start import main as start

    start()


if __name__ == "__main__":
    main()
