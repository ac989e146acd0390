"""A running summary that a person has edited: what they wrote stands, what they struck out stays out."""

from model.memory import RunningSummary


class EditedSummary:
    """Condenses a story as RunningSummary does, around a line that was written by hand."""

    def __init__(self, summary: RunningSummary, line: str, struck: set[str]) -> None:
        """Begin a story.

        Args:
            line: at most the summary's budget; its last names count most.
            struck: names that may not come back.
        """
        self.summary, self.own, self.struck = summary, line.split(), struck | set(line.split())

    def feed(self, text: str) -> None:
        """Take in text that has left the window."""
        self.summary.feed(text)

    def line(self) -> str:
        """The line as written, behind what the story has brought since, as far as there is room."""
        room = self.summary.params.budget - len(" ".join(self.own))
        new: list[str] = []
        for name in reversed(self.summary.line().split()):
            if name not in self.struck and len(name) < room:
                new.append(name)
                room -= len(name) + 1
        return " ".join([*reversed(new), *self.own])


def edited_summary(summary: RunningSummary, found: str, line: str) -> EditedSummary:
    """A memory for a story whose summary was `found`, and is to be `line`."""
    return EditedSummary(summary, line, set(found.split()) - set(line.split()))
