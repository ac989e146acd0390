"""generate: a story from a checkpoint, behind the adults-only gate, as many characters as asked for or an error."""

import commands.lean  # noqa: F401 first: see there

# isort: split
import argparse
import os
import sys
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from commands.texts import decode_utf8, read_utf8
from model.params import SamplingParams
from model.release import released
from pipeline.errors import ParamsError
from pipeline.params import check_params, read_params_file


class Character(NamedTuple):
    """What is counted."""

    text: str


def build_parser() -> argparse.ArgumentParser:
    """The flags."""
    parser = argparse.ArgumentParser(
        prog="run.py generate",
        description="Continue a prompt. Piped, only the new characters are written; a terminal shows the prompt first.",
    )
    prompt = parser.add_mutually_exclusive_group()
    prompt.add_argument("--prompt", default="", help="the text to continue; without one a new story begins")
    prompt.add_argument("--prompt-file", type=Path, metavar="FILE", help="a UTF-8 file with it; - reads standard input")
    parser.add_argument("--chars", type=positive, default=500, metavar="N", help="characters to write (default 500)")
    parser.add_argument("--seed", type=seed, default=1, help="another seed tells another story (default 1)")
    parser.add_argument("--checkpoint", choices=("best", "latest"), default="best")
    parser.add_argument("--temperature", type=float, help="these seven replace params.yaml's `sampling`")
    parser.add_argument("--spelling", type=float)
    parser.add_argument("--top-k", type=int)
    parser.add_argument("--top-p", type=float)
    parser.add_argument("--min-p", type=float)
    parser.add_argument("--repetition-penalty", type=float)
    parser.add_argument("--no-repeat-ngram", type=int)
    parser.add_argument(
        "--memory", action=argparse.BooleanOptionalAction, default=True, help="the summary and the story's cache"
    )
    parser.add_argument("--int8", action="store_true", help="8-bit weights: a quarter of the memory")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a stream")
    return parser


def positive(text: str) -> int:
    """A whole number above zero."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


def seed(text: str) -> int:
    """A whole number from zero."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is below 0")
    return number


class Continuation(BaseModel):
    """What --json prints."""

    prompt: str
    text: str
    characters: int
    seed: int
    checkpoint: str
    step: int
    sampling: dict[str, float | int]


def read_prompt(arguments: argparse.Namespace) -> str:
    """The prompt, with the line ends the corpus has."""
    source: Path | None = arguments.prompt_file
    if source is None:
        return str(arguments.prompt).replace("\r\n", "\n")
    return decode_utf8(sys.stdin.buffer.read(), str(source)) if str(source) == "-" else read_utf8(source)


def chosen_sampling(arguments: argparse.Namespace) -> SamplingParams:
    """params.yaml's `sampling`, with the flags that replace parts of it."""
    stated = read_params_file().get("sampling")
    if not isinstance(stated, dict):
        raise ParamsError("params.yaml: section 'sampling' is missing; restore it from git")
    given = {name: getattr(arguments, name, None) for name in SamplingParams.model_fields}
    chosen = {name: value for name, value in given.items() if value is not None}
    return check_params("sampling", stated | chosen, SamplingParams)


def generate(arguments: argparse.Namespace) -> None:
    """Write the continuation to standard output."""
    from model.teller import Teller

    sampling = chosen_sampling(arguments)
    prompt = read_prompt(arguments)
    teller = Teller.load(arguments.checkpoint, arguments.int8)
    speaker = teller.speaker(sampling, arguments.seed, teller.running_summary() if arguments.memory else None)
    characters = map(Character, islice(speaker.characters(prompt), arguments.chars))
    sentences = ("".join(piece.text for piece in pieces) for pieces in released(prompt, characters))
    if arguments.json:
        text = "".join(sentences)
        continuation = Continuation(
            prompt=prompt,
            text=text,
            characters=len(text),
            seed=arguments.seed,
            checkpoint=arguments.checkpoint,
            step=teller.state.step,
            sampling=sampling.model_dump(),
        )
        print(continuation.model_dump_json(indent=2))
        return
    if sys.stdout.isatty():
        print(prompt, end="")
    for sentence in sentences:
        print(sentence, end="", flush=True)
    print()


def main(arguments: list[str]) -> int:
    """Run the command."""
    try:
        generate(build_parser().parse_args(arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has enough; what is left in the buffer must not fail again at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
