"""Paragraphs that a site repeats from document to document: its own words, not a story's."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from pipeline.records import BoilerplateRecord, DocumentRecord
from pipeline.sites import paragraph_key, sites_of
from stages.dedup.features import Features
from stages.dedup.params import BoilerplateParams


def find_boilerplate(
    documents: Iterable[DocumentRecord],
    features: Mapping[str, Features],
    text_of: Callable[[str], str],
    params: BoilerplateParams,
) -> list[BoilerplateRecord]:
    """The paragraphs that at least `min_documents`, and `min_share`, of a site's documents hold."""
    by_site: dict[str, list[str]] = {}
    for document in documents:
        for site in sites_of(document.urls):
            by_site.setdefault(site, []).append(document.id)
    found: list[BoilerplateRecord] = []
    for site, ids in sorted(by_site.items()):
        counts = Counter(int(key) for document_id in ids for key in features[document_id].paragraphs)
        needed = max(params.min_documents, params.min_share * len(ids))
        repeated = {key: count for key, count in counts.items() if count >= needed}
        texts = texts_of(repeated, sorted(ids), features, text_of)
        found.extend(BoilerplateRecord(site=site, paragraph=texts[key], documents=repeated[key]) for key in texts)
    return sorted(found, key=lambda row: (row.site, row.paragraph))


def texts_of(
    keys: Iterable[int], ids: Iterable[str], features: Mapping[str, Features], text_of: Callable[[str], str]
) -> dict[int, str]:
    """The words behind paragraph hashes, from the first documents that hold them."""
    wanted = set(keys)
    texts: dict[int, str] = {}
    for document_id in ids:
        if not wanted:
            break
        if wanted.isdisjoint(map(int, features[document_id].paragraphs)):
            continue
        for paragraph in text_of(document_id).split("\n\n"):
            key = int.from_bytes(paragraph_key(paragraph), "little")
            if key in wanted:
                texts[key] = " ".join(paragraph.split())
                wanted.discard(key)
    return texts
