"""How many shingles two texts share: remembered from earlier runs, or counted."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.workers import map_in_order
from stages.dedup.candidates import Pairs
from stages.dedup.features import make_shingles
from stages.dedup.store import Store
from stages.dedup.table import Documents, TextOf
from stages.dedup.words import Hashes, hash_words

Counts = NDArray[np.int64]

BATCH = 128  # pairs handed to a worker at a time
FEW = 4 * BATCH  # below this, starting workers costs more than it saves
STORED = 1 << 16  # pairs in one file
RECENT = 1 << 22  # shingles kept in memory while pairs are compared


class Overlaps:
    """Shared shingles of pairs of documents."""

    def __init__(self, documents: Documents, store: Store, text_of: TextOf, shingle_words: int) -> None:
        self.documents, self.store = documents, store
        self.count = partial(count_shared, text_of, shingle_words)
        self.keys, self.counts = np.empty(0, np.int64), np.empty(0, np.int64)  # ascending by key
        self.later: dict[int, int] = {}  # the same, for a few at a time
        self.unsaved: list[tuple[int, int, int]] = []
        stored = [arrays for path in store.paths("overlaps") if (arrays := store.read(path)) is not None]
        places = [np.stack([documents.find(arrays[side]) for side in ("ones", "others")], axis=1) for arrays in stored]
        counts = [arrays["counts"] for arrays in stored]
        if stored:
            pairs = np.concatenate(places)
            here = (pairs >= 0).all(axis=1)
            self.remember(self.keys_of(pairs[here]), np.concatenate(counts)[here])

    def of(self, pairs: Pairs) -> Counts:
        """(pairs,) how many shingles the two documents of each share."""
        keys = self.keys_of(pairs)
        missing = np.flatnonzero(~self.known(keys))
        missing = missing[[key not in self.later for key in keys[missing].tolist()]] if self.later else missing
        if len(missing) >= FEW:
            self.remember(keys[missing], self.compute(pairs[missing]))
        elif len(missing):
            self.later.update(zip(keys[missing].tolist(), self.compute(pairs[missing]).tolist(), strict=True))
        known = self.known(keys)
        counts = np.empty(len(keys), np.int64)
        counts[known] = self.counts[np.searchsorted(self.keys, keys[known])]
        counts[~known] = [self.later[key] for key in keys[~known].tolist()]
        return counts

    def known(self, keys: Counts) -> NDArray[np.bool_]:
        """(pairs,) whether they were counted before."""
        if not len(self.keys):
            return np.zeros(len(keys), np.bool_)
        found: NDArray[np.bool_] = self.keys[np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)] == keys
        return found

    def keys_of(self, pairs: Pairs) -> Counts:
        """(pairs,) one number per pair, whichever comes first."""
        keys: Counts = pairs.min(axis=1, initial=1 << 62) * len(self.documents.ids) + pairs.max(axis=1, initial=0)
        return keys

    def compute(self, pairs: Pairs) -> Counts:
        """(pairs,) counted by WORKERS processes that read the texts."""
        counts: list[int] = []
        for start in range(0, len(pairs), STORED):
            chunk = pairs[start : start + STORED].tolist()
            shared = self.count_all(chunk)
            counts += shared
            self.unsaved += [(one, other, count) for (one, other), count in zip(chunk, shared, strict=True)]
            if len(self.unsaved) >= STORED:
                self.save()
        return np.array(counts, np.int64)

    def count_all(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        """Counts of some pairs, in order."""
        source = self.documents.source
        batches = [pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH)]
        tasks = ([(source(one), source(other)) for one, other in batch] for batch in batches)
        done = map_in_order(self.count, tasks, parallel=len(pairs) >= FEW)
        quiet = None if len(pairs) >= FEW else True
        return [count for counts in tqdm(done, "dedup", len(batches), disable=quiet, leave=False) for count in counts]

    def remember(self, keys: Counts, counts: Counts) -> None:
        """Keep counts in memory, each pair once."""
        self.keys, first = np.unique(np.append(self.keys, keys), return_index=True)
        self.counts = np.append(self.counts, counts)[first]

    def save(self) -> None:
        """Store what was counted since the last time."""
        if self.unsaved:
            ones, others, counts = np.array(self.unsaved, np.int64).T
            ids = self.documents.ids
            self.store.write("overlaps", {"ones": ids[ones], "others": ids[others], "counts": counts})
            self.unsaved = []


def count_shared(text_of: TextOf, shingle_words: int, pairs: Sequence[tuple[str, str]]) -> list[int]:
    """One batch; a text that several pairs name is read once, as far as memory allows."""
    recent: OrderedDict[str, Hashes] = OrderedDict()
    held = 0

    def shingles_of(source: str) -> Hashes:
        nonlocal held
        if source in recent:
            recent.move_to_end(source)
            return recent[source]
        recent[source] = make_shingles(hash_words(text_of(source)), shingle_words)
        held += len(recent[source])
        while held > RECENT and len(recent) > 2:
            held -= len(recent.popitem(last=False)[1])
        return recent[source]

    return [shared(shingles_of(one), shingles_of(other)) for one, other in pairs]


def shared(one: Hashes, other: Hashes) -> int:
    """How many hashes two sorted arrays have in common."""
    small, large = sorted((one, other), key=len)
    if not len(small):
        return 0
    places = np.minimum(np.searchsorted(large, small), len(large) - 1)
    return int(np.count_nonzero(large[places] == small))
