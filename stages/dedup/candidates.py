"""Which pairs of texts are worth comparing in full."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stages.dedup.buckets import Buckets, Rows
from stages.dedup.params import DedupParams
from stages.dedup.table import Places, Table

Pairs = NDArray[np.int64]

BUCKET_HASHES = 1 << 20  # sorted at a time
BUCKET_PAIRS = 1 << 23  # counted at a time, at the very most


def candidate_pairs(table: Table, compared: Places, folder: Path, params: DedupParams) -> Pairs:
    """(pairs, 2) documents whose sketches say that the second may hold the first, or be much like it.

    Documents rank by length and id, the same whatever the order of arrival; `compared` (any order) are those to look
    at. A hash that many share pairs each with its `max_neighbours` next in rank only: their links join the rest.
    """
    order = compared[np.lexsort((compared, table.rows["size"][compared]))]
    if not len(order):
        return np.empty((0, 2), np.int64)
    ranks = np.full(len(table.rows), -1)
    ranks[order] = np.arange(len(order))
    totals = np.cumsum(table.rows["sketch"][order])
    hashes = Buckets(folder, 1 + int(totals[-1]) // BUCKET_HASHES, width=2)
    for places, values in table.postings("sketch"):
        used = ranks[places] >= 0
        hashes.add((values[used] % np.uint64(hashes.count)).astype(np.int64), values[used], ranks[places[used]])
    pairs = Buckets(folder, 1 + int(totals[-1]) * params.max_neighbours // BUCKET_PAIRS, width=1)
    bucket_of = (totals - 1) * pairs.count // totals[-1]
    for rows in hashes:
        add_neighbours(rows, pairs, bucket_of, params.max_neighbours)
    sizes = table.rows["size"][order]
    found: Pairs = order[np.concatenate([likely(keys[:, 0], sizes, params) for keys in pairs])]
    return found


def add_neighbours(rows: Rows, pairs: Buckets, bucket_of: Places, max_neighbours: int) -> None:
    """Name the pairs of ranks that share a hash, as smaller * (number of ranks) + larger."""
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    hashes, ranks = rows[order, 0], rows[order, 1].astype(np.int64)
    for distance in range(1, max_neighbours + 1):
        same = np.flatnonzero(hashes[distance:] == hashes[:-distance])
        if not len(same):
            break
        pairs.add(bucket_of[ranks[same]], ranks[same] * len(bucket_of) + ranks[same + distance])


def likely(keys: NDArray[np.uint64], sizes: Places, params: DedupParams) -> Pairs:
    """(pairs, 2) ranks that share enough of their sketches, sorted; `sizes` of the ranks."""
    pairs, shared = np.unique(keys.astype(np.int64), return_counts=True)
    both = np.stack(np.divmod(pairs, max(1, len(sizes))), axis=1)
    rates = np.minimum(1, np.maximum(1 / params.sketch_denominator, params.min_sketch / np.maximum(1, sizes)))
    expected = sizes[both[:, 0]] * rates[both].min(axis=1, initial=1)  # in both sketches, did the second hold the first
    enough: NDArray[np.bool_] = shared >= params.min_sketch_overlap * expected
    return both[enough]
