from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from stages.clean.repetition import NGRAM, ngrams, repeated_ngrams, top_trigram, word_numbers

WORDS = st.lists(st.sampled_from(["a", "bb", "ccc", "dd"]), max_size=60)


@settings(deadline=None)
@given(WORDS, st.integers(1, 12))
def test_runs_of_words_are_equal_where_their_hashes_are(words, length):
    runs = [tuple(words[n : n + length]) for n in range(len(words) - length + 1)]
    hashes = ngrams(word_numbers(words, sorted(set(words))), length).tolist()
    assert len(runs) == len(hashes)
    assert len(set(zip(runs, hashes, strict=True))) == len(set(runs)) == len(set(hashes))


@settings(deadline=None)
@given(WORDS)
def test_words_inside_repeated_runs_are_counted_once(words):
    seen: set[tuple[str, ...]] = set()
    covered: set[int] = set()
    for start in range(len(words) - NGRAM + 1):
        run = tuple(words[start : start + NGRAM])
        if run in seen:
            covered |= set(range(start, start + NGRAM))
        seen.add(run)
    assert repeated_ngrams(word_numbers(words, set(words))) == len(covered) / max(1, len(words))


@settings(deadline=None)
@given(WORDS)
def test_the_top_trigram_is_the_most_frequent_three_words(words):
    counts = Counter(zip(words, words[1:], words[2:], strict=False))
    top, count = max(counts.items(), key=lambda item: item[1], default=((), 0))
    expected = count * sum(map(len, top)) / max(1, sum(map(len, words))) if count > 1 else 0.0
    assert top_trigram(words, word_numbers(words, set(words))) == expected
