"""The stage's core: which documents repeat another, wholly or in part."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.records import DuplicateRecord
from stages.dedup.candidates import Pairs, candidate_pairs
from stages.dedup.groups import find_contained, find_leaders
from stages.dedup.overlaps import Overlaps
from stages.dedup.params import DedupParams
from stages.dedup.store import Store
from stages.dedup.table import Documents, Places, Table, TextOf

KINDS = ("", "exact", "normalised", "near", "contained")  # "": repeats no other


@dataclass(frozen=True)
class Found:
    """What is known of each document, in the order of their ids."""

    documents: Documents
    table: Table
    repeats: Places  # (N,) the document that it repeats; itself where none
    kind: NDArray[np.uint8]  # (N,) place in KINDS
    similarity: NDArray[np.float64]  # (N,) share of its shingles found there

    def record(self, place: int) -> DuplicateRecord:
        """The row of a document that repeats another."""
        kind, other = KINDS[self.kind[place]], self.documents.ids[self.repeats[place]].decode()
        values = {
            "id": self.documents.ids[place].decode(),
            "duplicate_of": None if kind == "contained" else other,
            "contained_in": other if kind == "contained" else None,
            "similarity": round(float(self.similarity[place]), 4),
            "kind": kind,
        }
        return DuplicateRecord.model_validate(values)

    def records(self) -> Iterator[DuplicateRecord]:
        """A row for each document that repeats another, in the order of their ids."""
        return (self.record(place) for place in np.flatnonzero(self.kind).tolist())

    def counts(self) -> Counter[str]:
        """How many documents repeat another, by kind."""
        counts = np.bincount(self.kind, minlength=len(KINDS)).tolist()
        return Counter({kind: count for kind, count in zip(KINDS, counts, strict=True) if kind and count})

    def simhash(self, place: int) -> str:
        """128 bits, 32 hexadecimal digits."""
        return bytes(self.table.rows["simhash"][place]).hex()


def find_duplicates(documents: Documents, text_of: TextOf, store: Store, params: DedupParams) -> Found:
    """Compare all documents; the same for any order of arrival, number of workers and content of `store`.

    Args:
        text_of: reads a text by its source; called in worker processes.
        store: what earlier runs computed; missing or damaged parts are computed anew.
    """
    table = Table(documents, store)
    table.complete(text_of, params)
    rows = table.rows
    seniority = np.argsort(np.argsort(documents.first_seen, kind="stable"), kind="stable")
    has_words = np.any(rows["normalised"] != 0, axis=1)
    firsts = most_senior(np.where(has_words[:, None], rows["normalised"], rows["content"]), seniority)
    compared = np.flatnonzero((firsts == np.arange(len(firsts))) & has_words)
    with tempfile.TemporaryDirectory(dir=store.folder, prefix=".pairs") as folder:
        pairs = candidate_pairs(table, compared, Path(folder), params)
    overlaps = Overlaps(documents, store, text_of, params.shingle_words)
    links, holds = judge(pairs, rows["size"], overlaps, params)
    leaders = find_leaders(links, seniority, rows["size"], overlaps, params)
    contained = find_contained(holds, leaders, rows["size"], overlaps, params)
    found = describe(documents, table, firsts, leaders, contained, overlaps)
    overlaps.save()
    return found


def most_senior(keys: NDArray[np.uint64], seniority: Places) -> Places:
    """(N,) for each document the most senior one with the same (N, 2) key."""
    order = np.lexsort((seniority, keys[:, 1], keys[:, 0]))
    ordered = keys[order]
    begins = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))[: len(order)]
    firsts = np.empty(len(order), np.int64)
    firsts[order] = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]] if len(order) else order
    return firsts


def judge(pairs: Pairs, sizes: Places, overlaps: Overlaps, params: DedupParams) -> tuple[Pairs, Pairs]:
    """The pairs of which the second is much like the first, and those where it holds it."""
    small, large = sizes[pairs].T
    similar = overlaps.of(pairs) >= params.min_containment * small
    alike = small >= params.min_length_ratio * large
    return pairs[similar & alike], pairs[similar & ~alike]


def describe(
    documents: Documents, table: Table, firsts: Places, leaders: Places, contained: dict[int, int], overlaps: Overlaps
) -> Found:
    """What each document repeats, in what way and how far."""
    rows, places = table.rows, np.arange(len(firsts))
    repeats = leaders[firsts]
    same_words = repeats == firsts
    same = (rows["content"] == rows["content"][repeats]).all(axis=1)
    kind = np.where(repeats == places, 0, np.where(same, 1, np.where(same_words, 2, 3))).astype(np.uint8)
    for inner, outer in contained.items():
        repeats[inner], kind[inner] = outer, KINDS.index("contained")
    partial = np.flatnonzero(kind >= KINDS.index("near"))
    similarity = np.ones(len(places))
    similarity[partial] = overlaps.of(np.stack([firsts[partial], repeats[partial]], axis=1)) / rows["size"][partial]
    return Found(documents, table, repeats, kind, similarity)
