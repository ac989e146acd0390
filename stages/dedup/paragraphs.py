"""Which paragraphs of a text could be a site's own words, and the hashes they are counted by."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from pipeline.sites import paragraph_key
from stages.dedup.params import BoilerplateParams
from stages.dedup.words import Hashes

SPEECH = tuple("\"'“”‘’‚„«»‹›「『—–-*")  # what dialogue and quotations begin with, and scene breaks
DASHES = ("—", "–", "--", "- ")  # what the name under a quotation begins with


def hash_paragraphs(text: str, params: BoilerplateParams) -> Hashes:
    """Sorted keys of the paragraphs that a site may have added, each once; a refrain, said twice, is the story's."""
    keys = Counter(key_number(paragraph) for paragraph in candidate_paragraphs(text, params))
    return np.array(sorted(key for key, count in keys.items() if count == 1), np.uint64)


def key_number(paragraph: str) -> int:
    """The paragraph's key as a number."""
    return int.from_bytes(paragraph_key(paragraph), "little")


def candidate_paragraphs(text: str, params: BoilerplateParams) -> Iterator[str]:
    """Paragraphs long enough, that are neither dialogue, verse nor a quotation with its author's name under it."""
    paragraphs = text.split("\n\n")
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
        if paragraph.startswith(SPEECH) or is_name(following, params):
            continue
        lines = paragraph.count("\n") + 1
        if lines > 1:
            paragraph = paragraph.strip()
            lines = paragraph.count("\n") + 1
        if (
            lines <= params.max_lines
            and paragraph.count(" ") + lines >= params.min_words
            and not (lines > 1 and is_name(paragraph.rsplit("\n", 1)[1], params))
        ):
            yield paragraph


def is_name(line: str, params: BoilerplateParams) -> bool:
    """Whether a line reads like `— Name of an author`."""
    return line.lstrip().startswith(DASHES) and line.strip().count("\n") == 0 and line.count(" ") < params.min_words + 2
