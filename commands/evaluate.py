"""evaluate: how well the model knows a text of one's own, and what its memory gains there."""

import argparse
import json
from pathlib import Path

import numpy as np

from commands.texts import read_utf8
from pipeline.adults_only import find_refusal
from pipeline.errors import DataError, ProjectError
from pipeline.files import PROCESSED
from pipeline.params import load_params

ROWS = {
    "": "with summary and cache",
    "_summary_alone": "with the summary alone",
    "_network_alone": "the network, shown the summary",
    "_empty_memory": "the network without memory",
    "_shuffled_memory": "with another text's memory",
}
COLUMNS = ("bits_per_character", "bits_at_recalled_names", "bits_at_recalled_rare_words")


def build_parser() -> argparse.ArgumentParser:
    """The flags."""
    parser = argparse.ArgumentParser(
        prog="run.py evaluate",
        description="Score a text as the model would read it: bits per character, lower is better.",
    )
    parser.add_argument("--text", type=Path, required=True, metavar="FILE", help="a UTF-8 text that was not trained on")
    parser.add_argument("--checkpoint", choices=("best", "latest"), default="best")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser


def read_text(path: Path) -> str:
    """A text as the corpus would have it.

    Raises:
        DataError: it cannot be read, or is too short to score.
        ProjectError: the adults-only gate refuses it.
    """
    from stages.clean.normalise import clean_text
    from stages.clean.params import CleanParams

    text = clean_text(read_utf8(path, "utf-8-sig"), load_params("clean", CleanParams))
    if len(text) < 2:
        raise DataError(f"{path}: {len(text)} characters of text; give some to score")
    if refusal := find_refusal(text):
        raise ProjectError(f"{path}: the adults-only gate refuses it ({refusal.rule}); nothing is scored")
    return text


def evaluate(path: Path, checkpoint: str) -> dict[str, float | int]:
    """The figures of one text."""
    from model.corpus import read_ids
    from stages.evaluate.measure import held_out, ngram_bits, rare_words
    from stages.evaluate.params import EvaluateParams
    from stages.evaluate.recall import load_judge, score, shift

    text, params = read_text(path), load_params("evaluate", EvaluateParams)
    step, judge = load_judge(checkpoint)
    tokenizer = judge.tokenizer
    story = np.concatenate([[tokenizer.end_of_text], tokenizer.encode(text)]).astype(np.uint16)
    strangers = list(held_out(PROCESSED, tokenizer, len(story))) or shift([story])
    stranger = np.concatenate(strangers)[: len(story)]
    figures, _ = score(judge, [story], [stranger], rare_words(PROCESSED, params.rare_words_per_million))
    train = read_ids(PROCESSED / "train.npy")[: params.ngram_max_tokens]
    reference = ngram_bits(np.asarray(train), [story], tokenizer, params.ngram_order)
    return {"characters": len(text), "step": step, **figures, "bits_per_character_ngram": reference}


def table(figures: dict[str, float | int]) -> str:
    """The figures for a person."""
    lines = [f"{figures['characters']:,} characters, checkpoint of step {figures['step']:,}; bits per character", ""]
    lines.append(f"{'':32}{'all':>8}{'recalled names':>16}{'rare words':>12}")
    for row, title in ROWS.items():
        one, names, rare = (figures[column + row] for column in COLUMNS)
        lines.append(f"{title:32}{one:>8.4f}{names:>16.4f}{rare:>12.4f}")
    lines.append(f"{'character n-gram':32}{figures['bits_per_character_ngram']:>8.4f}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run the command."""
    options = build_parser().parse_args(arguments)
    figures = evaluate(options.text, options.checkpoint)
    print(json.dumps(figures, indent=2) if options.json else table(figures))
    return 0
