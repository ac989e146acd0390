"""Why a text is not kept, each filter with the figure it measured. None of them looks at what a story is about.

Repetition follows Gopher (Rae et al. 2021, table A1): paragraphs by characters, and n-grams of words; verse, which has
refrains, has a limit of its own. Gopher's other rules, made for web pages, drop fiction (dialogue, poems), so that only
what machines, sellers and lists write trips these.
"""

import re
from collections import Counter
from collections.abc import Iterator

from stages.clean.lines import is_bullet, is_entry, is_machine_line, is_teaser, is_verse
from stages.clean.machine import MACHINE
from stages.clean.params import FilterParams
from stages.clean.phrases import count_phrases
from stages.clean.repetition import MAX_WORDS, repeated_ngrams, repeated_paragraphs, top_trigram, word_numbers
from stages.clean.spam import SPAM
from stages.clean.text import Text

Figures = dict[str, float | int | str]
Measure = tuple[str, str, float, float, bool]

FEW_MACHINE, FEW_SPAM = 2, 3  # phrases; fewer may be part of a story
FEW_TEASERS = 8  # lines
PROSE_MARKS = frozenset(".,;:!?'\"()-–—…‘’“”„‚«»‹›¡¿*&/[]")
CODE_MARKS = frozenset("{}()<>=_\\|#$;/[]@")
MIN_CODE_MARKS = 0.25  # of these, and figures, per word: below it no line can be a program's
ODD_WORD = re.compile(
    r"[^\W\d_]\d[^\W\d_]|[^\W\d_]{2}\d\b|\d[^\W\d_]\d|\w[!$%&^|~<>{}=+#@\\?]\w|[a-zß-ÿ][A-ZÀ-Þ][a-zß-ÿ]?[A-ZÀ-Þ]"
    r"|[^\W_]{31,}"
)
MAX_PLAIN = 30  # letters
MIN_KEYWORD = 3  # letters
TOP = 12  # words looked at for the most frequent that is no name


def find_fault(text: str, params: FilterParams, language: str = "und") -> tuple[str, Figures] | None:
    """The first filter that a cleaned text fails, with its figures; None when it passes them all.

    Args:
        language: ISO 639-1, or "und".
    """
    words = text.split()
    if len(words) < params.min_words:
        return "too_short", {"words": len(words), "min_words": params.min_words}
    for reason, figure, value, limit, above in measures(Text(text, words, language), params):
        if value > limit if above else value < limit:
            return reason, {figure: round(value, 4), f"{'max' if above else 'min'}_{figure}": limit}
    return None


def measures(text: Text, params: FilterParams) -> Iterator[Measure]:
    """Reason, figure, value, limit, and whether the value must not be above (else below) the limit."""
    yield "machine", "machine_phrases", machine_phrases(text), params.max_machine_phrases, True
    yield "machine", "machine_line_share", machine_line_share(text), params.max_machine_line_share, True
    yield "spam", "spam_phrases", spam_phrases(text), params.max_spam_phrases, True
    yield "symbols", "odd_word_share", odd_word_share(text), params.max_odd_word_share, True
    yield from lists(text, params)
    yield from symbols(text, params)
    yield from repetition(text, params)
    if text.function_words:
        yield "list", "function_word_share", function_word_share(text), params.min_function_word_share, False
        yield "spam", "keyword_share", keyword_share(text), params.max_keyword_share, True


def machine_phrases(text: Text) -> float:
    """Phrases of machines per 1,000 words; none where there are few."""
    count = count_phrases(MACHINE, text.lower, text.vocabulary)
    return 1000 * count / len(text.words) if count >= FEW_MACHINE else 0.0


def spam_phrases(text: Text) -> float:
    """Phrases of sellers per 1,000 words; none where there are few."""
    count = count_phrases(SPAM, text.lower, text.vocabulary)
    return 1000 * count / len(text.words) if count >= FEW_SPAM else 0.0


def machine_line_share(text: Text) -> float:
    """Share of lines that belong to a program or a log."""
    figures = sum(count for character, count in text.characters.items() if character.isdigit())
    if text.marks(CODE_MARKS) + figures < MIN_CODE_MARKS * len(text.words):
        return 0.0
    return sum(map(is_machine_line, text.lines)) / max(1, len(text.lines))


def repetition(text: Text, params: FilterParams) -> Iterator[Measure]:
    """What repeats within the text."""
    verse = is_verse(text.blocks)
    limit = params.max_verse_repeated_share
    words = text.words[:MAX_WORDS]
    numbers = word_numbers(words, text.tokens)
    paragraphs, runs = repeated_paragraphs(text.text), repeated_ngrams(numbers)
    yield (
        "repetition",
        "repeated_paragraph_share",
        paragraphs,
        limit if verse else params.max_repeated_paragraph_share,
        True,
    )
    yield "repetition", "top_trigram_share", top_trigram(words, numbers), params.max_top_trigram_share, True
    yield "repetition", "repeated_ngram_share", runs, limit if verse else params.max_repeated_ngram_share, True


def symbols(text: Text, params: FilterParams) -> Iterator[Measure]:
    """Characters and words that are no writing."""
    total = max(1, sum(text.characters.values()))
    letters = sum(count for character, count in text.characters.items() if character.isalpha())
    yield "symbols", "letter_share", letters / total, params.min_letter_share, False
    strange = sum(
        c for character, c in text.characters.items() if not character.isalnum() and character not in PROSE_MARKS
    )
    yield "symbols", "symbol_word_share", strange / len(text.words), params.max_symbol_word_share, True


def odd_word_share(text: Text) -> float:
    """Share of characters in words that nobody writes: figures or symbols among letters, or no end."""
    odd = sum(len(token) * count for token, count in text.tokens.items() if not plain(token) and ODD_WORD.search(token))
    return odd / max(1, sum(text.characters.values()))


def plain(token: str) -> bool:
    """True for a word of letters in the case of a text, which is not odd; a cheaper look than searching."""
    return len(token) <= MAX_PLAIN and token.isalpha() and (token.islower() or token.istitle())


def lists(text: Text, params: FilterParams) -> Iterator[Measure]:
    """Lines that are no prose."""
    lines = text.lines
    yield (
        "list",
        "bullet_line_share",
        sum(map(is_bullet, lines)) / max(1, len(lines)),
        params.max_bullet_line_share,
        True,
    )
    entries = [line for line in lines if is_entry(line, text.function_words)]
    yield "list", "entry_word_share", text.share(entries), params.max_entry_word_share, True
    teasers = sum(map(is_teaser, lines))
    share = teasers / max(1, len(lines) - len(entries)) if teasers >= FEW_TEASERS else 0.0
    yield "list", "ellipsis_line_share", share, params.max_ellipsis_line_share, True


def function_word_share(text: Text) -> float:
    """Share of words that hold sentences together."""
    counts = text.bare_words
    return sum(counts[word] for word in text.function_words) / max(1, counts.total())


def keyword_share(text: Text) -> float:
    """Share of the most frequent word that tells something and is no name; none in verse, which has refrains."""
    if is_verse(text.blocks):
        return 0.0
    counts = text.bare_words
    telling = Counter({w: c for w, c in counts.items() if w not in text.function_words and len(w) >= MIN_KEYWORD})
    for word, count in telling.most_common(TOP):
        if word.isalpha() and text.text.count(word.capitalize()) < count / 2:
            return count / max(1, counts.total())
    return 0.0
