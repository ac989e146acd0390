"""The front door: `python run.py` runs the pipeline; `python run.py COMMAND` does one thing. Dispatch only."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ProjectError

COMMANDS = {
    "run": ("commands.run", "validate, run the pipeline (dvc repro), show what happened; what no command means"),
    "init": ("commands.init", "leave the demo behind and start an empty corpus of one's own"),
    "crawl": ("commands.crawl", "grow the corpus: fetch what is new, record it, rerun what is downstream"),
    "export-warc": ("commands.export_warc", "write the stored pages as one WARC file"),
    "validate": ("commands.validate", "check params.yaml and every raw file, and name what is wrong"),
    "stats": ("commands.stats", "show documents, characters, duplicates and rejections of each stage"),
    "generate": ("commands.generate", "tell a story"),
    "serve": ("commands.serve", "serve the writing page and OpenAI's completions, on this machine"),
    "export": ("commands.export", "write a checkpoint for other programs: Hugging Face, ONNX, GGUF; with a model card"),
    "evaluate": ("commands.evaluate", "score a text of one's own: bits per character, with and without memory"),
    "sheet": ("commands.sheet", "a blind sheet: prompts with the continuations of two models, and a key"),
    "extract": ("commands.extract", "print the text of one HTML file"),
    "dedup": ("commands.dedup", "find duplicates in any folder of .txt files"),
    "forget": ("commands.forget", "remove a document for good: corpus, history, remote; takedowns too"),
    "pull": ("commands.pull", "bring from the remote what training, or generation, needs"),
    "train": ("commands.train", "go on training in intervals, each pushed before the next begins"),
    "compare": ("commands.compare", "show experiments beside each other, in few columns"),
    "merge": ("commands.merge", "unite this corpus with that of another branch; nothing is lost"),
    "clean-disk": ("commands.clean_disk", "say what disk can be reclaimed, and reclaim it"),
    "check": ("commands.check", "ruff, mypy and pytest: the one gate"),
}

USAGE = """\
usage: python run.py [COMMAND] [options]        (python run.py COMMAND --help tells a command's options)

Without a command: validate, then `dvc repro`, then a summary and a story.
  --skip-validation --skip-cleaning --skip-preparation --skip-training
             skip steps; they combine, and a run with any of them never crawls
  --fresh    train from step 0 although a checkpoint is recorded

commands:
{commands}

exit codes: 0 done; 1 something a person can mend, named in one line; 130 interrupted"""


def usage() -> str:
    """The text of --help."""
    return USAGE.format(commands="\n".join(f"  {name:<12}{text}" for name, (_, text) in COMMANDS.items()))


def main(arguments: list[str]) -> int:
    """Hand the arguments to a command and return its exit code."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    name, rest = ("run", arguments) if not arguments or arguments[0].startswith("-") else (arguments[0], arguments[1:])
    if name not in COMMANDS:
        print(f"run.py: {name!r} is not a command; choose from {', '.join(COMMANDS)}", file=sys.stderr)
        return 1
    command: Callable[[list[str]], int] = importlib.import_module(COMMANDS[name][0]).main
    try:
        return command(rest)
    except ProjectError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("run.py: interrupted; run it again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    if Path.cwd() != Path(__file__).resolve().parent:
        sys.exit(f"run.py: started in {Path.cwd()}; cd {Path(__file__).resolve().parent} first")
    sys.exit(main(sys.argv[1:]))
