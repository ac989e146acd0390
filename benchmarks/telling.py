"""What a story told with a memory does, beside one told without, and what the memory costs; for benchmarks.memory."""

import pickle
import time
from array import array
from itertools import islice
from pathlib import Path

from model.engine.network import Engine
from model.engine.weights import load_weights
from model.memory import RunningSummary
from model.params import SamplingParams
from model.sampler import Speaker
from model.scoring import WORD, real_word_share
from stages.evaluate.recall import Judge
from stages.evaluate.told import count_loops, introduced_share, names

TURN = 1000  # characters that a story is told before the other one goes on
MILLION = 1_000_000
Weights = dict[str, float] | None  # of the mixture


class Telling:
    """A story that is told in turns with another one, so that both meet the same neighbours on the machine."""

    def __init__(self, checkpoints: Path, judge: Judge, sampling: SamplingParams, weights: Weights) -> None:
        """By the engine that deploys; with memory when there are mixing weights."""
        summary = RunningSummary(judge.memory) if weights is not None else None
        mixture = judge.mixing(weights=weights) if weights is not None else None
        engine = Engine(load_weights(checkpoints, "latest", judge.tokenizer, False)[1])
        self.speaker = Speaker(engine, judge.tokenizer, sampling, summary, 1, mixture)
        self.text, self.seconds = "", 0.0

    def begin(self, prompt: str) -> None:
        """Read the prompt."""
        self.characters = self.speaker.characters(prompt)
        self.text = next(self.characters)

    def go_on(self, count: int) -> None:
        """Tell on, timed."""
        started = time.process_time()
        self.text += "".join(islice(self.characters, count))
        self.seconds += time.process_time() - started


def tell(tellings: dict[str, Telling], prompt: str, count: int, known: set[str], block_size: int) -> dict[str, float]:
    """Figures of `count` characters by each."""
    for telling in tellings.values():
        telling.begin(prompt)
    for _ in range(0, count, TURN):
        for telling in tellings.values():
            telling.go_on(TURN)
    figures: dict[str, float] = {}
    cast = {name for _, name in names(prompt)} - known
    said = {word.lower() for word in WORD.findall(prompt)} | {word.lower() for word in known}
    for kind, telling in tellings.items():
        told = [name for place, name in names(prompt + telling.text) if place >= len(prompt)]
        figures |= {
            f"names_per_1000_{kind}": 1000 * len(told) / len(telling.text),
            f"cast_share_{kind}": sum(name in cast for name in told) / max(1, len(told)),
            f"introduced_share_{kind}": introduced_share(prompt, telling.text, block_size),
            f"real_words_{kind}": real_word_share(telling.text, said),
            f"loops_{kind}": count_loops(telling.text),
            f"characters_per_cpu_second_{kind}": len(telling.text) / telling.seconds,
        }
    return figures


def memory_cost(judge: Judge, texts: list[str]) -> dict[str, float]:
    """What a story of a million characters leaves in memory, and what a slide costs."""
    text = "\n\n".join(texts)
    text = (text * (1 + MILLION // len(text)))[:MILLION]
    summary, mixture = RunningSummary(judge.memory), judge.mixing()
    slide = int(judge.slide * judge.model.config.block_size)
    started = time.process_time()
    for start in range(0, MILLION, slide):
        summary.feed(text[start : start + slide])
        summary.line()
    seconds = time.process_time() - started
    for token in judge.tokenizer.encode(text).tolist():
        mixture.observe(token, None)
    cache = sum(len(table) * table.itemsize for table in vars(mixture.cache).values() if isinstance(table, array))
    return {
        "slide_milliseconds": 1000 * seconds * slide / MILLION,
        "state_megabytes": (len(pickle.dumps(summary)) + cache) / 1e6,
    }
