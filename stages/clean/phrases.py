"""Phrases that machines, sites and sellers write and stories hardly ever do, in the languages that extract keeps.

Each pattern stands behind a word of its own: where the word is missing the pattern is not tried, so that a novel costs
a few dozen plain searches. One phrase may be part of a story; several within few words are not.
"""

import re

# What stands in every match (within a word; with spaces: as a word of its own): pattern, on lower-case text.
Phrases = dict[str, re.Pattern[str]]
NEAR = 60  # characters; no pattern is longer
MAX_NEAR = 10_000  # characters looked through around words, whatever the text's length


def compiled(patterns: dict[str, str]) -> Phrases:
    """Patterns with a word's start on their left."""
    return {word: re.compile(rf"(?<!\w)(?:{pattern})") for word, pattern in patterns.items()}


def count_phrases(phrases: Phrases, lower: str, vocabulary: str) -> int:
    """How many phrases stand in a lower-case text.

    Args:
        vocabulary: the text's words, each once, a space before and after each.
    """
    return sum(
        count_near(pattern, word.strip(), lower)
        for word, pattern in phrases.items()
        if word in (vocabulary if word.strip().isalpha() else lower)
    )


def count_near(pattern: re.Pattern[str], word: str, lower: str) -> int:
    """How many matches there are within `NEAR` characters of a word that each must hold."""
    count, end, looked = 0, 0, 0
    place = lower.find(word)
    while place >= 0:
        looked += NEAR
        if looked > len(lower) + MAX_NEAR:  # nearly everywhere: one search through all of it is sooner done
            return sum(1 for _ in pattern.finditer(lower))
        found = pattern.search(lower, max(end, place - NEAR), place + NEAR)
        end = found.end() if found else end
        count += found is not None
        place = lower.find(word, max(end, place + 1))
    return count
