"""The adults-only gate before a story: nothing is shown that was not judged together with all that stands before it."""

import re
from collections.abc import Iterator
from typing import Protocol, TypeVar

from pipeline.adults_only import find_refusal
from pipeline.errors import ProjectError

SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s$|\n$")
TAIL = 8  # characters in which a sentence's end shows
LONGEST = 400  # characters of a sentence; one without an end is shown in parts
JUDGED_SHARE = 0.005  # of the story so far: what is judged at once grows with it, so that the cost stays near linear


class Piece(Protocol):
    """A part of a story."""

    @property
    def text(self) -> str:
        """What a reader sees."""


P = TypeVar("P", bound=Piece)


class RefusalError(ProjectError):
    """The gate refuses a prompt, or what would follow it."""


def judge_prompt(prompt: str, summary: str = "") -> None:
    """Raise RefusalError where the gate refuses a prompt, or it together with a summary that a person wrote."""
    if refusal := find_refusal(f"{prompt}\n{summary}" if summary else prompt):
        raise RefusalError(f"prompt: the adults-only gate refuses it ({refusal.rule}); change it")


def released(prompt: str, pieces: Iterator[P], summary: str = "") -> Iterator[list[P]]:
    """Sentences of a story, each judged together with the prompt, the summary and all before it.

    Raises:
        RefusalError: the gate refuses the prompt or what follows; nothing refused is yielded.
    """
    judge_prompt(prompt, summary)
    story = f"{summary}\n{prompt}" if summary else prompt
    waiting: list[P] = []
    text = ""
    for piece in pieces:
        waiting.append(piece)
        text += piece.text
        ended = len(text) >= LONGEST or SENTENCE_END.search(text[-TAIL:])
        if ended and len(text) >= JUDGED_SHARE * len(story):
            story += text
            judge(story)
            yield waiting
            waiting, text = [], ""
    judge(story + text)
    yield waiting


def judge(story: str) -> None:
    """Raise RefusalError where the gate refuses what was told."""
    if refusal := find_refusal(story):
        raise RefusalError(
            f"story: the adults-only gate refuses what follows ({refusal.rule}); try another seed or prompt"
        )
