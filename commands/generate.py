"""generate: a story from a checkpoint, behind the adults-only gate, as many characters as asked for or an error."""

import argparse
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pydantic import BaseModel

from pipeline.adults_only import find_refusal
from pipeline.errors import DataError, ParamsError, ProjectError
from pipeline.files import CHECKPOINTS, PROCESSED
from pipeline.params import check_params, read_params_file

SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s$|\n$")
JUDGED_SHARE = 0.02  # of the story so far: what is judged at once grows with it, so that the cost stays near linear


def build_parser() -> argparse.ArgumentParser:
    """The flags."""
    parser = argparse.ArgumentParser(
        prog="run.py generate",
        description="Continue a prompt. Piped, only the new characters are written; a terminal shows the prompt first.",
    )
    prompt = parser.add_mutually_exclusive_group()
    prompt.add_argument("--prompt", default="", help="the text to continue; without one a new story begins")
    prompt.add_argument("--prompt-file", type=Path, metavar="FILE", help="a UTF-8 file with the text to continue")
    parser.add_argument("--chars", type=positive, default=500, metavar="N", help="characters to write (default 500)")
    parser.add_argument("--seed", type=int, default=1, help="another seed tells another story (default 1)")
    parser.add_argument("--checkpoint", choices=("best", "latest"), default="best")
    parser.add_argument("--temperature", type=float, help="these six replace params.yaml's `sampling`")
    parser.add_argument("--top-k", type=int)
    parser.add_argument("--top-p", type=float)
    parser.add_argument("--min-p", type=float)
    parser.add_argument("--repetition-penalty", type=float)
    parser.add_argument("--no-repeat-ngram", type=int)
    parser.add_argument(
        "--memory", action=argparse.BooleanOptionalAction, default=True, help="the summary and the story's cache"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a stream")
    return parser


def positive(text: str) -> int:
    """A whole number above zero."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
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


def released(prompt: str, characters: Iterator[str]) -> Iterator[str]:
    """Pieces of the story, sentence by sentence, each judged together with the prompt and all before it.

    Raises:
        ProjectError: the adults-only gate refuses the prompt or what follows; nothing refused is yielded.
    """
    if refusal := find_refusal(prompt):
        raise ProjectError(f"generate: the adults-only gate refuses the prompt ({refusal.rule}); change it")
    story, waiting = prompt, ""
    while True:
        character = next(characters, "")
        waiting += character
        ready = SENTENCE_END.search(waiting[-8:]) and len(waiting) >= JUDGED_SHARE * len(story)
        if ready or not character:
            story += waiting
            if refusal := find_refusal(story):
                raise ProjectError(
                    f"generate: the adults-only gate refuses what follows ({refusal.rule}); try another seed or prompt"
                )
            yield waiting
            waiting = ""
        if not character:
            return


def read_prompt(arguments: argparse.Namespace) -> str:
    """The prompt, with the line ends the corpus has."""
    text: str = arguments.prompt
    if arguments.prompt_file is not None:
        try:
            text = arguments.prompt_file.read_text(encoding="utf-8")
        except OSError as error:
            raise DataError(f"{arguments.prompt_file}: {error.strerror}; name a file that can be read") from None
        except UnicodeDecodeError as error:
            raise DataError(f"{arguments.prompt_file}: not UTF-8 ({error.reason}); convert it") from None
    return text.replace("\r\n", "\n")


def generate(arguments: argparse.Namespace) -> None:
    """Write the continuation to standard output."""
    from model.memory import MemoryParams, RunningSummary
    from model.mixture import Mixture, MixtureParams, read_weights
    from model.params import SamplingParams
    from model.sampler import Speaker, load_speaker_model
    from model.tokenizer import Tokenizer

    values = read_params_file()
    given = {name: getattr(arguments, name) for name in SamplingParams.model_fields if hasattr(arguments, name)}
    chosen = {name: value for name, value in given.items() if value is not None}
    stated = values.get("sampling")
    if not isinstance(stated, dict):
        raise ParamsError("params.yaml: section 'sampling' is missing; restore it from git")
    sampling = check_params("sampling", {**stated, **chosen}, SamplingParams)
    memory = RunningSummary(check_params("memory", values.get("memory"), MemoryParams)) if arguments.memory else None
    mixing = check_params("mixture", values.get("mixture"), MixtureParams)
    prompt = read_prompt(arguments)
    tokenizer = Tokenizer.load(PROCESSED / "vocabulary.json")
    state, model = load_speaker_model(CHECKPOINTS, arguments.checkpoint, tokenizer)
    mixture = Mixture(tokenizer, mixing, model.config.block_size, read_weights()) if memory else None
    speaker = Speaker(model, tokenizer, sampling, memory, arguments.seed, mixture)
    pieces = released(prompt, islice(speaker.characters(prompt), arguments.chars))
    if arguments.json:
        text = "".join(pieces)
        continuation = Continuation(
            prompt=prompt,
            text=text,
            characters=len(text),
            seed=arguments.seed,
            checkpoint=arguments.checkpoint,
            step=state.step,
            sampling=sampling.model_dump(),
        )
        print(continuation.model_dump_json(indent=2))
        return
    if sys.stdout.isatty():
        print(prompt, end="")
    for piece in pieces:
        print(piece, end="", flush=True)
    print()


def main(arguments: list[str]) -> int:
    """Run the command."""
    generate(build_parser().parse_args(arguments))
    return 0
