"""The running summary: the names that matter in the text that has left the window, most salient last.

A name is a word that stands capitalised inside sentences, not merely at their starts: the story tells, so no word list
travels with a checkpoint. Its salience is the sum, over its mentions, of exp(-distance / `decay_characters`), plus
`count_weight` for each mention. The state is one capped table, so a story may be of any length. A line of plain words
results, which a person can read and edit.
"""

import heapq
import math
import mmap
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from model.tokenizer import Ids, Tokenizer
from pipeline.errors import DataError
from pipeline.params import Params

MEMORY_FORMAT = "names-1"  # a checkpoint learnt to read one format: change it with anything below that changes a line
MAX_RUN = 100  # characters without white space; a longer run is no prose, and need not be remembered while it grows
LOWER = "a-zß-öø-ÿ"
# A letter that is not lower case in a Western language; `_count` looks closer at the letters of other scripts.
CAPITAL = rf"[^\W\d_{LOWER}]"
CAPITALISED = re.compile(rf"{CAPITAL}(?<![^\W_].)[^\W\d_]*(?:[’'-]{CAPITAL}[^\W\d_]*)*")
LAST_RUN = re.compile(r"(?<!\S)\S*\Z")
LONG_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
BEFORE = 8  # characters in front of a word that tell whether it starts a sentence
# Before a capital that no sentence start explains stands a word, a comma, a quotation that ends in one, or a title.
INSIDE = re.compile(r"(?:[^\W_]|[,;]|,[”’\"'»]|\b(?:Mrs?|Ms|Dr|St|Mme|Mlle|Sr|Sra|Frau|Herr)\.)[ \u00a0]+\Z")


class MemoryParams(Params):
    """params.yaml `memory`."""

    budget: int = Field(ge=8, le=1024)  # characters of a summary
    stride: int = Field(ge=1)  # characters between the summaries that training reads
    decay_characters: float = Field(gt=0)  # a mention this far back counts 1/e
    count_weight: float = Field(ge=0)  # what each mention counts however far back
    min_inside_share: float = Field(ge=0, le=1)  # of a name's mentions, those inside a sentence
    max_names: int = Field(ge=16)  # the table's cap


@dataclass(slots=True)
class Mentions:
    """What the table keeps of one word."""

    inside: int = 0  # times capitalised inside a sentence
    total: int = 0
    recent: float = 0.0  # decayed count, as of `last`
    last: int = 0  # position in characters

    def salience(self, position: int, params: MemoryParams) -> float:
        """How much the word matters at a position."""
        decay = math.exp((self.last - position) / params.decay_characters)
        return self.recent * decay + params.count_weight * self.total


class RunningSummary:
    """Condenses a story, fed in order, into a line.

    The result does not depend on how the text was cut into pieces: a word counts once the white space after it is in.
    """

    def __init__(self, params: MemoryParams) -> None:
        self.params = params
        self._words: dict[str, Mentions] = {}
        self._text = ""  # what is still needed of the text fed: some characters of context, then the unfinished word
        self._counted = 0  # how many of these have been counted
        self._start = 0  # position of the first of these in the story

    def feed(self, text: str) -> None:
        """Take in text that has left the window."""
        text = self._text + text
        end = unfinished(text)
        done = LONG_RUN.sub(lambda run: "." * len(run[0]), text[:end])
        for match in CAPITALISED.finditer(done, self._counted):
            before = done[max(0, match.start() - BEFORE) : match.start()]
            self._count(match[0], self._start + match.start(), INSIDE.search(before) is not None)
        keep, rest = max(0, end - BEFORE), text[end:]
        cut = max(0, len(rest) - MAX_RUN - 1)
        self._text = done[keep:] + rest[cut:]
        self._counted = end - keep
        self._start += keep + cut

    def line(self) -> str:
        """Names of everything fed so far, at most `budget` characters, no newline; empty when there are none."""
        now = self._start + self._counted
        share = self.params.min_inside_share
        names = [
            (mentions.salience(now, self.params), word)
            for word, mentions in self._words.items()
            if mentions.inside and mentions.inside >= share * mentions.total
        ]
        chosen: list[str] = []
        room = self.params.budget + 1
        for _, name in heapq.nlargest(self.params.budget // 2, names):
            if len(name) + 1 <= room:
                chosen.append(name)
                room -= len(name) + 1
        return " ".join(reversed(chosen))

    def _count(self, word: str, position: int, inside: bool) -> None:
        """Note one capitalised word, unless it is a single letter, shouted, or of a script without capitals."""
        if len(word) == 1 or not word[0].isupper() or word.isupper():
            return
        mentions = self._words.setdefault(word, Mentions(last=position))
        mentions.recent = 1 + mentions.recent * math.exp((mentions.last - position) / self.params.decay_characters)
        mentions.last = position
        mentions.total += 1
        mentions.inside += inside
        if len(self._words) > self.params.max_names:
            self._forget(position)

    def _forget(self, position: int) -> None:
        """Keep the more salient half of the table."""
        ranked = heapq.nlargest(
            self.params.max_names // 2,
            ((mentions.salience(position, self.params), word) for word, mentions in self._words.items()),
        )
        self._words = {word: self._words[word] for _, word in ranked}


def unfinished(text: str) -> int:
    """Where the last run of characters without white space starts; the end, when the text ends in white space."""
    match = LAST_RUN.search(text)
    return match.start() if match else len(text)


def summaries(text: str, params: MemoryParams) -> Iterator[tuple[int, str]]:
    """Where in a document its running summary changes: (characters before it, the line from there on).

    The first is (0, ""); after that every `stride` characters are looked at.
    """
    summary = RunningSummary(params)
    line = ""
    yield 0, line
    for end in range(params.stride, len(text) + 1, params.stride):
        summary.feed(text[end - params.stride : end])
        new = summary.line()
        if new != line:
            line = new
            yield end, line


def prefix(tokenizer: Tokenizer, line: str) -> Ids:
    """(N,) ids that stand before a window's text: `<|summary|>`, the line, a newline; none for an empty line."""
    if not line:
        return np.zeros(0, np.uint16)
    return np.concatenate([np.array([tokenizer.summary], np.uint16), tokenizer.encode(line + "\n")])


def summary_ids(tokenizer: Tokenizer, line: str, max_tokens: int) -> Ids:
    """What stands before a window's text, cut at the front of the line where bytes make it too long."""
    ids = prefix(tokenizer, line)
    return ids if len(ids) <= max_tokens else np.concatenate([ids[:1], ids[1 - max_tokens :]])


def table_paths(folder: Path, split: str) -> tuple[Path, Path]:
    """Where a split's summaries lie: their lines, and the rows that say from which token each one holds."""
    return folder / f"{split}_summaries.txt", folder / f"{split}_summaries.npy"


def forget(mapped: NDArray[Any]) -> None:
    """Give back what was read of a memory map: left mapped it counts as memory, in the end the whole file."""
    pages = getattr(mapped, "_mmap", None)
    if pages is not None:
        pages.madvise(mmap.MADV_DONTNEED)


@dataclass(frozen=True)
class SummaryTable:
    """The running summaries of a split, read from disk only where needed."""

    rows: NDArray[np.int64]  # (N, 2): token offset from which a summary holds, byte offset of its line
    lines: NDArray[np.uint8]

    @classmethod
    def load(cls, folder: Path, split: str) -> "SummaryTable":
        """The table of dataset/processed.

        Raises:
            DataError: one of its files is missing or damaged.
        """
        lines, rows = table_paths(folder, split)
        try:
            table = cls(np.load(rows, mmap_mode="r"), np.memmap(lines, np.uint8, mode="r"))
        except FileNotFoundError as error:
            raise DataError(f"{error.filename}: missing; run `dvc repro prepare` (or `dvc pull`)") from None
        except ValueError as error:
            raise DataError(f"{rows}: damaged ({error}); run `dvc repro -f prepare`") from None
        return table

    def before(self, token_offset: int) -> str:
        """The running summary of the document's text before a token of the split, as of the last stride."""
        return self.line(bisect_right(self.rows[:, 0], token_offset) - 1)  # NumPy's search would read the whole column

    def line(self, row: int) -> str:
        """One running summary."""
        start = int(self.rows[row, 1])
        end = int(self.rows[row + 1, 1]) if row + 1 < len(self.rows) else len(self.lines)
        line = self.lines[start : end - 1].tobytes().decode("utf-8")
        forget(self.rows)
        forget(self.lines)
        return line
