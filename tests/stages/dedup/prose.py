"""Generated prose, and short ways to ask what dedup finds in it."""

import random
import tempfile
from pathlib import Path

import numpy as np

from pipeline.params import load_params
from stages.dedup.find import Found, find_duplicates
from stages.dedup.params import DedupParams
from stages.dedup.store import Store
from stages.dedup.table import Documents

PROJECT = Path(__file__).parents[3]
PARAMS = load_params("dedup", DedupParams, PROJECT / "params.yaml")
VOCABULARY = [f"{a}{b}{c}" for a in "brdlmst" for b in "aeiou" for c in ("n", "r", "lk", "st", "m", "ck")]


def prose(seed: int, words: int = 900) -> str:
    rng = random.Random(seed)
    sentences = [" ".join(rng.choices(VOCABULARY, k=12)).capitalize() + "." for _ in range(words // 12)]
    return "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))


def edited(text: str, share: float, seed: int = 7) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(VOCABULARY) if rng.random() < share else word for word in text.split(" "))


BASE = prose(1)


def documents_of(texts: dict[str, str], first_seen: dict[str, str] | None = None) -> Documents:
    ids = sorted(texts)
    seen = [(first_seen or {}).get(i, "").encode() for i in ids]
    return Documents(np.array([i.encode() for i in ids], np.bytes_), np.array(seen, np.bytes_))


def find(texts: dict[str, str], first_seen: dict[str, str] | None = None, folder: Path | None = None) -> Found:
    with tempfile.TemporaryDirectory() as empty:
        store = Store(folder or Path(empty), PARAMS)
        return find_duplicates(documents_of(texts, first_seen), texts.__getitem__, store, PARAMS)


def links(texts: dict[str, str], first_seen: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    rows = find(texts, first_seen).records()
    return {row.id: (row.kind, row.duplicate_of or row.contained_in or "") for row in rows}
