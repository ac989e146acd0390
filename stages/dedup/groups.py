"""From likely pairs to duplicate groups, their canonical texts, and the texts that longer ones hold."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipeline.records import DuplicateRecord
from stages.dedup.candidates import candidate_pairs
from stages.dedup.features import Features, Hashes
from stages.dedup.params import DedupParams

ShinglesOf = Callable[[str], Hashes]
RECENT = 64  # texts whose shingles stay in memory while pairs are compared


@dataclass(frozen=True)
class Document:
    """A text to compare: `content` is the same for equal bytes."""

    id: str
    first_seen: str
    content: str

    @property
    def seniority(self) -> tuple[str, str]:
        """The canonical text of a group has the smallest."""
        return self.first_seen, self.id


class Groups:
    """Disjoint sets of ids, each led by its most senior document."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        self.parent = {document_id: document_id for document_id in documents}

    def leader(self, document_id: str) -> str:
        """The canonical document's id."""
        while self.parent[document_id] != document_id:
            self.parent[document_id] = self.parent[self.parent[document_id]]
            document_id = self.parent[document_id]
        return document_id

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        one, other = sorted((self.leader(one), self.leader(other)), key=lambda i: self.documents[i].seniority)
        self.parent[other] = one


def find_duplicates(
    documents: Sequence[Document], features: Mapping[str, Features], shingles_of: ShinglesOf, params: DedupParams
) -> list[DuplicateRecord]:
    """One row per document that repeats another, sorted by id; the same for any order of `documents`.

    Duplicate links close transitively; containment never does: a document is dropped as contained only where a
    document that stays holds it.
    """
    by_id = {document.id: document for document in documents}
    groups = Groups(by_id)
    compared = sorted(join_equal(by_id, features, groups), key=lambda i: (features[i].size, i))
    recent = lru_cache(RECENT)(shingles_of)
    holds: list[tuple[str, str]] = []
    for small, large in candidate_pairs([features[i] for i in compared], params):
        inner, outer = compared[small], compared[large]
        if containment(recent(inner), recent(outer)) < params.min_containment:
            continue
        if features[inner].size >= params.min_length_ratio * features[outer].size:
            groups.join(inner, outer)
        else:
            holds.append((inner, outer))
    contained = find_contained(holds, groups, features, recent, params)
    return sorted(rows(by_id, features, groups, contained, recent), key=lambda row: row.id)


def join_equal(documents: Mapping[str, Document], features: Mapping[str, Features], groups: Groups) -> list[str]:
    """Join texts with the same bytes or the same words; one id of each set, those with words only."""
    seen: dict[object, str] = {}
    for document_id in sorted(documents, key=lambda i: documents[i].seniority):
        normalised = features[document_id].normalised
        key: object = normalised or ("bytes", documents[document_id].content)
        first = seen.setdefault(key, document_id)
        if first != document_id:
            groups.join(first, document_id)
    return [document_id for document_id in seen.values() if features[document_id].normalised]


def containment(small: Hashes, large: Hashes) -> float:
    """Share of the first text's shingles that the second has."""
    if not len(small) or not len(large):
        return 0.0
    places = np.minimum(np.searchsorted(large, small), len(large) - 1)
    return float(np.count_nonzero(large[places] == small) / len(small))


def find_contained(
    holds: Sequence[tuple[str, str]],
    groups: Groups,
    features: Mapping[str, Features],
    shingles_of: ShinglesOf,
    params: DedupParams,
) -> dict[str, tuple[str, float]]:
    """Canonical documents that a longer canonical document holds: id to (id of the longer one, share)."""
    outers: dict[str, set[str]] = {}
    for inner, outer in holds:
        one, other = groups.leader(inner), groups.leader(outer)
        if features[one].size < features[other].size:
            outers.setdefault(one, set()).add(other)
    contained: dict[str, tuple[str, float]] = {}
    for inner in sorted(outers, key=lambda i: (-features[i].size, i)):  # the longest first: who stays is settled
        shares = [
            (containment(shingles_of(inner), shingles_of(outer)), outer)
            for outer in sorted(outers[inner])
            if outer not in contained
        ]
        best = max(shares, key=lambda pair: (pair[0], features[pair[1]].size, pair[1]), default=(0.0, ""))
        if best[0] >= params.min_containment:
            contained[inner] = (best[1], best[0])
    return contained


def rows(
    documents: Mapping[str, Document],
    features: Mapping[str, Features],
    groups: Groups,
    contained: Mapping[str, tuple[str, float]],
    shingles_of: ShinglesOf,
) -> Iterator[DuplicateRecord]:
    """The record of each document that repeats another."""
    for document_id in documents:
        leader = groups.leader(document_id)
        if leader == document_id:
            if document_id in contained:
                outer, share = contained[document_id]
                yield DuplicateRecord(
                    id=document_id, duplicate_of=None, contained_in=outer, similarity=round(share, 4), kind="contained"
                )
        elif documents[document_id].content == documents[leader].content:
            yield duplicate(document_id, leader, 1.0, "exact")
        elif features[document_id].normalised == features[leader].normalised:
            yield duplicate(document_id, leader, 1.0, "normalised")
        else:
            share = containment(shingles_of(document_id), shingles_of(leader))
            yield duplicate(document_id, leader, round(share, 4), "near")


def duplicate(document_id: str, leader: str, similarity: float, kind: str) -> DuplicateRecord:
    """A row that names the canonical document."""
    values = {"id": document_id, "duplicate_of": leader, "contained_in": None, "similarity": similarity, "kind": kind}
    return DuplicateRecord.model_validate(values)
