"""Writes down what became of URLs, without the crawl waiting for the disk."""

import asyncio
from pathlib import Path

from stages.crawl.frontier import Outcome
from stages.crawl.outcome import HASHED_REASONS
from stages.crawl.pages import remove_page, store_page
from stages.crawl.sqlite_frontier import SqliteFrontier

Entry = tuple[str, Outcome, asyncio.Future[None]]


class Ledger:
    """One writer with a connection of its own: outcomes that come while it writes share its next transaction."""

    def __init__(self, path: Path) -> None:
        self.frontier = SqliteFrontier(path)
        self.entries: list[Entry] = []
        self.writing: asyncio.Task[None] | None = None

    async def write(self, url: str, outcome: Outcome) -> None:
        """Return when the page, then the row that names it, are on disk."""
        if outcome.body is not None:
            await asyncio.to_thread(store_page, outcome.body)
        done = asyncio.get_running_loop().create_future()
        self.entries.append((url, outcome, done))
        if self.writing is None:
            self.writing = asyncio.ensure_future(self.write_entries())
        await done

    async def write_entries(self) -> None:
        """Write until nothing is left to write."""
        while self.entries:
            entries, self.entries = self.entries, []
            try:
                await asyncio.to_thread(write_down, self.frontier, [(url, outcome) for url, outcome, _ in entries])
            except Exception as error:  # each of them is told
                for _, _, done in entries:
                    done.set_exception(error)
            else:
                for _, _, done in entries:
                    done.set_result(None)
        self.writing = None

    def close(self) -> None:
        """Close the connection."""
        self.frontier.close()


def write_down(frontier: SqliteFrontier, outcomes: list[tuple[str, Outcome]]) -> None:
    """One transaction. The page that an earlier visit stored of what the adults-only gate now refuses goes first:
    a row whose page is gone is fetched again, a page without a row would stay."""
    for url, outcome in outcomes:
        page = frontier.only_named_by(url) if outcome.reason in HASHED_REASONS else None
        if page is not None:
            remove_page(page)
    frontier.finish(outcomes)
