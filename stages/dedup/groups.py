"""From links between texts to duplicate groups, their canonical texts, and the texts that longer ones hold."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from stages.dedup.candidates import Pairs
from stages.dedup.overlaps import Overlaps
from stages.dedup.params import DedupParams
from stages.dedup.table import Places


class Neighbours:
    """Who is linked to whom."""

    def __init__(self, links: Pairs) -> None:
        both = np.concatenate([links, links[:, ::-1]])
        self.ones, self.others = both[np.argsort(both[:, 0], kind="stable")].T
        self.linked = np.unique(self.ones)

    def of(self, places: Places) -> Places:
        """Everyone linked to any of `places`, each once."""
        starts, ends = np.searchsorted(self.ones, places), np.searchsorted(self.ones, places, side="right")
        return np.unique(np.concatenate([self.others[start:end] for start, end in zip(starts, ends, strict=True)]))


def find_leaders(links: Pairs, seniority: Places, sizes: Places, overlaps: Overlaps, params: DedupParams) -> Places:
    """(N,) each document's canonical document: the most senior of its group, itself where it repeats none.

    The most senior document takes those linked to it, those linked to them, and so on while they have
    `min_canonical_containment` in common with it; then the most senior of the rest does. So a chain of texts, each
    overlapping the next, is not dropped for its first link.
    """
    leaders = np.arange(len(sizes))
    neighbours = Neighbours(links)
    free = np.zeros(len(sizes), np.bool_)
    free[neighbours.linked] = True
    for leader in neighbours.linked[np.argsort(seniority[neighbours.linked])]:
        if free[leader]:
            free[leader] = False
            for members in layers(leader, free, neighbours, sizes, overlaps, params):
                leaders[members] = leader
    return leaders


def layers(
    leader: int, free: NDArray[np.bool_], neighbours: Neighbours, sizes: Places, overlaps: Overlaps, params: DedupParams
) -> Iterator[Places]:
    """Those that join a leader, by how many links lie between; `free` is updated."""
    refused = np.empty(0, np.int64)
    layer = np.array([leader])
    direct = True
    while len(layer):
        reached = neighbours.of(layer)
        layer = np.setdiff1d(reached[free[reached]], refused, assume_unique=True)
        if not direct and len(layer):
            common = overlaps.of(np.stack([layer, np.full(len(layer), leader)], axis=1)) / sizes[layer]
            refused = np.union1d(refused, layer[common < params.min_canonical_containment])
            layer = layer[common >= params.min_canonical_containment]
        direct = False
        free[layer] = False
        yield layer


def find_contained(
    holds: Pairs, leaders: Places, sizes: Places, overlaps: Overlaps, params: DedupParams
) -> dict[int, int]:
    """Canonical documents that a longer canonical document holds: short to long.

    Containment never chains: a document is dropped only where one that stays holds it.
    """
    between = np.unique(leaders[holds], axis=0).reshape(-1, 2)
    inner, outer = between.T
    between = between[(sizes[inner] < sizes[outer]) & (sizes[inner] >= params.min_excerpt)]
    shares = overlaps.of(between) / sizes[between[:, 0]]
    between, shares = between[shares >= params.min_containment], shares[shares >= params.min_containment]
    # the longest first: who stays is settled by then; of several that hold a text, the one that holds most of it
    inner, outer = between.T
    order = np.lexsort((-outer, -sizes[outer], -shares, inner, -sizes[inner]))
    contained: dict[int, int] = {}
    for short, long in between[order].tolist():
        if long not in contained:
            contained.setdefault(short, long)
    return contained
