"""The figures: bits per character on held-out documents, what the memory gains, and what a sampled story is like."""

from collections import Counter
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import numpy as np

from model.corpus import read_ids
from model.ngram import NGram
from model.scoring import copy_lengths, covered, distinct, real_word_share, words
from model.tokenizer import Ids, Tokenizer
from pipeline.adults_only import find_refusal
from pipeline.errors import DataError
from pipeline.files import read_json_lines
from pipeline.records import PreparedRecord
from stages.evaluate.told import count_loops, name_consistency

MEMORISED = 200  # tokens: a copy this long was learnt by heart


def held_out(folder: Path, tokenizer: Tokenizer, max_characters: int) -> Iterator[Ids]:
    """Held-out documents, each behind an end-of-text token, until enough characters are given."""
    ids = read_ids(folder / "val.npy")
    left = max_characters
    for row in read_json_lines(folder / "documents.jsonl", PreparedRecord):
        if row.split == "val" and left > 0:
            document = ids[row.start : min(row.end, row.start + left)]
            left -= len(document)
            yield np.concatenate([[tokenizer.end_of_text], document]).astype(np.uint16)


def ngram_bits(train: Ids, stories: list[Ids], tokenizer: Tokenizer, order: int) -> float:
    """Bits per character of the reference on the same tokens."""
    reference = NGram.of(train, order)
    characters = sum(tokenizer.character_counts(story) for story in stories)
    start = np.full(reference.order - 1, tokenizer.end_of_text, dtype=np.uint16)
    bits = sum(float(reference.bits_of(np.concatenate([start, story])).sum()) for story in stories)
    return bits / max(1, characters)


def judge_sample(
    prompt: str, told: str, train: Ids, tokenizer: Tokenizer, known: Container[str]
) -> dict[str, float | int]:
    """Figures of a generated story."""
    sample = prompt + told
    found = words(sample)
    copies = copy_lengths(tokenizer.encode(sample), train)
    return {
        "sample_real_words": real_word_share(sample, known),
        "sample_distinct_1": distinct(found, 1),
        "sample_distinct_3": distinct(found, 3),
        "sample_name_consistency": name_consistency(prompt, told),
        "sample_loops": count_loops(told),
        "sample_longest_copy": int(copies.max(initial=0)),
        "sample_memorised": covered(copies, MEMORISED),
        "sample_adults_only_hits": int(find_refusal(sample) is not None),
    }


def count_words(folder: Path, *splits: str) -> Counter[str]:
    """How often each word stands in the prepared text of some splits, in lower case."""
    known: Counter[str] = Counter()
    for split in splits:
        try:
            with (folder / f"{split}.txt").open(encoding="utf-8") as file:
                for line in file:
                    known.update(words(line))
        except FileNotFoundError:
            raise DataError(f"{folder / f'{split}.txt'}: missing; run `dvc repro prepare` (or `dvc pull`)") from None
    return known


def rare_words(folder: Path, per_million: float) -> Callable[[str], bool]:
    """Whether a word is rare in the training text: at most `per_million` times in a million words."""
    learnt = count_words(folder, "train")
    common = per_million * learnt.total() / 1e6
    return lambda word: learnt[word.lower()] <= common
