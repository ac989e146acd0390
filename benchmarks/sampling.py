"""Settings of `sampling` against what they tell: `python -m benchmarks.sampling [--chars N] [--seeds N]`.

Tells stories from checkpoints/best with each setting, the same seeds for all, with memory and behind the gate's count.
"""

import argparse
import re
import statistics
from itertools import islice

import numpy as np

from model.corpus import read_ids
from model.params import SamplingParams
from model.scoring import copy_lengths, distinct, real_word_share, words
from model.teller import Teller
from pipeline.adults_only import find_refusal
from pipeline.files import PROCESSED
from pipeline.params import load_params
from stages.evaluate.measure import count_words
from stages.evaluate.told import count_loops, name_consistency, names

Change = dict[str, float | int]
ALIKE: Change = {"spelling": 1.0, "min_p": 0.0}
SETTINGS: list[Change] = [
    ALIKE | {"temperature": 1.0},
    ALIKE | {"temperature": 0.8},
    ALIKE | {"temperature": 0.6},
    ALIKE | {"temperature": 0.4},
    ALIKE | {"temperature": 0.7, "min_p": 0.1},
    ALIKE | {"temperature": 0.8, "top_p": 0.9},
    ALIKE | {"temperature": 0.8, "top_k": 10},
    {"temperature": 1.0, "spelling": 0.5, "min_p": 0.0},
    {"temperature": 1.0, "spelling": 0.4, "min_p": 0.0},
    {"temperature": 0.9, "spelling": 0.5, "min_p": 0.0},
    {"temperature": 0.9, "spelling": 0.4, "min_p": 0.0},
    {"temperature": 0.9, "spelling": 0.3, "min_p": 0.0},
    {"temperature": 0.8, "spelling": 0.4, "min_p": 0.0},
    {"temperature": 0.9, "spelling": 0.4, "min_p": 0.02},
    {"temperature": 0.9, "spelling": 0.4, "min_p": 0.0, "repetition_penalty": 1.1},
    {"temperature": 0.9, "spelling": 0.4, "min_p": 0.0, "no_repeat_ngram": 24},
]
PROMPT = "It was "
COLUMNS = (
    "real words",
    "distinct 1",
    "distinct 3",
    "names/1000",
    "consistent",
    "words/sent.",
    "loops",
    "copy",
    "refused",
)
SENTENCE_END = re.compile(r"[.!?]")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sampling")
    parser.add_argument("--chars", type=int, default=3000, help="characters of each story")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    teller = Teller.load("best")
    stated = load_params("sampling", SamplingParams)
    known = count_words(PROCESSED, "train", "val")
    train = np.asarray(read_ids(PROCESSED / "train.npy"))
    print(f"{options.seeds} stories of {options.chars} characters each, checkpoint of step {teller.state.step}")
    print(f"{'':66}" + "".join(f"{column:>12}" for column in COLUMNS))
    for change in SETTINGS:
        sampling = stated.model_copy(update=change)
        rows = []
        for seed in range(1, options.seeds + 1):
            speaker = teller.speaker(sampling, seed, teller.running_summary())
            told = "".join(islice(speaker.characters(PROMPT), options.chars))
            found = words(told)
            copied = int(copy_lengths(teller.tokenizer.encode(told), train).max(initial=0))
            shares = (real_word_share(told, known), distinct(found, 1), distinct(found, 3))
            cast = (1000 * sum(1 for _ in names(told)) / len(told), name_consistency(PROMPT, told))
            length = len(found) / max(1, len(SENTENCE_END.findall(told)))
            rows.append((*shares, *cast, length, count_loops(told), copied, find_refusal(told) is not None))
        title = ", ".join(f"{name} {value:g}" for name, value in change.items())
        means = [statistics.mean(column) for column in zip(*rows, strict=True)]
        print(f"{title:66}" + "".join(f"{value:>12.3f}" for value in means), flush=True)


if __name__ == "__main__":
    main()
