"""What may come next: filters over a network's logits, in float64 so that every engine draws alike.

A network that speaks in characters chooses where a word begins, or ends in something, and spells in between. One
temperature for both fails both ways: warm enough to choose, it misspells; cold enough to spell, it hardly ever begins
a name, a sentence or a line of dialogue. So a word is spelled at `temperature * spelling`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.params import SamplingParams

Array = NDArray[np.float64]

REMEMBERED = 4096  # tokens back that n-gram blocking looks; more would let its cost grow with the story
PENALISED = 16  # newest tokens that the repetition penalty counts: about three words
COLDEST = 1e-4  # a temperature below it would overflow, and draws the most probable token all the same


def probabilities(
    logits: Array, params: SamplingParams, recent: Sequence[int], banned: Sequence[int], letters: NDArray[np.bool_]
) -> Array:
    """The distribution (V,) that the next token is drawn from; sums to 1.

    Args:
        logits: (V,).
        recent: tokens of the story so far, newest last.
        banned: tokens that may not come, unless every token that may is blocked as well.
        letters: (V,) which tokens are letters.
    """
    logits = logits.copy()
    logits[list(banned)] = -np.inf
    if params.repetition_penalty > 1 and recent:
        logits[sorted(set(recent[-PENALISED:]))] -= np.log(params.repetition_penalty)
    blocked = repeats(recent, params.no_repeat_ngram)
    if blocked and np.isfinite(logits).sum() > np.isfinite(logits[blocked]).sum():
        logits[blocked] = -np.inf
    if params.temperature == 0:
        return np.asarray(np.arange(len(logits)) == logits.argmax(), dtype=np.float64)
    is_spelled = params.spelling < 1 and bool(recent) and bool(letters[recent[-1]])
    weights = spelled(logits, params, letters) if is_spelled else tempered(logits, params.temperature)
    return truncated(weights / weights.sum(), params)


def tempered(logits: Array, temperature: float) -> Array:
    """Weights (V,) at a temperature, the largest 1."""
    return np.asarray(np.exp((logits - logits.max()) / max(temperature, COLDEST)))


def spelled(logits: Array, params: SamplingParams, letters: NDArray[np.bool_]) -> Array:
    """Weights (V,) behind a letter: the word's next letter or its end are spelled, what ends it is chosen."""
    ends = ~letters
    cold = params.temperature * params.spelling
    weights = np.zeros(len(logits))
    if not np.isfinite(logits[ends]).any():
        weights[letters] = tempered(logits[letters], cold)
        return weights
    top = logits[ends].max()
    end = top + np.log(np.exp(logits[ends] - top).sum())
    outcomes = tempered(np.append(logits[letters], end), cold)
    chosen = tempered(logits[ends], params.temperature)
    weights[letters] = outcomes[:-1]
    weights[ends] = outcomes[-1] * chosen / chosen.sum()
    return weights


def truncated(weights: Array, params: SamplingParams) -> Array:
    """Probabilities (V,) without those that top-k, top-p and min-p drop; the most probable always stays."""
    kept = np.where(weights >= params.min_p * weights.max(), weights, 0.0)
    if params.top_k or params.top_p < 1:
        order = np.argsort(-weights, kind="stable")
        ordered = weights[order]
        dropped = ordered.cumsum() - ordered >= params.top_p
        if params.top_k:
            dropped[params.top_k :] = True
        dropped[0] = False
        kept[order[dropped]] = 0.0
    return np.asarray(kept / kept.sum())


def repeats(recent: Sequence[int], length: int) -> list[int]:
    """Tokens that would complete a run of `length` tokens a second time."""
    if not length or len(recent) < length:
        return []
    story = np.asarray(recent[-REMEMBERED:])
    stem = story[len(story) - length + 1 :]
    windows = np.lib.stride_tricks.sliding_window_view(story, length)
    return sorted({int(window[-1]) for window in windows[(windows[:, :-1] == stem).all(axis=1)]})
