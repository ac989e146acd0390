"""How well a network knows a text: bits per character as generation would see it, and figures of what it generates."""

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from model.batches import IGNORED, Tokens
from model.gpt import GPT
from model.mixture import Masses, Mixture
from model.pointer import Alphabet
from model.tokenizer import Ids

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ROWS = 32  # windows at once
LEAST = 1e-12  # probability; keeps the logarithm finite
ANCHOR = 16  # tokens; shorter copies are everyday phrases
BASE = np.uint64(0x9E3779B97F4A7C15)  # of the polynomial hash, modulo 2**64
CHUNK = 1 << 20  # training tokens hashed at once


class Stretch(NamedTuple):
    """What the network reads at once."""

    x: Tokens  # (t,) the summary's tokens, then the story's; t <= block_size
    y: Tokens  # (t,) IGNORED where the token was scored before, or is the summary's
    line: str  # the running summary in front


class Reading(NamedTuple):
    """What the network gives a story's tokens, each scored once."""

    tokens: Tokens  # (N,)
    masses: NDArray[np.float64]  # (N, 3): of the token itself, of capitals, of letters
    lines: list[tuple[int, str]]  # from which place on which summary held

    def nats(self) -> NDArray[np.float64]:
        """(N,) of the network alone."""
        return np.asarray(-np.log(np.maximum(self.masses[:, 0], LEAST)))


def sliding_windows(
    story: Ids, block_size: int, leaving: int, line_for: Callable[[int], str], ids_of: Callable[[str], Ids]
) -> Iterator[Stretch]:
    """The windows in which generation would read a story, each token scored once.

    Args:
        story: (N,) a whole document behind the end-of-text token of the one before.
        leaving: tokens that leave a full window at once.
        line_for: the summary once that many tokens of the story have left; asked in rising order.
        ids_of: a summary's tokens, at most half of `block_size`.
    """
    left, seen, line = 0, 0, ""
    prefix = story[:0]
    while seen < len(story) - 1:
        end = min(len(story) - 1, seen + block_size - len(prefix) - (seen - left))
        x = np.concatenate([prefix, story[left:end]]).astype(np.int64)
        y = np.full(len(x), IGNORED, dtype=np.int64)
        y[len(prefix) + seen - left :] = story[seen + 1 : end + 1]
        yield Stretch(x, y, line)
        seen = end
        while len(prefix) + seen - left >= block_size:
            left += leaving
            line = line_for(left)
            prefix = ids_of(line)


@torch.no_grad()
def read_windows(model: GPT, windows: Iterable[Stretch], alphabet: Alphabet) -> Reading:
    """What the network gives the tokens of windows of any length."""
    sorts = torch.from_numpy(np.stack([alphabet.capitals, alphabet.letters], axis=1)).double()
    waiting = list(windows)
    tokens, masses, lines, place = list[Tokens](), list[NDArray[np.float64]](), list[tuple[int, str]](), 0
    for first in range(0, len(waiting), ROWS):
        rows = waiting[first : first + ROWS]
        width = max(len(row.x) for row in rows)
        logits = model(torch.from_numpy(np.stack([np.pad(row.x, (0, width - len(row.x))) for row in rows])))
        for row, row_logits in zip(rows, logits, strict=True):
            scored = row.y != IGNORED
            targets = row.y[scored]
            given = row_logits[: len(row.x)][torch.from_numpy(scored)].double().softmax(-1)
            own = given.gather(1, torch.from_numpy(targets)[:, None])
            masses.append(torch.cat([own, given @ sorts], dim=1).numpy())
            tokens.append(targets)
            lines.append((place, row.line))
            place += len(targets)
    return Reading(np.concatenate(tokens), np.concatenate(masses), lines)


def mixed_nats(reading: Reading, mixture: Mixture) -> NDArray[np.float64]:
    """(N,) of the network mixed with a memory; the mixture is fed the story, and learns from it."""
    nats = np.empty(len(reading.tokens))
    lines = iter([*reading.lines, (len(reading.tokens), "")])
    change, line = next(lines)
    rows = zip(reading.tokens.tolist(), reading.masses.tolist(), strict=True)
    for place, (token, (own, capitals, letters)) in enumerate(rows):
        while place == change:
            mixture.read_summary(line)
            change, line = next(lines)
        nats[place] = -math.log(max(mixture.observe(token, Masses(own, capitals, letters)), LEAST))
    return nats


def words(text: str) -> list[str]:
    """Its words, in lower case, apostrophes alike."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def real_word_share(text: str, known: Container[str]) -> float:
    """The share of a text's words that are known; the last may be cut short and is left out."""
    found = words(text)[:-1]
    return sum(word in known for word in found) / len(found) if found else 0.0


def distinct(items: Sequence[str], n: int) -> float:
    """The share of different runs of `n` words among all (Li et al. 2016)."""
    runs = list(zip(*(items[start:] for start in range(n)), strict=False))
    return len(set(runs)) / len(runs) if runs else 0.0


def copy_lengths(sample: Ids, corpus: Ids) -> NDArray[np.int64]:
    """(N,) how many tokens from each place of `sample` stand in `corpus` as they are; 0 when under ANCHOR."""
    hashes = run_hashes(sample)
    order = np.argsort(hashes, kind="stable")
    lengths = np.zeros(len(sample), dtype=np.int64)
    for start in range(0, len(corpus), CHUNK):
        found = run_hashes(corpus[start : start + CHUNK + ANCHOR - 1])
        first = np.searchsorted(hashes, found, side="left", sorter=order)
        last = np.searchsorted(hashes, found, side="right", sorter=order)
        for at in np.flatnonzero(last > first).tolist():
            for place in order[first[at] : last[at]].tolist():
                run = common_length(sample[place:], corpus[start + at : start + at + len(sample)])
                lengths[place] = max(lengths[place], run)
    return lengths


def covered(lengths: NDArray[np.int64], least: int) -> int:
    """Places that runs of at least `least` tokens cover, by their lengths from each place."""
    mask = np.zeros(len(lengths), dtype=bool)
    for place in np.flatnonzero(lengths >= least).tolist():
        mask[place : place + lengths[place]] = True
    return int(mask.sum())


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
