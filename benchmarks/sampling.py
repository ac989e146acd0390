"""Settings of `sampling` against what they tell: `python -m benchmarks.sampling [--chars N] [--seeds N]`.

Tells stories from checkpoints/best with each setting, the same seeds for all, with memory and behind the gate's count.
"""

import argparse
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
from stages.evaluate.told import count_loops, name_consistency

Change = dict[str, float | int]
SETTINGS: list[Change] = [
    {"temperature": 1.0, "min_p": 0.0},
    {"temperature": 0.8, "min_p": 0.0},
    {"temperature": 0.7, "min_p": 0.0},
    {"temperature": 0.5, "min_p": 0.0},
    {"temperature": 0.3, "min_p": 0.0},
    {"temperature": 1.0, "min_p": 0.1},
    {"temperature": 0.8, "min_p": 0.1},
    {"temperature": 0.7, "min_p": 0.1},
    {"temperature": 0.7, "min_p": 0.05},
    {"temperature": 0.8, "min_p": 0.0, "top_p": 0.9},
    {"temperature": 0.8, "min_p": 0.0, "top_k": 10},
    {"temperature": 0.7, "min_p": 0.1, "repetition_penalty": 1.1},
    {"temperature": 0.7, "min_p": 0.1, "no_repeat_ngram": 24},
]
PROMPT = "It was "
COLUMNS = ("real words", "distinct 1", "distinct 3", "names", "loops", "copy", "refused")


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
    print(f"{'':48}" + "".join(f"{column:>12}" for column in COLUMNS))
    for change in SETTINGS:
        sampling = stated.model_copy(update=change)
        rows = []
        for seed in range(1, options.seeds + 1):
            speaker = teller.speaker(sampling, seed, teller.running_summary())
            told = "".join(islice(speaker.characters(PROMPT), options.chars))
            found = words(told)
            copied = int(copy_lengths(teller.tokenizer.encode(told), train).max(initial=0))
            shares = (real_word_share(told, known), distinct(found, 1), distinct(found, 3))
            rows.append(
                (*shares, name_consistency(PROMPT, told), count_loops(told), copied, find_refusal(told) is not None)
            )
        title = ", ".join(f"{name} {value:g}" for name, value in change.items())
        means = [statistics.mean(column) for column in zip(*rows, strict=True)]
        print(f"{title:48}" + "".join(f"{value:>12.3f}" for value in means), flush=True)


if __name__ == "__main__":
    main()
