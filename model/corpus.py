"""What prepare made, as training and evaluation read it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.memory import SummaryTable, summary_ids
from model.renaming import Renaming
from model.tokenizer import Ids, Tokenizer
from pipeline.errors import DataError
from pipeline.files import read_json_lines
from pipeline.records import PreparedRecord

PIECE = 1 << 20  # tokens read at once
STRETCH = 4096  # tokens of a validation split taken together


@dataclass(frozen=True)
class Corpus:
    """What prepare made."""

    tokenizer: Tokenizer
    train: Ids
    val: Ids
    documents: list[str]  # ids of the training documents
    fingerprint: str  # sha256 of the training ids
    characters: int  # that the training ids stand for
    table: SummaryTable  # of the training documents


@dataclass(frozen=True)
class Prefixes:
    """Summaries as tokens, for the windows of a batch."""

    table: SummaryTable
    tokenizer: Tokenizer
    max_tokens: int
    rename_share: float  # of the windows with a summary have other names for their characters
    renaming: Renaming

    def before(self, offset: int) -> Ids:
        """The summary's tokens for a window that starts at `offset`."""
        return summary_ids(self.tokenizer, self.table.before(offset), self.max_tokens)

    def rename(self, tokens: NDArray[np.int64], prefix: Ids, rng: np.random.Generator) -> NDArray[np.int64]:
        """(N,) the tokens of a window, some windows with other names for the characters of its summary."""
        return self.renaming.renamed(tokens, prefix, rng) if rng.random() < self.rename_share else tokens


def read_corpus(folder: Path) -> Corpus:
    """dataset/processed, ids mapped rather than read."""
    train, val = read_ids(folder / "train.npy"), read_ids(folder / "val.npy")
    rows = read_json_lines(folder / "documents.jsonl", PreparedRecord)
    documents = sorted(row.id for row in rows if row.split == "train")
    tokenizer = Tokenizer.load(folder / "vocabulary.json")
    digest, characters = hashlib.sha256(), 0
    for piece in pieces(folder / "train.npy"):
        digest.update(piece.data)
        characters += tokenizer.character_counts(piece)
    table = SummaryTable.load(folder, "train")
    return Corpus(tokenizer, train, val, documents, digest.hexdigest(), characters, table)


def spread(ids: Ids, limit: int) -> Ids:
    """All ids, or at most `limit` of them in evenly spaced stretches: always the same ones."""
    if len(ids) <= limit:
        return ids
    length = min(STRETCH, limit)
    starts = np.linspace(0, len(ids) - length, limit // length).astype(int)
    return np.concatenate([ids[start : start + length] for start in starts])


def read_ids(path: Path) -> Ids:
    """Token ids as a memory map.

    Raises:
        DataError: the file is missing, not a 1-D uint16 array, or has fewer than two tokens.
    """
    try:
        ids: Ids = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        raise DataError(f"{path}: missing; run `dvc repro prepare` (or `dvc pull`)") from None
    except (ValueError, EOFError) as error:
        raise DataError(f"{path}: not token ids ({error}); run `dvc repro -f prepare`") from None
    if ids.dtype != np.uint16 or ids.ndim != 1 or len(ids) < 2:
        raise DataError(f"{path}: {ids.dtype} {ids.shape}, not a row of uint16 ids; run `dvc repro -f prepare`")
    return ids


def pieces(path: Path) -> Iterator[Ids]:
    """The ids of a file that `read_ids` accepts, piece by piece: read, since mapped ones would count as memory."""
    with path.open("rb") as file:
        small = np.lib.format.read_magic(file) == (1, 0)
        (np.lib.format.read_array_header_1_0 if small else np.lib.format.read_array_header_2_0)(file)
        while content := file.read(2 * PIECE):
            yield np.frombuffer(content, dtype=np.uint16)
