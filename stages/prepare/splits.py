"""Which side of the split a document stands on: the same one for ever, however many documents join it.

Documents are taken in order of first sight. One that repeats no earlier document is placed by a hash. One that does
stands where those it repeats stand: with the training text as soon as one of them does, for what a model may have
learnt must not come back as validation. So a placement never depends on later documents. Documents linked to one
another, at any remove, form a group, whose split is that of its oldest member; a member placed on the other side is
dropped (`split_conflict`), so that no group stands on both.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from pipeline.errors import DataError
from pipeline.files import sha256
from pipeline.records import DocumentRecord, DuplicateRecord

Split = Literal["train", "val"]
SPLITS: tuple[Split, Split] = ("train", "val")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a document stands, and where its group does; it is dropped when these differ."""

    split: Split
    group_split: Split
    group: str  # id of the group's oldest document


@dataclass(frozen=True, slots=True)
class Seen:
    """What the split needs of a document, small enough to hold for a million of them."""

    id: str
    first_seen: str
    page: str | None  # the first it was made from
    current: bool

    @classmethod
    def of(cls, row: DocumentRecord) -> "Seen":
        """The part of a row that counts here."""
        return cls(row.id, row.first_seen, row.pages[0] if row.pages else None, row.status == "current")


def place(
    documents: Iterable[DocumentRecord],
    duplicates: Iterable[DuplicateRecord],
    cleaned: Collection[str],
    val_share: float,
) -> dict[str, Placement]:
    """The placement of every cleaned document.

    Args:
        documents: all rows; those that were not kept still tie their group together.
        cleaned: ids of the documents to place.
        val_share: of groups, between 0 and 1.

    Raises:
        DataError: a row names an unknown document, or one side of the split would be empty.
    """
    rows = sorted(map(Seen.of, documents), key=lambda row: (row.first_seen, row.id))
    earlier = earlier_links([row.id for row in rows], duplicates)
    oldest = oldest_members(earlier)
    missing = sorted(set(cleaned) - earlier.keys())
    if missing:
        raise DataError(f"dataset/cleaned: {missing[0]} is not in documents.jsonl; run `dvc repro`")
    shares = hashed_shares(rows)
    alive = {oldest[document] for document in cleaned}
    sides = {document: side(shares[document], val_share) for document in earlier}
    origins = [(row.first_seen, row.id) for row in rows if not earlier[row.id] and oldest[row.id] in alive]
    sides |= first_of_each(origins, shares, sides, val_share)
    for document, others in earlier.items():
        if others:
            sides[document] = "train" if any(sides[other] == "train" for other in others) else "val"
    placed = {d: Placement(sides[d], sides[oldest[d]], oldest[d]) for d in sorted(cleaned)}
    check_sides(placed, val_share)
    return placed


def earlier_links(order: Sequence[str], duplicates: Iterable[DuplicateRecord]) -> dict[str, list[str]]:
    """For each document, in the order given, those before it that it is linked to."""
    rank = {document: number for number, document in enumerate(order)}
    earlier: dict[str, list[str]] = {document: [] for document in order}
    for row in duplicates:
        for other in filter(None, (row.duplicate_of, row.contained_in)):
            unknown = [document for document in (row.id, other) if document not in rank]
            if unknown:
                raise DataError(
                    f"dataset/metadata/duplicates.jsonl: {unknown[0]} is not in documents.jsonl; run `dvc repro`"
                )
            first, last = sorted((row.id, other), key=rank.__getitem__)
            if first != last:
                earlier[last].append(first)
    return earlier


def oldest_members(earlier: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each document the oldest of its group: union-find, the older root always on top."""
    parent = {document: document for document in earlier}
    rank = {document: number for number, document in enumerate(earlier)}

    def root(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for document, others in earlier.items():
        for other in others:
            first, last = sorted((root(document), root(other)), key=rank.__getitem__)
            parent[last] = first
    return {document: root(document) for document in earlier}


def hashed_shares(documents: Iterable[Seen]) -> dict[str, float]:
    """For each document a number from 0 to 1, from a hash of the page it came from.

    The page, and not the text, so that a better extraction of the same page stands where the first one stood. A page
    that heads several current documents tells nothing, and the document's own id serves.
    """
    heads = Counter(row.page for row in documents if row.current)
    keys = {row.id: row.page if row.page and heads[row.page] < 2 else row.id for row in documents}
    return {document: int(sha256(key.encode())[:13], 16) / 16**13 for document, key in keys.items()}


def side(share: float, val_share: float) -> Split:
    """Where a hash falls: raising `val_share` moves documents from train to val alone."""
    return "val" if share < val_share else "train"


def first_of_each(
    origins: Sequence[tuple[str, str]], shares: Mapping[str, float], sides: Mapping[str, Split], val_share: float
) -> dict[str, Split]:
    """Where one of the first documents stands instead, when their hashes leave train or val empty.

    Only the first two count, and those first seen with the second: later ones can neither cause this nor end it, so
    that a small corpus keeps its split while it grows. The lowest hash becomes val, or the highest train.

    Args:
        origins: (first seen, id) of the documents that repeat no earlier one, in that order.
    """
    if len(origins) < 2:
        raise DataError(
            f"dataset/cleaned: {len(origins)} documents that repeat no earlier one, but prepare.val_share {val_share} "
            "needs one for val and one for train; add documents"
        )
    first = [document for _, document in takewhile(lambda origin: origin[0] <= origins[1][0], origins)]
    missing = [split for split in SPLITS if all(sides[document] != split for document in first)]
    if not missing:
        return {}
    pick = min if missing == ["val"] else max
    return {pick(first, key=shares.__getitem__): missing[0]}


def check_sides(placed: Mapping[str, Placement], val_share: float) -> None:
    """Raise DataError when conflicts left one side of the split empty."""
    for split in SPLITS:
        if not any(p.split == p.group_split == split for p in placed.values()):
            raise DataError(
                f"dataset/cleaned: prepare.val_share {val_share} leaves none of {len(placed)} documents for {split}; "
                "add documents"
            )
