"""Which tokens each training step reads: windows without replacement, a function of the seed and the step alone."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from model.memory import forget
from pipeline.errors import DataError

Ids = NDArray[np.uint16]
Tokens = NDArray[np.int64]
Batch = tuple[Tokens, Tokens]
IGNORED = -1  # a target that carries no loss
ROUNDS = 4  # of the Feistel network; Luby and Rackoff 1988 show that four suffice


class Prefixes(Protocol):
    """Gives the token ids that stand before a window: the summary of what came before it in its document."""

    def before(self, offset: int) -> Ids:
        """Ids for a window that starts at `offset`; empty at a document's start."""

    def rename(self, tokens: Tokens, prefix: Ids, rng: np.random.Generator) -> Tokens:
        """(N,) a prefix and the text behind it, in some cases with other names for the characters."""


class Batches(Protocol):
    """What each training step reads."""

    def batch(self, position: int, batch_size: int) -> Batch:
        """x and y of the windows from `position` on, (batch_size, T) each."""


@dataclass(frozen=True)
class Part:
    """Some documents of a corpus, numbered as if their texts followed each other."""

    starts: NDArray[np.int64]  # of each in the corpus, rising
    before: NDArray[np.int64]  # tokens of the documents in front of each, and of all at the end

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> "Part":
        """Documents from start to end, by their offsets in the corpus."""
        rows = np.array(sorted(spans), dtype=np.int64).reshape(-1, 2)
        return cls(rows[:, 0], np.concatenate([[0], np.cumsum(rows[:, 1] - rows[:, 0])]))

    @property
    def size(self) -> int:
        """Tokens."""
        return int(self.before[-1])

    def offset(self, place: int) -> int:
        """Where the token at a place lies in the corpus."""
        document = int(np.searchsorted(self.before, place, side="right")) - 1
        return int(self.starts[document] + place - self.before[document])


@dataclass(frozen=True)
class Windows:
    """The training text cut into windows of T + 1 tokens, shuffled anew, at another phase, in each epoch.

    Nothing is kept per window, so that a corpus of a gigabyte costs no more memory than one of a megabyte.
    """

    ids: Ids  # (N,) a memory map is read only where needed
    block_size: int  # T
    seed: int
    prefixes: Prefixes | None  # None: windows hold text alone
    prefix_share: float  # of the windows start with their prefix
    together: int  # windows of the text that follow each other in a batch
    part: Part | None  # windows that begin in these documents alone; None: in any

    def __post_init__(self) -> None:
        if len(self.ids) <= self.block_size:
            raise DataError(
                f"dataset/processed/train.npy: {len(self.ids)} tokens, "
                f"not more than block_size {self.block_size}; "
                "add text, or choose a smaller block_size"
            )

    @property
    def size(self) -> int:
        """Tokens that windows may begin at, and those that the last one reads."""
        return self.part.size if self.part else len(self.ids)

    @property
    def phases(self) -> int:
        """How many first offsets an epoch may choose among."""
        return max(1, min(self.block_size, self.size - self.block_size))

    @property
    def per_epoch(self) -> int:
        """Windows in an epoch, at least 1."""
        count = (self.size - self.phases) // self.block_size
        return max(1, count - count % self.together if count > self.together else count)

    def batch(self, position: int, batch_size: int) -> Batch:
        """The `batch_size` windows from `position` on, counted over all epochs.

        Returns:
            x, y: (B, T) int64; y[b, t] is the token after x[b, t], or IGNORED inside a prefix.
        """
        windows = stacked([self.window(index) for index in range(position, position + batch_size)])
        forget(self.ids)
        return windows

    def window(self, index: int) -> Batch:
        """x and y, (T,) each, of the window at a place in the endless shuffled order."""
        epoch, place = divmod(index, self.per_epoch)
        rng = np.random.default_rng([self.seed, epoch])
        phase, key = int(rng.integers(self.phases)), int(rng.integers(2**63))
        start = self.offset(phase + self.drawn(place, key) * self.block_size)
        prefix = self.prefix(index, start)
        tokens = np.concatenate([prefix, self.ids[start : start + self.block_size + 1 - len(prefix)]]).astype(np.int64)
        if self.prefixes is not None and len(prefix):
            tokens = self.prefixes.rename(tokens, prefix, np.random.default_rng([self.seed, index, 2]))
        targets = tokens[1:].copy()
        targets[: max(0, len(prefix) - 1)] = IGNORED
        return tokens[:-1], targets

    def drawn(self, place: int, key: int) -> int:
        """Which of an epoch's windows comes at a place."""
        together = min(self.together, self.per_epoch)
        return shuffled(place // together, self.per_epoch // together, key) * together + place % together

    def offset(self, place: int) -> int:
        """Where in the corpus a window begins; near its end early enough to be whole."""
        return min(self.part.offset(place), len(self.ids) - self.block_size - 1) if self.part else place

    def prefix(self, index: int, start: int) -> Ids:
        """The prefix of a window, empty for the share that goes without."""
        if self.prefixes is None or np.random.default_rng([self.seed, index, 1]).random() >= self.prefix_share:
            return self.ids[:0]
        return self.prefixes.before(start)


@dataclass(frozen=True)
class Mixed:
    """Windows of old and of new documents in a fixed proportion, both without replacement."""

    old: Windows
    new: Windows
    new_share: float

    def batch(self, position: int, batch_size: int) -> Batch:
        """The `batch_size` windows from `position` on, as `Windows.batch` gives them."""
        return stacked([self.window(index) for index in range(position, position + batch_size)])

    def window(self, index: int) -> Batch:
        """x and y, (T,) each, of the window at a place in the endless order."""
        new = math.floor(index * self.new_share)
        is_new = math.floor((index + 1) * self.new_share) > new
        return self.new.window(new) if is_new else self.old.window(index - new)


def window_length(block_size: int, shortest: int, done: int, steps: int) -> int:
    """How long the windows of a step are: halves of T down to `shortest` first, each length for equal shares.

    Args:
        shortest: tokens; at `block_size` or above it every window has T.
        done, steps: of the present stretch of training.
    """
    lengths = [block_size]
    while lengths[0] % 2 == 0 and lengths[0] // 2 >= shortest:
        lengths.insert(0, lengths[0] // 2)
    return lengths[min(len(lengths) * done // max(1, steps), len(lengths) - 1)]


def stacked(rows: Sequence[Batch]) -> Batch:
    """Windows as one batch."""
    return np.stack([x for x, _ in rows]), np.stack([y for _, y in rows])


def shuffled(place: int, size: int, key: int) -> int:
    """Where a permutation of range(size), chosen by `key`, sends `place`, in constant memory.

    A Feistel network over the next even power of two, walked until it lands inside (Black and Rogaway 2002).
    """
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    mask = (1 << half) - 1
    while True:
        left, right = place >> half, place & mask
        for round_number in range(ROUNDS):
            left, right = right, left ^ (scrambled(right + (round_number << 32), key) & mask)
        place = left << half | right
        if place < size:
            return place


def scrambled(value: int, key: int) -> int:
    """64 bits that depend on every bit of `value` and `key` (the finaliser of SplitMix64, Steele et al. 2014)."""
    value = (value * 0x9E3779B97F4A7C15 + key) & 0xFFFFFFFFFFFFFFFF
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    value = (value ^ value >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return value ^ value >> 31
