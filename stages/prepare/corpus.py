"""One document into tokens, marked text and running summaries; and the files that hold a split of them."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib.format import header_data_from_array_1_0, write_array_header_1_0
from numpy.typing import DTypeLike, NDArray
from pydantic import Field

from model.memory import MemoryParams, summaries, table_paths
from model.tokenizer import END_OF_TEXT, SCENE_BREAK, Ids, Tokenizer, escape
from pipeline.files import replacing
from pipeline.params import Params
from stages.prepare.contacts import mask_contacts

SCENE = re.compile(r"^\*\*\*$", re.MULTILINE)  # as extract and clean write a scene break


class PrepareParams(Params):
    """params.yaml `prepare`."""

    val_share: float = Field(gt=0, lt=1)  # of duplicate groups
    mask_contacts: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted; adds up."""

    documents: int = 0
    characters_in: int = 0
    characters: int = 0  # as written, control tokens not counted
    tokens: int = 0
    fallback_characters: int = 0  # written as bytes
    masked_emails: int = 0
    masked_telephones: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as training reads it."""

    id: str
    text: str  # control tokens written as <|…|>, ending with <|end_of_text|>
    ids: Ids
    summaries: list[tuple[int, str]]  # token offsets from which each running summary holds, from (0, "") on
    figures: Figures


def prepare_document(
    document_id: str, text: str, tokenizer: Tokenizer, params: PrepareParams, memory: MemoryParams
) -> Prepared | None:
    """A cleaned document, masked and marked; None when it holds white space alone."""
    characters_in = len(text)
    text = text.strip()
    if not text:
        return None
    emails = telephones = 0
    if params.mask_contacts:
        text, emails, telephones = mask_contacts(text)
    marked = SCENE_BREAK.join(map(escape, SCENE.split(text))) + END_OF_TEXT
    ids = tokenizer.encode_marked(marked)
    starts = tokenizer.starts(ids)
    # "*" for each scene break: one character here for one token there, so that offsets agree
    lines = [(int(starts[offset]), line) for offset, line in summaries(SCENE.sub("*", text), memory)]
    figures = Figures(
        documents=1,
        characters_in=characters_in,
        characters=tokenizer.character_counts(ids),
        tokens=len(ids),
        fallback_characters=tokenizer.fallback_counts(ids),
        masked_emails=emails,
        masked_telephones=telephones,
    )
    return Prepared(document_id, marked, ids, lines, figures)


class ArrayFile:
    """A .npy file that grows as arrays are appended, so that none of it stays in memory."""

    def __init__(self, file: IO[bytes], dtype: DTypeLike, row: tuple[int, ...] = ()) -> None:
        self.file = file
        self.empty: NDArray[np.generic] = np.empty((0, *row), dtype)
        self.length = 0
        self._write_header()

    def append(self, array: NDArray[np.generic]) -> None:
        """Add rows at the end."""
        self.file.write(array.astype(self.empty.dtype, copy=False).tobytes())
        self.length += len(array)

    def finish(self) -> None:
        """Write the length where it belongs."""
        self.file.seek(0)
        self._write_header()

    def _write_header(self) -> None:
        # NumPy pads the header so that a length of any number of digits takes the same room.
        header = header_data_from_array_1_0(self.empty)
        write_array_header_1_0(self.file, {**header, "shape": (self.length, *self.empty.shape[1:])})


@dataclass
class SplitFiles:
    """The open files of one split."""

    text: IO[bytes]
    ids: ArrayFile
    summary_lines: IO[bytes]
    summary_rows: ArrayFile
    figures: Figures = field(default_factory=Figures)
    line_bytes: int = 0  # written to `summary_lines`

    def append(self, document: Prepared) -> tuple[int, int]:
        """Write a document; where its tokens start and end."""
        start = self.ids.length
        self.text.write(document.text.encode("utf-8") + b"\n")
        self.ids.append(document.ids)
        rows: list[tuple[int, int]] = []
        for offset, line in document.summaries:
            rows.append((start + offset, self.line_bytes))
            self.line_bytes += self.summary_lines.write(line.encode("utf-8") + b"\n")
        self.summary_rows.append(np.array(rows, np.int64))
        self.figures += document.figures
        return start, self.ids.length


@contextmanager
def split_files(folder: Path, split: str) -> Iterator[SplitFiles]:
    """The files of a split, which take their names when the block ends well."""
    lines, rows = table_paths(folder, split)
    with ExitStack() as stack:
        text, ids, summary_lines, summary_rows = (
            stack.enter_context(replacing(path))
            for path in (folder / f"{split}.txt", folder / f"{split}.npy", lines, rows)
        )
        files = SplitFiles(text, ArrayFile(ids, "<u2"), summary_lines, ArrayFile(summary_rows, "<i8", (2,)))
        yield files
        files.ids.finish()
        files.summary_rows.finish()
