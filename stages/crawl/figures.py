"""The manifest in figures, for the report and the table at the end."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.records import UrlRecord


@dataclass
class Counts:
    """The manifest in figures."""

    urls: int = 0
    fetched: int = 0
    pages: int = 0  # distinct
    rendered: int = 0
    rejected: Counter[str] = field(default_factory=Counter)  # by reason
    waiting: Counter[str] = field(default_factory=Counter)  # by reason; `queued` when only their turn has not come
    providers: Counter[str] = field(default_factory=Counter)

    @property
    def waiting_urls(self) -> int:
        """URLs with status new."""
        return sum(self.waiting.values())

    def add(self, row: UrlRecord) -> None:
        """Count one row."""
        self.urls += 1
        self.providers[row.provider] += 1
        if row.status == "fetched":
            self.fetched += 1
            self.rendered += row.rendered
        else:
            (self.rejected if row.status == "rejected" else self.waiting)[row.reason or "queued"] += 1
