"""How well a network knows a text: bits per character as generation would see it, and figures of what it generates."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from model.batches import IGNORED, Batch
from model.gpt import GPT
from model.tokenizer import Ids
from model.trainer import token_loss

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ROWS = 32  # windows at once
ANCHOR = 16  # tokens; shorter copies are everyday phrases
BASE = np.uint64(0x9E3779B97F4A7C15)  # of the polynomial hash, modulo 2**64
CHUNK = 1 << 20  # training tokens hashed at once


def sliding_windows(story: Ids, block_size: int, leaving: int, prefix_for: Callable[[int], Ids]) -> Iterator[Batch]:
    """The windows in which generation would read a story, each token scored once.

    Args:
        story: (N,) a whole document behind the end-of-text token of the one before.
        leaving: tokens that leave a full window at once.
        prefix_for: what stands in front once that many tokens of the story have left; asked in rising order.

    Yields:
        x, y: (t,) with t <= block_size; y is IGNORED where the token was scored before, or is the prefix's.
    """
    left, seen = 0, 0
    prefix = story[:0]
    while seen < len(story) - 1:
        end = min(len(story) - 1, seen + block_size - len(prefix) - (seen - left))
        x = np.concatenate([prefix, story[left:end]]).astype(np.int64)
        y = np.full(len(x), IGNORED, dtype=np.int64)
        y[len(prefix) + seen - left :] = story[seen + 1 : end + 1]
        yield x, y
        seen = end
        while len(prefix) + seen - left >= block_size:
            left += leaving
            prefix = prefix_for(left)


@torch.no_grad()
def nats(model: GPT, windows: Iterable[Batch]) -> float:
    """Summed loss over windows of any length."""
    total, waiting = 0.0, list(windows)
    for first in range(0, len(waiting), ROWS):
        rows = waiting[first : first + ROWS]
        width = max(len(x) for x, _ in rows)
        ids = torch.from_numpy(np.stack([np.pad(x, (0, width - len(x))) for x, _ in rows]))
        targets = np.stack([np.pad(y, (0, width - len(y)), constant_values=IGNORED) for _, y in rows])
        total += token_loss(model(ids), torch.from_numpy(targets)).item()
    return total


def words(text: str) -> list[str]:
    """Its words, in lower case, apostrophes alike."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def real_word_share(text: str, known: set[str]) -> float:
    """The share of a text's words that are known; the last may be cut short and is left out."""
    found = words(text)[:-1]
    return sum(word in known for word in found) / len(found) if found else 0.0


def distinct(items: Sequence[str], n: int) -> float:
    """The share of different runs of `n` words among all (Li et al. 2016)."""
    runs = list(zip(*(items[start:] for start in range(n)), strict=False))
    return len(set(runs)) / len(runs) if runs else 0.0


def longest_copy(sample: Ids, corpus: Ids) -> int:
    """Tokens in the longest run of `sample` that stands in `corpus` as it is; 0 when under ANCHOR."""
    hashes = run_hashes(sample)
    order = np.argsort(hashes, kind="stable")
    longest = 0
    for start in range(0, len(corpus), CHUNK):
        found = run_hashes(corpus[start : start + CHUNK + ANCHOR - 1])
        first = np.searchsorted(hashes, found, side="left", sorter=order)
        last = np.searchsorted(hashes, found, side="right", sorter=order)
        for at in np.flatnonzero(last > first).tolist():
            for place in order[first[at] : last[at]].tolist():
                longest = max(longest, common_length(sample[place:], corpus[start + at : start + at + len(sample)]))
    return longest


def common_length(one: Ids, other: Ids) -> int:
    """How many tokens two rows share from their start."""
    length = min(len(one), len(other))
    different = np.flatnonzero(one[:length] != other[:length])
    return int(different[0]) if len(different) else length


def run_hashes(ids: Ids) -> NDArray[np.uint64]:
    """(N - ANCHOR + 1,) a 64-bit number for each run of ANCHOR tokens, alike for runs that are alike."""
    count = max(0, len(ids) - ANCHOR + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(ANCHOR):
        hashes = hashes * BASE + ids[place : place + count].astype(np.uint64)
    return hashes
