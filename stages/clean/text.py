"""A cleaned text and what several filters need of it, each measured once."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stages.clean.function_words import function_words

MARKS = "'\"’“”.,;:!?()[]{}<>|/\\*_-–—…«»=+#$%&@^~`"
NO_LETTERS = str.maketrans(dict.fromkeys(MARKS, " "))


@dataclass(frozen=True)
class Text:
    """A cleaned text and what several filters need of it."""

    text: str
    words: Sequence[str]
    language: str  # ISO 639-1, or "und"

    @cached_property
    def blocks(self) -> list[str]:
        """Paragraphs and stanzas."""
        return [block for block in self.text.split("\n\n") if block != "***"]

    @cached_property
    def lines(self) -> list[str]:
        """Lines that say something."""
        return [line for block in self.blocks for line in block.split("\n") if line]

    @cached_property
    def lower(self) -> str:
        """In lower case: a search that ignores case takes three times as long."""
        return self.text.lower()

    @cached_property
    def characters(self) -> dict[str, int]:
        """How often each character stands there, white space left out."""
        codes = np.bincount(np.frombuffer(self.text.encode("utf-32-le", "replace"), "<u4"))
        found = {chr(code): int(codes[code]) for code in np.flatnonzero(codes)}
        return {character: count for character, count in found.items() if not character.isspace()}

    @cached_property
    def tokens(self) -> Counter[str]:
        """Words as they stand, counted."""
        return Counter(self.words)

    @cached_property
    def bare_words(self) -> Counter[str]:
        """Words in lower case without punctuation, counted."""
        counts: Counter[str] = Counter()
        for token, count in self.tokens.items():
            bare = token.strip(MARKS)
            if bare.isalpha():
                counts[bare.lower()] += count
                continue
            for word in token.lower().translate(NO_LETTERS).split():
                counts[word] += count
        return counts

    @cached_property
    def vocabulary(self) -> str:
        """These words, each once, a space before and after each."""
        return f" {' '.join(self.bare_words)} "

    @cached_property
    def function_words(self) -> Set[str]:
        """Those of its language."""
        return function_words(self.language, self.bare_words)

    def marks(self, marks: Set[str]) -> int:
        """How many of some characters stand there."""
        return sum(count for character, count in self.characters.items() if character in marks)

    def share(self, lines: Sequence[str]) -> float:
        """Share of the words in some of the lines."""
        return sum(line.count(" ") + 1 for line in lines) / max(1, len(self.words))
