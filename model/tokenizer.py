"""Text to token ids and back: one token per character, a fixed vocabulary, and bytes for every other character.

The ids are, in this order: the control tokens, the 256 bytes, the characters of params.yaml `tokenizer.characters`. New
data never changes them, so a checkpoint stays usable while the corpus grows. A character outside the vocabulary is
written as its UTF-8 bytes: any text comes back as it was.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipeline.errors import DataError, ParamsError
from pipeline.files import sha256, write_bytes
from pipeline.params import Params

Ids = NDArray[np.uint16]

END_OF_TEXT, SCENE_BREAK, SUMMARY = CONTROL_TOKENS = ("<|end_of_text|>", "<|scene_break|>", "<|summary|>")
FIRST_BYTE = len(CONTROL_TOKENS)
FIRST_CHARACTER = FIRST_BYTE + 256
UNKNOWN = 0  # in the lookup table only: plain text never yields a control id, so this one is free to mean "as bytes"
CHUNK = 1 << 16  # characters or tokens worked on at a time, which bounds memory
VOCABULARY_FORMAT = 1

CONTROL = re.compile("(" + "|".join(map(re.escape, CONTROL_TOKENS)) + ")")
NATURAL = re.compile(r"<(?=\\*\|)")  # before what a reader could take for the start of a control token, escaped or not
ESCAPED = re.compile(r"<\\(?=\\*\|)")


class TokenizerParams(Params):
    """params.yaml `tokenizer`."""

    characters: list[str]  # each character is one token; ids follow the order, so append and never reorder


def escape(text: str) -> str:
    r"""Plain text as it stands between control tokens: `<|` becomes `<\|`, `<\|` becomes `<\\|`, and so on."""
    return NATURAL.sub(r"<\\", text)


def unescape(text: str) -> str:
    """The plain text that `escape` was given."""
    return ESCAPED.sub("<", text)


class Tokenizer:
    """A fixed character vocabulary with byte fallback; two are the same when their `hash` is."""

    def __init__(self, characters: str) -> None:
        """Build the vocabulary.

        Args:
            characters: each one becomes a token, ids in this order from 259.

        Raises:
            ParamsError: a character repeats, is half of a surrogate pair, or there are too many for uint16.
        """
        check_characters(characters)
        self.characters = characters
        self.vocab_size = FIRST_CHARACTER + len(characters)
        self.end_of_text, self.scene_break, self.summary = range(FIRST_BYTE)
        codes = np.frombuffer(characters.encode("utf-32-le"), "<u4")
        self._id_of_code = np.zeros(0x110000, np.uint16)
        self._id_of_code[codes] = np.arange(FIRST_CHARACTER, self.vocab_size)
        self._pieces, self._lengths = piece_table(characters)
        self._begins = np.ones(self.vocab_size, bool)  # the token starts a character
        self._begins[:FIRST_BYTE] = False
        self._begins[FIRST_BYTE + 0x80 : FIRST_BYTE + 0xC0] = False  # continuation bytes

    def __reduce__(self) -> tuple[Callable[[str], "Tokenizer"], tuple[str]]:
        """Travels to a worker as its characters; the tables, a thousand times as long, are built there once."""
        return tokenizer_of, (self.characters,)

    def encode(self, text: str) -> Ids:
        """(N,) ids of plain text; never a control token, whatever the text says.

        Raises:
            DataError: the text holds half of a surrogate pair, which UTF-8 cannot write.
        """
        try:
            parts = [self._encode_chunk(text[start : start + CHUNK]) for start in range(0, len(text), CHUNK)]
        except UnicodeEncodeError as error:
            half = error.object[error.start]
            raise DataError(f"text: holds U+{ord(half):04X}, half of a character; decode its source again") from None
        return np.concatenate(parts) if parts else np.zeros(0, np.uint16)

    def _encode_chunk(self, text: str) -> Ids:
        codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
        ids: Ids = self._id_of_code[codes]
        unknown = ids == UNKNOWN
        if not unknown.any():
            return ids
        rest = codes[unknown]
        lengths = np.ones(len(ids), np.int64)
        lengths[unknown] = 1 + (rest >= 0x80) + (rest >= 0x800) + (rest >= 0x10000)
        ids = np.repeat(ids, lengths)
        fallback = np.frombuffer(rest.tobytes().decode("utf-32-le").encode("utf-8"), np.uint8)
        ids[ids == UNKNOWN] = fallback.astype(np.uint16) + FIRST_BYTE
        return ids

    def encode_marked(self, text: str) -> Ids:
        """(N,) ids of text in which control tokens stand as `<|…|>` and everything else went through `escape`.

        Raises:
            DataError: `<|` starts something that is no control token.
        """
        parts: list[Ids] = []
        for number, part in enumerate(CONTROL.split(text)):
            if number % 2:
                parts.append(np.array([CONTROL_TOKENS.index(part)], np.uint16))
            elif "<|" in part:
                found = part[part.index("<|") :][:20]
                raise DataError(f"text: {found!r} is no control token; write <\\| for the characters")
            else:
                parts.append(self.encode(unescape(part)))
        return np.concatenate(parts)

    def decode(self, ids: ArrayLike) -> str:
        """The text of ids, control tokens as `<|…|>`; bytes that are not UTF-8 become U+FFFD."""
        tokens = np.asarray(ids)
        parts: list[bytes] = []
        for start in range(0, len(tokens), CHUNK):
            chunk = tokens[start : start + CHUNK]
            width = int(self._lengths[chunk].max())
            filled = np.arange(width) < self._lengths[chunk][:, None]
            parts.append(self._pieces[chunk, :width][filled].tobytes())
        # Characters never start with a continuation byte, so a broken run of byte tokens cannot swallow its neighbour.
        return b"".join(parts).decode("utf-8", errors="replace")

    def decode_marked(self, ids: ArrayLike) -> str:
        """The text of ids as train.txt writes it: `encode_marked` gives the same ids back."""
        tokens = np.asarray(ids)
        parts: list[str] = []
        start = 0
        for place in [*np.flatnonzero(tokens < FIRST_BYTE).tolist(), len(tokens)]:
            parts.append(escape(self.decode(tokens[start:place])))
            parts.extend(CONTROL_TOKENS[token] for token in tokens[place : place + 1].tolist())
            start = place + 1
        return "".join(parts)

    def character_counts(self, ids: ArrayLike) -> int:
        """How many characters ids stand for, control tokens not counted: the divisor of bits per character."""
        return int(np.count_nonzero(self._begins[np.asarray(ids)]))

    def fallback_counts(self, ids: ArrayLike) -> int:
        """How many characters among ids are written as bytes."""
        tokens = np.asarray(ids)
        return int(np.count_nonzero(self._begins[tokens] & (tokens < FIRST_CHARACTER)))

    def starts(self, ids: ArrayLike) -> NDArray[np.int64]:
        """(M,) where each character, or control token, starts among ids."""
        tokens = np.asarray(ids)
        return np.flatnonzero(self._begins[tokens] | (tokens < FIRST_BYTE))

    @property
    def file_content(self) -> bytes:
        """What `save` writes."""
        content = {"format": VOCABULARY_FORMAT, "control_tokens": CONTROL_TOKENS, "characters": self.characters}
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")

    @property
    def hash(self) -> str:
        """sha256 of the vocabulary file: a checkpoint fits a tokenizer when it recorded this."""
        return sha256(self.file_content)

    def save(self, path: Path) -> None:
        """Write the vocabulary as JSON."""
        write_bytes(path, self.file_content)

    @classmethod
    def load(cls, path: Path) -> "Tokenizer":
        """The tokenizer that `save` wrote.

        Raises:
            DataError: the file is missing, is no vocabulary, or has other control tokens.
        """
        try:
            content = json.loads(path.read_bytes())
            known = (content["format"], tuple(content["control_tokens"])) == (VOCABULARY_FORMAT, CONTROL_TOKENS)
            characters = content["characters"]
        except FileNotFoundError:
            raise DataError(f"{path}: missing; run `dvc repro prepare` (or `dvc pull`)") from None
        except (ValueError, KeyError, TypeError):
            raise DataError(f"{path}: not a vocabulary; run `dvc repro prepare`") from None
        if not known or not isinstance(characters, str):
            raise DataError(f"{path}: written in another format; run `dvc repro prepare`")
        return cls(characters)


@cache
def tokenizer_of(characters: str) -> Tokenizer:
    """The tokenizer of these characters, built once per process."""
    return Tokenizer(characters)


def check_characters(characters: str) -> None:
    """Raise ParamsError unless each character can be one token."""
    where = "params.yaml: tokenizer.characters"
    repeated = sorted({c for c in characters if characters.count(c) > 1})
    if repeated:
        raise ParamsError(f"{where} repeats {repeated[0]!r}; name each character once")
    halves = [c for c in characters if "\ud800" <= c <= "\udfff"]
    if halves:
        raise ParamsError(f"{where} holds U+{ord(halves[0]):04X}, half of a pair; write the whole character")
    if FIRST_CHARACTER + len(characters) > 1 << 16:
        raise ParamsError(f"{where} names {len(characters)} characters, too many for 16-bit ids; leave some to bytes")


def piece_table(characters: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """UTF-8 bytes of each token (V, longest) and how many of them count (V,)."""
    pieces = [token.encode("utf-8") for token in CONTROL_TOKENS]
    pieces += [bytes([value]) for value in range(256)]
    pieces += [character.encode("utf-8") for character in characters]
    table = np.zeros((len(pieces), max(map(len, pieces))), np.uint8)
    for row, piece in zip(table, pieces, strict=True):
        row[: len(piece)] = np.frombuffer(piece, np.uint8)
    return table, np.array([len(piece) for piece in pieces], np.uint8)
