"""What the memory gains: bits per character with the true, no, and another story's memory, and where it is needed."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.gpt import GPT
from model.memory import CAPITALISED, MemoryParams, RunningSummary, summary_ids
from model.mixture import Mixture, MixtureParams
from model.ngram import NGRAM, NGram
from model.params import SamplingParams
from model.pointer import Alphabet
from model.sampler import plain_text
from model.scoring import WORD, Reading, mixed_nats, read_windows, sliding_windows
from model.speaker_model import load_speaker_model
from model.tokenizer import Ids, Tokenizer
from pipeline.files import CHECKPOINTS, PROCESSED
from pipeline.params import load_params

BITS = 1 / math.log(2)  # per nat
Mask = NDArray[np.bool_]
Lines = Callable[[int], str]


@dataclass(frozen=True)
class Judge:
    """A model with its memory, and how stories are read."""

    model: GPT
    tokenizer: Tokenizer
    memory: MemoryParams
    mixture: MixtureParams
    slide: float
    text: NGram | None  # of the training text, where training counted one

    def read(self, story: Ids, line_for: Lines) -> Reading:
        """What the network gives a story's tokens, each after at most `block_size` tokens, the summary's included."""
        block_size = self.model.config.block_size
        leaving = max(1, int(self.slide * block_size))

        def ids_of(line: str) -> Ids:
            return summary_ids(self.tokenizer, line, block_size // 2)

        windows = sliding_windows(story, block_size, leaving, line_for, ids_of)
        return read_windows(self.model, windows, Alphabet.of(self.tokenizer))

    def summaries(self, story: Ids) -> Lines:
        """The true running summary of a story."""
        summary, done = RunningSummary(self.memory), 0

        def line_for(left: int) -> str:
            nonlocal done
            summary.feed(plain_text(self.tokenizer, story[done:left].tolist()))
            done = left  # past the end of a stranger's text its last line stands
            return summary.line()

        return line_for

    def mixing(self, *, weights: dict[str, float] | None = None, **changes: int) -> Mixture:
        """A memory that has read nothing yet.

        Args:
            changes: of params.yaml `mixture`.
        """
        params = self.mixture.model_copy(update=changes)
        return Mixture(self.tokenizer, params, self.model.config.block_size, weights, self.text)


def load_judge(checkpoint: str) -> tuple[int, Judge]:
    """The model of a checkpoint (best or latest) with its memory, by params.yaml; and its step.

    Raises:
        DataError, ParamsError: something of it is missing.
    """
    tokenizer = Tokenizer.load(PROCESSED / "vocabulary.json")
    state, model = load_speaker_model(CHECKPOINTS, checkpoint, tokenizer)
    memory, mixture = load_params("memory", MemoryParams), load_params("mixture", MixtureParams)
    slide, text = load_params("sampling", SamplingParams).slide, NGram.load(CHECKPOINTS / NGRAM)
    return state.step, Judge(model, tokenizer, memory, mixture, slide, text)


def score(
    judge: Judge, stories: list[Ids], strangers: list[Ids], is_rare: Callable[[str], bool]
) -> tuple[dict[str, float], dict[str, float]]:
    """Figures for the report, and the mixing weights as they were learnt on the way.

    Args:
        strangers: for each story another one, whose memory is the wrong one.
    """
    alphabet = Alphabet.of(judge.tokenizer)
    true = [judge.read(story, judge.summaries(story)) for story in stories]
    empty = [judge.read(story, lambda left: "") for story in stories]
    pairs = list(zip(stories, strangers, strict=True))
    shuffled = [judge.read(story, judge.summaries(stranger)) for story, stranger in pairs]
    learning = judge.mixing()
    nats = {
        "": remembered(true, stories, learning),
        "_summary_alone": remembered(true, stories, judge.mixing(cache_tokens=0)),
        "_network_alone": [reading.nats() for reading in true],
        "_empty_memory": [reading.nats() for reading in empty],
        "_shuffled_memory": remembered(shuffled, stories, judge.mixing(), strangers),
    }
    names = [recalled_names(alphabet, story, judge.model.config.block_size) for story in stories]
    rare = [recalled_words(alphabet, story, judge.model.config.block_size, is_rare) for story in stories]
    characters = sum(judge.tokenizer.character_counts(story) for story in stories)
    figures: dict[str, float] = {}
    for memory, measured in nats.items():
        figures[f"bits_per_character{memory}"] = sum(float(each.sum()) for each in measured) * BITS / max(1, characters)
        figures[f"bits_at_recalled_names{memory}"] = mean_at(measured, names)
        figures[f"bits_at_recalled_rare_words{memory}"] = mean_at(measured, rare)
    return figures, learning.learnt()


def remembered(
    readings: list[Reading], stories: list[Ids], mixture: Mixture, wrong: list[Ids] | None = None
) -> list[NDArray[np.float64]]:
    """Nats of each story's tokens under the mixture, whose weights go on from story to story.

    Args:
        wrong: stories that the cache holds instead of the one that is read.
    """
    measured: list[NDArray[np.float64]] = []
    for place, (reading, story) in enumerate(zip(readings, stories, strict=True)):
        mixture.begin()
        if wrong is not None:
            for token in wrong[place].tolist():
                mixture.cache.observe(token)
            mixture.cache.close()  # the story itself does not mend it
        mixture.observe(int(story[0]), None)
        measured.append(mixed_nats(reading, mixture))
    return measured


def shift(stories: list[Ids]) -> list[Ids]:
    """For each story another one; for a single story its own, begun half-way."""
    if len(stories) == 1:
        return [np.roll(stories[0], len(stories[0]) // 2)]
    return [*stories[1:], *stories[:1]]


def mean_at(measured: list[NDArray[np.float64]], masks: list[Mask]) -> float:
    """Bits per token where the masks hold; 0 where they never do."""
    count = sum(int(mask.sum()) for mask in masks)
    total = sum(float(nats[mask].sum()) for nats, mask in zip(measured, masks, strict=True))
    return total * BITS / count if count else 0.0


def recalled_names(alphabet: Alphabet, story: Ids, block_size: int) -> Mask:
    """(N - 1,) the letters of names that the story told before, and not within the last `block_size` tokens.

    A name is a capitalised word that the story never writes in lower case.
    """
    text = spelled(alphabet, story)
    lower = {word for word in WORD.findall(text) if word[0].islower()}
    return recalled(text, CAPITALISED, block_size, lambda word: len(word) > 1 and word.lower() not in lower)


def recalled_words(alphabet: Alphabet, story: Ids, block_size: int, is_rare: Callable[[str], bool]) -> Mask:
    """(N - 1,) the same for lower-case words that are rare."""
    return recalled(spelled(alphabet, story), WORD, block_size, lambda word: word[0].islower() and is_rare(word))


def recalled(text: str, pattern: re.Pattern[str], block_size: int, counts: Callable[[str], bool]) -> Mask:
    """(N - 1,) the letters of words that stood before, and not within the last `block_size` tokens."""
    mask = np.zeros(len(text), dtype=bool)
    last: dict[str, int] = {}
    for match in pattern.finditer(text):
        word = match[0]
        if word in last and match.start() - last[word] > block_size and counts(word):
            mask[match.start() : match.end()] = True
        last[word] = match.end()
    return mask[1:]


def spelled(alphabet: Alphabet, story: Ids) -> str:
    """A text with one character for each token, a blank for those that are none."""
    return "".join(alphabet.characters[token] or " " for token in story.tolist())
