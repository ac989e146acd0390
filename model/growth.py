"""What training reads: the whole corpus, or, once it has grown, more of its new documents than there are of them."""

from collections.abc import Sequence
from pathlib import Path

from model.batches import Batches, Mixed, Part, Windows
from model.corpus import Corpus, Prefixes
from model.params import TrainParams
from model.renaming import Renaming
from pipeline.files import read_json_lines
from pipeline.records import PreparedRecord


def documents_since(known: Sequence[str], corpus: Corpus) -> list[str]:
    """Ids of the training documents that a checkpoint has not read; none where it has read nothing at all."""
    return sorted(set(corpus.documents) - set(known)) if known else []


def training_windows(
    corpus: Corpus, folder: Path, block_size: int, params: TrainParams, new_documents: Sequence[str]
) -> Batches:
    """Windows for every step.

    Args:
        folder: dataset/processed, which says where each document lies.
        new_documents: what the corpus has grown by; at least `params.new_share` of the windows begin in them.
    """
    renaming = Renaming(corpus.table, corpus.tokenizer)
    prefixes = Prefixes(corpus.table, corpus.tokenizer, block_size // 2, params.rename_share, renaming)

    def windows(part: Part | None) -> Windows:
        share, together = params.summary_share, params.consecutive_windows
        return Windows(corpus.train, block_size, params.seed, prefixes, share, together, part)

    if not new_documents:
        return windows(None)
    new, old = parts(folder, new_documents)
    if not old.size or new.size >= params.new_share * len(corpus.train):
        return windows(None)
    return Mixed(windows(old), windows(new), params.new_share)


def parts(folder: Path, chosen: Sequence[str]) -> tuple[Part, Part]:
    """The chosen training documents, and the others."""
    wanted = set(chosen)
    spans: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for row in read_json_lines(folder / "documents.jsonl", PreparedRecord):
        if row.split == "train":
            spans[row.id in wanted].append((row.start, row.end))
    return Part.of(spans[True]), Part.of(spans[False])
