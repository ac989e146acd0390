"""What a later visit to a stored page changes: nothing, the page, or whether it may be kept at all."""

from dataclasses import replace

from stages.crawl.finish import LAST_VISIT
from stages.crawl.frontier import Outcome, Stored
from stages.crawl.outcome import HASHED_REASONS, Trail

FINAL_REASONS = HASHED_REASONS | {"robots_disallow"}
VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


def is_final(reason: str | None) -> bool:
    """Whether a reason takes back the leave to keep a page; any other may pass, and the copy stays meanwhile."""
    return reason in FINAL_REASONS or (reason or "").startswith("optout_")


def trail_to(stored: Stored | None) -> Trail:
    """The beginning of a visit: conditional where an earlier one left what the server can compare."""
    if stored is None:
        return Trail()
    validators = {VALIDATORS[name]: stored.headers[name] for name in VALIDATORS if stored.headers.get(name)}
    return Trail(stored.final_url, validators)


def seen_again(stored: Stored, outcome: Outcome) -> Outcome:
    """The outcome of a later visit, given what an earlier one stored."""
    if outcome.status == "fetched" and (outcome.page, outcome.final_url) == (stored.page, stored.final_url):
        return unchanged(outcome.fetched_at, outcome.headers)
    if outcome.status == "new":  # it is still due, and its page stays
        return replace(outcome, kept=True, evidence={LAST_VISIT: outcome.reason or ""})
    if outcome.status == "rejected" and not is_final(outcome.reason):
        return replace(unchanged(outcome.fetched_at, {}), evidence={LAST_VISIT: outcome.reason or ""})
    return outcome


def unchanged(now: str | None, headers: dict[str, str]) -> Outcome:
    """The stored page is still what the URL shows."""
    return Outcome("fetched", fetched_at=now, headers=headers, kept=True)
