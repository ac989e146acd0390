"""Why a text is not kept, each filter with the figure it measured. None of them looks at what a story is about.

Repetition follows Gopher (Rae et al. 2021, table A1): paragraphs by characters, and n-grams of words. Its other rules,
made for web pages, drop fiction (dialogue, poems), so that only what machines write trips these.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from stages.clean.params import FilterParams

Figures = dict[str, float | int | str]
NGRAM = 10  # words
FEW_PHRASES = 2  # once may be part of a story
MAX_ENTRY_WORDS, MIN_CAPITALS = 8, 0.6
MAX_WORDS = 200_000  # of a text, looked at for repetition: memory stays flat
BULLET = re.compile(r"\s*(?:[-*•·●○▪►»+]|\d{1,3}[.)]|\[\d+\])\s")
SENTENCE_END = re.compile(r"[.!?:;,…—\"'”’)\]-]\s*$")
SYMBOLS = re.compile(r"[^\w\s.,;:!?'\"()\-–—…‘’“”«»*&/\[\]]")
MACHINE = re.compile(
    r"\bas an? (?:\w+ )?(?:ai|artificial intelligence)(?: language)? (?:model|assistant)\b|\blorem ipsum\b"
    r"|\bi(?:'m| am)? (?:cannot|can't|sorry, (?:but )?i can(?:not|'t)) (?:fulfil|fulfill|assist with"
    r"|complete) (?:this|that|your) request"
    r"|\b(?:enable|requires?) javascript|\bjavascript is (?:disabled|required)|\bverify (?:that )?you are (?:a )?human"
    r"|\b(?:404|403|500) (?:not found|forbidden|error)|\bpage (?:could )?not (?:be )?found|\baccess denied\b"
    r"|\b(?:we|site|website) uses? cookies|\baccept (?:all )?cookies|\bprivacy policy\b|\bterms of (?:service|use)\b"
    r"|\bindex of /|\bparent directory\b|\bthis page (?:is|was) (?:auto(?:matically)?[- ])?generated"
    r"|\bundefined is not\b"
    r"|\bfatal error:|\bstack trace\b|\bwordpress database error|\{\{[\w. ]+\}\}|<\?php|\bfunction\s*\(\)\s*\{",
)
SPAM = re.compile(
    r"\bclick here\b|\b(?:buy|order|shop|call) now\b|\blimited[- ]time offer\b|\bfree (?:trial|shipping|quote"
    r"|download)\b"
    r"|\b(?:best|lowest|cheap(?:est)?) prices?\b|\bmoney[- ]back guarantee\b|\b100 ?% (?:free|satisfaction"
    r"|guaranteed)\b"
    r"|\bonline casinos?\b|\bcasino bonus\b|\b(?:sports )?betting (?:site|odds|tips)\b|\bviagra\b|\bcialis\b"
    r"|\bpayday loans?\b"
    r"|\bwork from home\b|\bearn (?:money|cash|\$)|\bdiscount codes?\b|\bpromo codes?\b|\bcoupon\b|\bbacklinks?\b"
    r"|\bseo (?:services?|agency|experts?)\b|\bbitcoin\b|\bcrypto(?:currency| wallet)\b|\b(?:forex|trading) signals?\b"
    r"|\bwhatsapp\b.{0,20}\+?\d|\bsubscribe now\b|\badd to cart\b|\bvisit our (?:website|store|shop)\b|\bact now\b",
)


def find_fault(text: str, params: FilterParams) -> tuple[str, Figures] | None:
    """The first filter that a cleaned text fails, with its figures; None when it passes them all."""
    words = text.split()
    if len(words) < params.min_words:
        return "too_short", {"words": len(words), "min_words": params.min_words}
    for reason, figure, value, limit, above in measures(text, words, params):
        if value > limit if above else value < limit:
            return reason, {figure: round(value, 4), f"{'max' if above else 'min'}_{figure}": limit}
    return None


def measures(text: str, words: Sequence[str], params: FilterParams) -> Iterator[tuple[str, str, float, float, bool]]:
    """Reason, figure, value, limit, and whether the value must not be above (else below) the limit."""
    lines = [line for line in text.split("\n") if line and line != "***"]
    lower = text.lower()  # a search that ignores case takes three times as long
    yield "machine", "machine_phrases", per_thousand(MACHINE, lower, words), params.max_machine_phrases, True
    yield "spam", "spam_phrases", per_thousand(SPAM, lower, words), params.max_spam_phrases, True
    bullets = sum(BULLET.match(line) is not None for line in lines) / max(1, len(lines))
    yield "list", "bullet_line_share", bullets, params.max_bullet_line_share, True
    ellipses = sum(line.endswith(("...", "\u2026")) for line in lines) / max(1, len(lines))
    yield "list", "ellipsis_line_share", ellipses, params.max_ellipsis_line_share, True
    entries = sum(map(is_entry, lines)) / max(1, len(lines))
    yield "list", "entry_line_share", entries, params.max_entry_line_share, True
    letters = sum(map(str.isalpha, text)) / max(1, len(text) - text.count(" ") - text.count("\n"))
    yield "symbols", "letter_share", letters, params.min_letter_share, False
    yield "symbols", "symbol_word_share", len(SYMBOLS.findall(text)) / len(words), params.max_symbol_word_share, True
    yield (
        "repetition", "repeated_paragraph_share", repeated_paragraphs(text), params.max_repeated_paragraph_share, True
    )  # fmt: skip
    words = words[:MAX_WORDS]
    yield "repetition", "top_trigram_share", top_trigram(words), params.max_top_trigram_share, True
    yield "repetition", "repeated_ngram_share", repeated_ngrams(words), params.max_repeated_ngram_share, True


def per_thousand(pattern: re.Pattern[str], text: str, words: Sequence[str]) -> float:
    """Matches per 1,000 words; none where there are fewer than two."""
    count = sum(1 for _ in pattern.finditer(text))
    return 1000 * count / len(words) if count >= FEW_PHRASES else 0.0


def is_entry(line: str) -> bool:
    """True for a line like a link or a title: short, most words with a capital or a digit, no end of a sentence."""
    words = [word for word in line.split() if len(word) > 3 or word[0].isdigit()] or line.split()
    if len(words) > MAX_ENTRY_WORDS or SENTENCE_END.search(line):
        return False
    return sum(word[0].isupper() or word[0].isdigit() for word in words) >= MIN_CAPITALS * len(words)


def repeated_paragraphs(text: str) -> float:
    """Share of characters in paragraphs that stood before."""
    seen: set[str] = set()
    repeated = 0
    for paragraph in text.split("\n\n"):
        if paragraph in seen and paragraph != "***":
            repeated += len(paragraph)
        seen.add(paragraph)
    return repeated / max(1, len(text))


def top_trigram(words: Sequence[str]) -> float:
    """Share of characters in the most frequent three words."""
    counts = Counter(zip(words, words[1:], words[2:], strict=False))
    total = sum(map(len, words))
    if not counts or not total:
        return 0.0
    (top, count), *_ = counts.most_common(1)
    return count * sum(map(len, top)) / total if count > 1 else 0.0


def repeated_ngrams(words: Sequence[str]) -> float:
    """Share of words inside runs of 10 words that stood before."""
    seen: set[tuple[str, ...]] = set()
    covered, until = 0, 0
    for start in range(len(words) - NGRAM + 1):
        key = tuple(words[start : start + NGRAM])
        if key in seen:
            covered += start + NGRAM - max(start, until)
            until = start + NGRAM
        seen.add(key)
    return covered / max(1, len(words))
