"""sheet: prompts with two models' continuations, order hidden, for a person to judge; the key is beside it."""

import argparse
import json
import random
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from commands.generate import Character
from commands.texts import read_utf8
from model.params import SamplingParams
from model.release import RefusalError, released
from model.sampler import plain_text
from model.teller import Teller
from pipeline.errors import DataError
from pipeline.files import PROCESSED, write_text
from pipeline.params import load_params

WITHOUT_MEMORY = ":no-memory"
TRIES = 5  # seeds, where the gate refuses a continuation
SENTENCE_ENDS = ".!?…"


class Contestant(NamedTuple):
    """One of the two."""

    name: str
    teller: Teller
    has_memory: bool

    @classmethod
    def of(cls, name: str) -> "Contestant":
        """`FOLDER` or `FOLDER:no-memory`, the folder one of checkpoints.

        Raises:
            DataError: there is no checkpoint.
        """
        folder = Path(name.removesuffix(WITHOUT_MEMORY))
        return cls(name, Teller.load("best", root=folder), not name.endswith(WITHOUT_MEMORY))

    def tell(self, prompt: str, sampling: SamplingParams, seed: int, characters: int) -> str:
        """A continuation that the adults-only gate lets pass.

        Raises:
            RefusalError: it lets none of several seeds' pass.
        """
        for attempt in range(TRIES):
            memory = self.teller.running_summary() if self.has_memory else None
            speaker = self.teller.speaker(sampling, seed + 1000 * attempt, memory)
            pieces = map(Character, islice(speaker.characters(prompt), characters))
            try:
                return "".join(piece.text for sentence in released(prompt, pieces) for piece in sentence)
            except RefusalError as refusal:
                last = refusal
        raise last


def build_parser() -> argparse.ArgumentParser:
    """The flags."""
    parser = argparse.ArgumentParser(
        prog="run.py sheet", description="Prompts with continuations by two models, order hidden, and a key."
    )
    parser.add_argument(
        "models", nargs=2, metavar="MODEL", help="a folder of checkpoints; FOLDER:no-memory tells without"
    )
    parser.add_argument(
        "--prompts", type=Path, metavar="FILE", help="UTF-8, a line `***` between prompts; else held-out text"
    )
    parser.add_argument("--count", type=int, default=8, help="prompts (default 8)")
    parser.add_argument("--prompt-chars", type=int, default=1000, help="characters of a held-out prompt (default 1000)")
    parser.add_argument(
        "--chars", type=int, default=600, metavar="N", help="characters of a continuation (default 600)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="for sheet.md and key.json")
    return parser


def read_prompts(path: Path) -> list[str]:
    """The prompts of a file."""
    found = [prompt.strip() for prompt in f"\n{read_utf8(path)}\n".split("\n***\n")]
    return [prompt for prompt in found if prompt]


def held_out_prompts(teller: Teller, count: int, characters: int) -> list[str]:
    """Passages of the held-out documents, evenly spread, from the start of a paragraph to the end of a sentence."""
    from stages.evaluate.measure import held_out

    stories = held_out(PROCESSED, teller.tokenizer, 1 << 40)
    texts = [text for story in stories if len(text := plain_text(teller.tokenizer, story.tolist())) > 2 * characters]
    prompts: list[str] = []
    for number in range(count if texts else 0):
        text = texts[number % len(texts)]
        turn, turns = number // len(texts), -(-count // len(texts))
        place = turn * (len(text) - characters) // turns
        start = text.rfind("\n", 0, place) + 1
        passage = text[start : start + characters]
        end = max(passage.rfind(mark) for mark in SENTENCE_ENDS) + 1
        prompts.append(passage[: end or characters].strip())
    return prompts


def sheet(contestants: list[Contestant], prompts: list[str], options: argparse.Namespace) -> tuple[str, dict[str, str]]:
    """The sheet as Markdown, and which of the two each letter stands for."""
    sampling = load_params("sampling", SamplingParams)
    order = random.Random(options.seed)
    lines = ["# Which continuation is better?", "", "Write A, B or = behind each number; then open the key."]
    key: dict[str, str] = {}
    for number, prompt in enumerate(prompts, 1):
        lines += ["", f"## {number}", "", quoted(prompt)]
        shown = order.sample(contestants, 2)
        for letter, contestant in zip("AB", shown, strict=True):
            told = contestant.tell(prompt, sampling, options.seed + number, options.chars)
            lines += ["", f"### {number} {letter}", "", told.strip()]
            key[f"{number} {letter}"] = contestant.name
    return "\n".join(lines) + "\n", key


def quoted(text: str) -> str:
    """A Markdown quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def main(arguments: list[str]) -> int:
    """Run the command."""
    options = build_parser().parse_args(arguments)
    contestants = [Contestant.of(name) for name in options.models]
    if options.prompts is not None:
        prompts = read_prompts(options.prompts)[: options.count]
    else:
        prompts = held_out_prompts(contestants[0].teller, options.count, options.prompt_chars)
    if not prompts:
        raise DataError(
            f"{options.prompts or PROCESSED}: no prompts; give some with --prompts, or a smaller --prompt-chars"
        )
    text, key = sheet(contestants, prompts, options)
    write_text(options.output / "sheet.md", text)
    write_text(options.output / "key.json", json.dumps(key, indent=2) + "\n")
    print(f"{options.output / 'sheet.md'}: {len(prompts)} prompts; the key is beside it, in key.json")
    return 0
