"""What /metrics tells."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from model.serve.replies import Choice


class Figures:
    """Counts of one server, in Prometheus's terms."""

    def __init__(self, busy: Callable[[], float], turned_away: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
        self.characters = Counter("generated_characters", "Characters sent", registry=self.registry)
        self.endings = Counter("completions", "Choices by how they ended", ["reason"], registry=self.registry)
        gauges = {
            "requests_in_progress": ("Requests worked on or waiting", busy),
            "requests_turned_away": ("Requests answered with 429", turned_away),
        }
        for name, (said, value) in gauges.items():
            Gauge(name, said, registry=self.registry).set_function(value)

    def note(self, choice: Choice) -> None:
        """Count a part that is about to be sent."""
        self.characters.inc(len(choice.text))
        if choice.finish_reason:
            self.endings.labels(choice.finish_reason).inc()

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)
