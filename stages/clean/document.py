"""One document, from raw text to cleaned text or the reason why not. Pure: no files."""

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.adults_only import find_refusal
from pipeline.sites import paragraph_key
from stages.clean.filters import Figures, find_fault
from stages.clean.normalise import clean_text
from stages.clean.params import CleanParams


@dataclass(frozen=True)
class Cleaned:
    """A text to keep, or why not."""

    text: str
    reason: str | None  # None: kept
    figures: Figures
    boilerplate: int  # paragraphs removed because their site repeats them


def clean_document(
    text: str, about: str, language: str, boilerplate: Collection[bytes], params: CleanParams
) -> Cleaned:
    """The cleaned text, or the first reason against it.

    Args:
        about: what the adults-only gate judges together with the text, such as title and URLs.
        language: ISO 639-1.
        boilerplate: `paragraph_key` of the paragraphs that the document's sites repeat.
    """
    if refusal := find_refusal(f"{about}\n\n{text}"):
        return Cleaned("", "adults_only", {"rule": refusal.rule}, 0)
    paragraphs = text.split("\n\n")
    kept = [paragraph for paragraph in paragraphs if not boilerplate or paragraph_key(paragraph) not in boilerplate]
    cleaned = clean_text("\n\n".join(kept), params)
    removed = len(paragraphs) - len(kept)
    if refusal := find_refusal(f"{about}\n\n{cleaned}"):  # repaired characters can bring a word to light
        return Cleaned("", "adults_only", {"rule": refusal.rule}, removed)
    if params.languages and language not in params.languages:
        return Cleaned(cleaned, "language", {"language": language}, removed)
    if fault := find_fault(cleaned, params.filters, language):
        return Cleaned(cleaned, *fault, removed)
    return Cleaned(cleaned, None, {}, removed)
