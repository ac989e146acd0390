"""What a generated story does with its cast, and whether it goes round in circles."""

import re
from collections.abc import Iterator

from model.memory import CAPITALISED, INSIDE

LOOKED_BACK = 8  # characters before a word that tell whether it starts a sentence
LOOP = re.compile(r"(.{24,}?)\1{3,}", re.DOTALL)  # 24 characters or more, four times running


def names(text: str) -> Iterator[tuple[int, str]]:
    """Words that stand capitalised inside sentences, and where."""
    for match in CAPITALISED.finditer(text):
        if len(match[0]) > 1 and INSIDE.search(text[max(0, match.start() - LOOKED_BACK) : match.start()]):
            yield match.start(), match[0]


def name_consistency(prompt: str, told: str) -> float:
    """Of the names in `told`, the share that the prompt or the story has had before; 1 where there are none."""
    met: set[str] = set()
    known: list[bool] = []
    for place, name in names(prompt + told):
        if place >= len(prompt):
            known.append(name in met)
        met.add(name)
    return sum(known) / len(known) if known else 1.0


def introduced_share(prompt: str, told: str, block_size: int) -> float:
    """Of the names in `told` that the window before them does not hold, the share that came before; 0 without any.

    Only a memory can bring such a name back.
    """
    last: dict[str, int] = {}
    far = before = 0
    for place, name in names(prompt + told):
        if place >= len(prompt) and (name not in last or place - last[name] > block_size):
            far += 1
            before += name in last
        last[name] = place
    return before / max(1, far)


def count_loops(told: str) -> int:
    """Passages of at least 24 characters that stand more than three times running."""
    return len(LOOP.findall(told))
