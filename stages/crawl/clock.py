"""The time that rows carry: the real one, or the one that params.yaml fixes."""

from datetime import UTC, datetime, timedelta

TIME = "%Y-%m-%dT%H:%M:%SZ"
MAX_SECONDS = 10**8  # three years: longer pauses are not remembered as such


class Clock:
    """Seconds in UTC as 2026-01-01T00:00:00Z; a fixed one never moves, so that the demo is the same on every run."""

    def __init__(self, fixed: str | None) -> None:
        self.fixed = datetime.strptime(fixed, TIME).replace(tzinfo=UTC) if fixed else None

    def now(self) -> str:
        """This moment."""
        return self.later(0)

    def later(self, seconds: float) -> str:
        """The moment some seconds from now."""
        moment = self.fixed or datetime.now(UTC)
        return (moment + timedelta(seconds=min(seconds, MAX_SECONDS))).strftime(TIME)

    def seconds_until(self, moment: str) -> float:
        """Seconds from now to a moment."""
        return (datetime.strptime(moment, TIME) - datetime.strptime(self.now(), TIME)).total_seconds()
