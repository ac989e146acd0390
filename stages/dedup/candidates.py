"""Which pairs of texts are worth comparing in full."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stages.dedup.features import Features, sketch_limit
from stages.dedup.params import DedupParams

Pairs = NDArray[np.int64]


def candidate_pairs(features: Sequence[Features], params: DedupParams) -> Pairs:
    """(pairs, 2) places of texts whose sketches say that one may hold the other; sorted, smaller place first.

    `features` are in the order (size, id), the same whatever the order of arrival. A hash that many texts share pairs
    each with its `max_neighbours` nearest in that order only: their links join the rest.
    """
    hashes = np.concatenate([np.empty(0, np.uint64), *(one.sketch for one in features)])
    places = np.repeat(np.arange(len(features)), [len(one.sketch) for one in features])
    order = np.lexsort((places, hashes))
    hashes, places = hashes[order], places[order]
    keys = [np.empty(0, np.int64)]
    for distance in range(1, params.max_neighbours + 1):
        same = np.flatnonzero(hashes[distance:] == hashes[:-distance])
        if not len(same):
            break
        keys.append(places[same] * len(features) + places[same + distance])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    both = np.stack(np.divmod(pairs, max(1, len(features))), axis=1)
    return both[likely(both, shared, features, params)]


def likely(
    pairs: Pairs, shared: NDArray[np.int64], features: Sequence[Features], params: DedupParams
) -> NDArray[np.bool_]:
    """Where the shared part of the sketches reaches a third of what `min_containment` lets expect."""
    limit = sketch_limit(params)
    sampled = np.array([np.searchsorted(one.sketch, limit) for one in features], np.int64)
    smaller = sampled[pairs].min(axis=1, initial=np.iinfo(np.int64).max)
    reached: NDArray[np.bool_] = shared >= smaller * params.min_containment / 3
    return reached
