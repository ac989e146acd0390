"""What a person sees while the crawl runs, and the table of reasons at its end."""

import sys
from collections.abc import Mapping

from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.reports import log
from stages.crawl.figures import Counts


class Progress:
    """A live line on a terminal; silence elsewhere."""

    def __init__(self) -> None:
        self.fetched = 0
        self.rejected = 0
        self.bar = tqdm(desc="crawl", unit=" URLs", file=sys.stderr, disable=None)

    def done(self, fetched: bool, queued: int) -> None:
        """One more URL ended."""
        if fetched:
            self.fetched += 1
        else:
            self.rejected += 1
        self.bar.set_postfix(fetched=self.fetched, rejected=self.rejected, queued=queued, refresh=False)
        self.bar.update()

    def close(self) -> None:
        """Leave the line as it is."""
        self.bar.close()


def print_reasons(figures: Counts, shortfalls: Mapping[str, int]) -> None:
    """One line per reason, most frequent first."""
    for title, counts in (("rejected", figures.rejected), ("waiting", figures.waiting), ("no answer", shortfalls)):
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            log("crawl", f"  {title:<10}{reason:<26}{count:>8}")
