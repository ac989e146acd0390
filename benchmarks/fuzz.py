"""Hostile input for extract, clean, the masks and the tokenizer: `python -m benchmarks.fuzz [--seconds 60]`.

Two passes over each target, in a process of its own: every fragment that has troubled a parser, repeated to a
megabyte; then mutated inputs for as long as asked, chosen by coverage where atheris is installed, at random otherwise.
A crash, a broken promise, more than 2 CPU seconds for one input or more than 1 GB of memory fails, and the input is
kept. `--seed` repeats a random run.
"""

import argparse
import importlib.util
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

MAX_SECONDS = 2.0  # of CPU, for a megabyte
MAX_MEMORY_MB = 1000
LONG = 1_000_000  # bytes
SHORT = 4000  # bytes of a mutated input, at most
FRAGMENTS = [
    "a", "word ", "Share this: ", "previous chapter | ", "\n", " \n", "\r\n", "\x0b", "\x00", "\x1b[1;", "\x85",
    "\ufeff", "&amp;", "&", "amp;", "&#38;", "&lt;", "â€™", "Ãƒ", "Â", "ƒ", "\u0301", "\u200d", "\u00ad",
    "\u202e", "👩\u200d", "漢", "“", "'", "`", "— ", "- ", "--", ". ", "…", "*", "*x", "_a ", "*_", "***\n",
    "oO ", "http://", "http<", "www.", "://", "<", ">", "<b>", "</b>", "<p", "<p>", "<div>", "</div>",
    "<div><p>a", "<table><tr><td>", "<!--", "-->", "<![CDATA[", "<script>", "<style>", "a{b:c}", "@media{",
    "[url=", "[/i]", "[", "{", "}", '{"@type":"Article","articleBody":"', '\\"', "<|", "<\\|", "|>",
    "<|end_of_text|>", "0", "01 ", "+1 ", "(0", "555-", "12 34 ", "a@", "a.", "@", "1.", "$1 ", "<br>", "<hr>",
    "<a href=x>", "&nbsp;", "I love you ", "- - ", "\t", "#", "x=1;", "ﬁ", "Ａ", "ſ", "İ", "\u2028", "\ue000",
]  # fmt: skip
SEEDS = [
    "“Où est-il?” she said — and waited… *very* long.\n\n* * *\n\nChapter 3 of 12\n\nCall 020 7946 0958.",
    "<html><head><title>T</title></head><body><article><p>She waited by the door, and nobody came that night.</p><hr>"
    "<p>It was â€œoverâ€\u009d, she didnâ€™t say.</p></article><div class=nav><a href=/>Home</a></div></body></html>",
]
Target = Callable[[bytes], None]


def clean_target() -> Target:
    """Cleaning in both styles: stable, in UTF-8, and a verdict that stays."""
    from pipeline.params import load_params
    from stages.clean.filters import find_fault
    from stages.clean.normalise import clean_text
    from stages.clean.params import CleanParams

    plain = load_params("clean", CleanParams)
    styles = [plain, plain.model_copy(update={"typography": "typographic"})]
    limits = plain.filters.model_copy(update={"min_words": 1})

    def check(content: bytes) -> None:
        style = styles[len(content) % 2]
        text = clean_text(content.decode("utf-8", "surrogateescape"), style)
        text.encode("utf-8")
        find_fault(text, limits)
        if len(content) <= SHORT and clean_text(text, style) != text:
            raise AssertionError("cleaning a cleaned text changed it")

    return check


def tokenizer_target() -> Target:
    """Every text comes back, plain and marked."""
    from model.tokenizer import Tokenizer, TokenizerParams, escape, unescape
    from pipeline.params import load_params

    tokenizer = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))

    def check(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        marked = f"{escape(text)}<|end_of_text|>"
        if tokenizer.decode(tokenizer.encode(text)) != text or unescape(escape(text)) != text:
            raise AssertionError("a text did not come back")
        if tokenizer.decode_marked(tokenizer.encode_marked(marked)) != marked:
            raise AssertionError("a marked text did not come back")

    return check


def masks_target() -> Target:
    """Masking masked text changes nothing."""
    from stages.prepare.contacts import mask_contacts

    def check(content: bytes) -> None:
        masked, _, _ = mask_contacts(content.decode("utf-8", "replace"))
        if len(content) <= SHORT and mask_contacts(masked)[0] != masked:
            raise AssertionError("masking a masked text changed it")

    return check


def extract_target() -> Target:
    """A text in UTF-8, whatever the page."""
    from stages.extract import extract_text

    def check(content: bytes) -> None:
        extract_text(content).encode("utf-8")

    return check


TARGETS = {"clean": clean_target, "tokenizer": tokenizer_target, "masks": masks_target, "extract": extract_target}


@cache
def fragments() -> list[bytes]:
    """The fragments as bytes, and as bytes that are no UTF-8."""
    return [fragment.encode("utf-8") for fragment in FRAGMENTS] + [b"\xff", b"\xe2\x80", b"\xed\xa0\x80", b"\xc3"]


def long_inputs() -> Iterator[bytes]:
    """Each fragment repeated to a megabyte: alone, as one line and between words."""
    for fragment in fragments():
        yield fragment * (LONG // len(fragment))
        mixed = b"<p>" + fragment * 30 + b" and then "
        yield mixed * (LONG // len(mixed))


def mutated(rng: random.Random) -> bytes:
    """A seed with pieces put in, left out, repeated and turned."""
    content = bytearray(rng.choice(SEEDS).encode("utf-8"))
    for _ in range(rng.randrange(1, 12)):
        place = rng.randrange(len(content) + 1)
        kind = rng.randrange(5)
        if kind == 0:
            content[place:place] = rng.choice(fragments()) * rng.randrange(1, 40)
        elif kind == 1:
            del content[place : place + rng.randrange(1, 30)]
        elif kind == 2:
            content[place:place] = content[place : place + rng.randrange(1, 200)]
        elif kind == 3 and place < len(content):
            content[place] ^= 1 << rng.randrange(8)
        else:
            content[place:place] = rng.randbytes(rng.randrange(1, 12))
    return bytes(content[:SHORT])


def run_one(name: str, check: Target, content: bytes, max_seconds: float) -> None:
    """One input, timed; keep it and stop when it fails."""
    started = time.process_time()
    problem = ""
    try:
        check(content)
    except Exception as error:  # whatever it is, it is what was looked for
        problem = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - started
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if seconds > max_seconds:
        problem = problem or f"{seconds:.1f} CPU seconds, more than {max_seconds}"
    if memory_mb > MAX_MEMORY_MB:
        problem = problem or f"{memory_mb:.0f} MB, more than {MAX_MEMORY_MB}"
    if problem:
        path = Path(tempfile.gettempdir()) / f"fuzz-{name}.bin"
        path.write_bytes(content)
        sys.exit(f"{name}: {problem[:300]}; the input is in {path}, it begins {content[:60]!r}")


def fuzz(name: str, seconds: float, seed: int, max_seconds: float) -> None:
    """Long inputs, then mutated ones until the time is over."""
    check = TARGETS[name]()
    check(SEEDS[0].encode())  # what a first call loads is not timed
    longest = 0.0
    for content in long_inputs():
        started = time.process_time()
        run_one(name, check, content, max_seconds)
        longest = max(longest, time.process_time() - started)
    rng, count, end = random.Random(seed), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        run_one(name, check, mutated(rng), max_seconds)
        count += 1
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: a megabyte took at most {longest:.2f} CPU s; {count:,} mutated inputs; {memory_mb:.0f} MB", flush=True
    )


def fuzz_by_coverage(name: str, seconds: float, max_seconds: float) -> None:
    """Inputs that atheris chooses; it ends the process."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["stages", "model", "pipeline", "ftfy"]):
        check = TARGETS[name]()
    folder = tempfile.mkdtemp(prefix="fuzz-")
    for number, content in enumerate([seed.encode() for seed in SEEDS] + fragments()):
        (Path(folder) / str(number)).write_bytes(content)
    options = [f"-max_total_time={seconds:.0f}", f"-max_len={SHORT}", f"-timeout={max_seconds * 5:.0f}", "-verbosity=0"]
    options += [f"-artifact_prefix={tempfile.gettempdir()}/fuzz-{name}-", f"-rss_limit_mb={MAX_MEMORY_MB}"]
    atheris.Setup([sys.argv[0], *options, folder], lambda content: check(content))
    atheris.Fuzz()


def main() -> None:
    """Each target in its own process."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=float, default=60, help="of mutated inputs, for each target and engine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--max-seconds", type=float, default=MAX_SECONDS, help="of CPU for one input")
    parser.add_argument("--target", choices=sorted(TARGETS), help="only this one")
    parser.add_argument("--engine", choices=["random", "atheris"], help="in this process")
    options = parser.parse_args()
    if options.engine == "atheris":
        fuzz_by_coverage(options.target, options.seconds, options.max_seconds)
    elif options.engine:
        fuzz(options.target, options.seconds, options.seed, options.max_seconds)
    else:
        engines = ["random", *(["atheris"] if importlib.util.find_spec("atheris") else [])]
        targets = [options.target] if options.target else sorted(TARGETS)
        runs = [["--target", target, "--engine", engine] for target in targets for engine in engines]
        common = [f"--seconds={options.seconds}", f"--seed={options.seed}", f"--max-seconds={options.max_seconds}"]
        codes = [subprocess.run([sys.executable, "-m", "benchmarks.fuzz", *common, *run]).returncode for run in runs]
        sys.exit(max(codes))


if __name__ == "__main__":
    main()
