"""Paragraphs that a site repeats from document to document: its own words, not a story's."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from pipeline.records import BoilerplateRecord
from stages.dedup.buckets import Buckets, Rows
from stages.dedup.paragraphs import candidate_paragraphs, key_number
from stages.dedup.params import BoilerplateParams
from stages.dedup.table import Places, Table, TextOf

BUCKET_KEYS = 1 << 21  # counted at a time


@dataclass(frozen=True)
class Sites:
    """Where documents were found: `documents[i]` at the site `names[sites[i]]`."""

    names: Sequence[str]
    documents: Places  # ascending
    sites: Places

    def only(self, kept: Places) -> "Sites":
        """The same for the documents of which `kept` is true."""
        here = kept[self.documents]
        return Sites(self.names, self.documents[here], self.sites[here])

    def of(self, documents: Places) -> tuple[Places, Places]:
        """Places in `documents`, each as often as it has sites, and those sites."""
        starts = np.searchsorted(self.documents, documents)
        counts = np.searchsorted(self.documents, documents, side="right") - starts
        repeated = np.repeat(np.arange(len(documents)), counts)
        nth = np.arange(len(repeated)) - np.repeat(np.cumsum(counts) - counts, counts)
        return repeated, self.sites[starts[repeated] + nth]


def find_boilerplate(sites: Sites, table: Table, text_of: TextOf, params: BoilerplateParams) -> list[BoilerplateRecord]:
    """The paragraphs that at least `min_documents`, and `min_share`, of a site's documents hold."""
    needed = np.maximum(params.min_documents, params.min_share * np.bincount(sites.sites, minlength=len(sites.names)))
    total = int(table.rows["paragraphs"].sum())
    with tempfile.TemporaryDirectory(dir=table.store.folder, prefix=".paragraphs") as folder:
        buckets = Buckets(Path(folder), 1 + total // BUCKET_KEYS, width=3)
        for documents, keys in table.postings("paragraphs"):
            repeated, at = sites.of(documents)
            buckets.add(
                (keys % np.uint64(buckets.count)).astype(np.int64)[repeated], keys[repeated], at, documents[repeated]
            )
        found = [row for rows in buckets for row in repeated_keys(rows, needed)]
    texts = texts_of(found, table, text_of, params)
    records = (
        BoilerplateRecord(site=sites.names[site], paragraph=texts[document, key], documents=count)
        for document, key, site, count in found
    )
    return sorted(records, key=lambda row: (row.site, row.paragraph))


def repeated_keys(rows: Rows, needed: Places) -> Iterator[tuple[int, int, int, int]]:
    """First document, key, site and number of documents of each paragraph that its site repeats often enough."""
    keys, sites, documents = rows[np.lexsort(rows.T[::-1])].T
    begins = np.flatnonzero(np.append(True, (keys[1:] != keys[:-1]) | (sites[1:] != sites[:-1]))[: len(keys)])
    counts = np.diff(begins, append=len(keys))
    enough = counts >= needed[sites[begins].astype(np.int64)]
    begins, counts = begins[enough], counts[enough]
    yield from zip(
        *(column.tolist() for column in (documents[begins], keys[begins], sites[begins], counts)), strict=True
    )


def texts_of(
    found: Sequence[tuple[int, int, int, int]], table: Table, text_of: TextOf, params: BoilerplateParams
) -> dict[tuple[int, int], str]:
    """The words behind paragraph keys, as their first document has them."""
    texts: dict[tuple[int, int], str] = {}
    for document, rows in groupby(sorted(found), key=lambda row: row[0]):
        wanted = {row[1] for row in rows}
        for paragraph in candidate_paragraphs(text_of(table.documents.source(document)), params):
            if (key := key_number(paragraph)) in wanted:
                texts[document, key] = " ".join(paragraph.split())
    return texts
