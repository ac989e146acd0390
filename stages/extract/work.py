"""One source becomes one document, or the reasons why not. What worker processes run."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.adults_only import find_refusal
from pipeline.files import RAW_TEXT, document_path, sha256, write_bytes
from pipeline.records import DocumentRecord, RejectedRecord
from pipeline.scene_breaks import SCENE_BREAK
from stages.extract.language import detect_language, is_wanted
from stages.extract.page import Extracted, extract_page
from stages.extract.params import ExtractParams
from stages.extract.stored import PAGES, read_page
from stages.extract.stories import Part, Source

STAGE = "extract"
PARTED = f"\n\n{SCENE_BREAK}\n\n"
URL_SIGNS = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source."""

    document: DocumentRecord | None
    rejected: tuple[RejectedRecord, ...]
    pages: int
    bytes: int


def process(source: Source, params: ExtractParams, pages: Path = PAGES, raw: Path = RAW_TEXT) -> Outcome:
    """Extract a source's pages, join, judge, and write the text to `raw` unless it is there.

    Raises:
        DataError: a page is missing or damaged, or the text cannot be written.
    """
    found, rejected, size = [], [], 0
    for part in source.parts:
        content = read_page(part.page, params.max_page_bytes, pages)
        if content is None:
            rejected.append(reject(part.page, "too_large", max_page_bytes=params.max_page_bytes))
            continue
        size += len(content)
        extracted = extract_part(part, content)
        if isinstance(extracted, RejectedRecord):
            rejected.append(extracted)
        else:
            found.append(extracted)
    if found:
        judged = judge(source, found, params)
        if isinstance(judged, RejectedRecord):
            return Outcome(None, (*rejected, judged), len(source.parts), size)
        document, text = judged
        store(text, document.id, raw)
        return Outcome(document, tuple(rejected), len(source.parts), size)
    return Outcome(None, tuple(rejected), len(source.parts), size)


def extract_part(part: Part, content: bytes) -> Extracted | RejectedRecord:
    """One page's text, or why there is none."""
    try:
        extracted = extract_page(content, part.content_type, part.charset, part.url)
    except Exception as error:  # parsers raise anything on hostile pages; one page must not stop the stage
        return reject(part.page, "parse_error", error=type(error).__name__)
    if not extracted.paragraphs:
        return reject(part.page, "empty", bytes=len(content))
    return extracted


def judge(source: Source, found: list[Extracted], params: ExtractParams) -> tuple[DocumentRecord, str] | RejectedRecord:
    """The joined document and its text, or why it is not kept."""
    text = PARTED.join(extracted.text for extracted in found)
    first = source.parts[0].page
    if len(text) < params.min_characters:
        return reject(first, "too_short", characters=len(text), min_characters=params.min_characters)
    about = [URL_SIGNS.sub(" ", url) for url in source.urls] + list(source.queries) + [e.about for e in found]
    refusal = find_refusal("\n".join([*about, text]))
    if refusal is not None:  # of what is refused only the hash of its URL and the rule are kept
        return reject(sha256(source.urls[0].encode()), "adults_only", rule=refusal.rule)
    language, confidence = detect_language(text, params.min_language_confidence)
    if not is_wanted(language, text, params.languages):
        return reject(first, "language", language=language, confidence=confidence)
    document = DocumentRecord(
        id=sha256(text.encode("utf-8")),
        pages=[part.page for part in source.parts],
        urls=list(source.urls),
        first_seen=source.first_seen,
        title=found[0].title,
        language=language,
        characters=len(text),
        status="current",
        licences=sorted({licence for extracted in found for licence in extracted.licences}),
    )
    return document, text


def reject(identity: str, reason: str, **figures: float | int | str) -> RejectedRecord:
    """A row for dataset/rejected/extract.jsonl."""
    return RejectedRecord(id=identity, stage=STAGE, reason=reason, figures=figures)


def store(text: str, document_id: str, raw: Path) -> None:
    """Write a raw file, once and for all."""
    path = document_path(raw, document_id)
    if not path.exists():
        write_bytes(path, text.encode("utf-8"))
