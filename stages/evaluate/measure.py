"""The figures: bits per character on held-out documents, what the memory gains, and what a sampled story is like."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from model.corpus import read_ids, summary_ids
from model.gpt import GPT
from model.memory import MemoryParams, RunningSummary
from model.ngram import NGram
from model.sampler import plain_text
from model.scoring import distinct, longest_copy, nats, real_word_share, sliding_windows, words
from model.tokenizer import Ids, Tokenizer
from model.trainer import BITS
from pipeline.adults_only import find_refusal
from pipeline.errors import DataError
from pipeline.files import read_json_lines
from pipeline.records import PreparedRecord


@dataclass
class Summaries:
    """What stands in front of a document's windows; keeps the lines it gave, for the shuffled comparison."""

    tokenizer: Tokenizer
    memory: MemoryParams
    max_tokens: int
    lines: list[str] = field(default_factory=list)

    def of(self, story: Ids) -> Callable[[int], Ids]:
        """The true running summary of a story."""
        summary, done = RunningSummary(self.memory), 0

        def prefix_for(left: int) -> Ids:
            nonlocal done
            summary.feed(plain_text(self.tokenizer, story[done:left].tolist()))
            done = left
            self.lines.append(summary.line())
            return summary_ids(self.tokenizer, self.lines[-1], self.max_tokens)

        return prefix_for

    def shuffled(self) -> Callable[[int], Ids]:
        """The same lines, each at a place half the text away."""
        half = len(self.lines) // 2
        lines = iter(self.lines[half:] + self.lines[:half])
        return lambda left: summary_ids(self.tokenizer, next(lines, ""), self.max_tokens)


def held_out(folder: Path, tokenizer: Tokenizer, max_characters: int) -> Iterator[Ids]:
    """Held-out documents, each behind an end-of-text token, until enough characters are given."""
    ids = read_ids(folder / "val.npy")
    left = max_characters
    for row in read_json_lines(folder / "documents.jsonl", PreparedRecord):
        if row.split == "val" and left > 0:
            document = ids[row.start : min(row.end, row.start + left)]
            left -= len(document)
            yield np.concatenate([[tokenizer.end_of_text], document]).astype(np.uint16)


def score(model: GPT, stories: list[Ids], tokenizer: Tokenizer, memory: MemoryParams, slide: float) -> dict[str, float]:
    """Bits per character with the true, no, and another place's summary."""
    block_size = model.config.block_size
    leaving = max(1, int(slide * block_size))
    characters = sum(tokenizer.character_counts(story) for story in stories)
    summaries = Summaries(tokenizer, memory, block_size // 2)
    empty = np.empty(0, dtype=np.uint16)

    def bits(prefixes: Callable[[Ids], Callable[[int], Ids]]) -> float:
        windows = (sliding_windows(story, block_size, leaving, prefixes(story)) for story in stories)
        return sum(nats(model, rows) for rows in windows) * BITS / max(1, characters)

    true = bits(summaries.of)
    other = summaries.shuffled()
    return {
        "bits_per_character": true,
        "bits_per_character_empty_memory": bits(lambda story: lambda left: empty),
        "bits_per_character_shuffled_memory": bits(lambda story: other),
    }


def ngram_bits(train: Ids, stories: list[Ids], tokenizer: Tokenizer, order: int) -> float:
    """Bits per character of the reference on the same tokens."""
    reference = NGram(train, order)
    characters = sum(tokenizer.character_counts(story) for story in stories)
    start = np.full(reference.order - 1, tokenizer.end_of_text, dtype=np.uint16)
    bits = sum(float(reference.bits_of(np.concatenate([start, story])).sum()) for story in stories)
    return bits / max(1, characters)


def judge_sample(sample: str, train: Ids, tokenizer: Tokenizer, known: set[str]) -> dict[str, Any]:
    """Figures of a generated story."""
    found = words(sample)
    return {
        "sample_real_words": real_word_share(sample, known),
        "sample_distinct_1": distinct(found, 1),
        "sample_distinct_3": distinct(found, 3),
        "sample_longest_copy": longest_copy(tokenizer.encode(sample), train),
        "sample_adults_only_hits": int(find_refusal(sample) is not None),
    }


def known_words(folder: Path) -> set[str]:
    """Every word of the prepared text, both splits."""
    known: set[str] = set()
    for split in ("train", "val"):
        try:
            with (folder / f"{split}.txt").open(encoding="utf-8") as file:
                for line in file:
                    known.update(words(line))
        except FileNotFoundError:
            raise DataError(f"{folder / f'{split}.txt'}: missing; run `dvc repro prepare` (or `dvc pull`)") from None
    return known
