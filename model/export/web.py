"""A static folder: the writing page with the model, its memory and the adults-only gate inside the reader's browser.

Nothing but files: any web server that serves them will do, and no request leaves for anywhere else. The rules of the
gate are written out from pipeline/adults_only*.py as they are, their patterns in JavaScript's notation.
"""

import gzip
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from model import release
from model.export.trained import Trained
from model.memory import MemoryParams
from model.mixture import MixtureParams, read_weights
from model.params import SamplingParams
from pipeline import adults_only as gate
from pipeline import adults_only_ages as ages
from pipeline import adults_only_fold as fold
from pipeline import adults_only_numbers as numbers
from pipeline.files import write_bytes
from pipeline.params import load_params

MODEL = Path(__file__).resolve().parent.parent
PAGE, ENGINE = MODEL / "serve" / "page", MODEL / "web"
BACKEND = "backend.js"  # the page's file that knows where the model runs; the engine brings its own
TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?>|\(\?<?[=!:]|[()|]|(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})[+?]?|.",
    re.DOTALL,
)


def javascript(pattern: str) -> str:
    """A pattern of Python's `re` as JavaScript writes it, the same matches in ASCII text.

    Atomic groups and possessive quantifiers become a look ahead that is then matched by reference: once it has found
    something, nothing inside is tried again.
    """
    parts: list[str] = []
    starts: list[tuple[int, bool]] = []  # of the open groups: where they begin, whether they are atomic
    last = named = 0  # where the last atom begins; atomic groups so far
    for token in TOKEN.findall(pattern):
        if token == ")":
            last, is_atomic = starts.pop()
            parts.append("))" if is_atomic else ")")
            if is_atomic:
                named += 1
                parts[last:] = [atomic("".join(parts[last:]).removeprefix("(?=(?<>").removesuffix("))"), named)]
        elif token.startswith("("):
            starts.append((len(parts), token == "(?>"))
            parts.append("(?=(?<>" if token == "(?>" else token.replace("?P<", "?<"))
        elif token[0] in "*+?{" and len(token) > 1 and token[-1] == "+":
            named += 1
            parts[last:] = [atomic("".join(parts[last:]) + token[:-1], named)]
        elif token[0] in "*+?" or (token[0] == "{" and len(token) > 1):
            parts.append(token)
        else:
            last = len(parts)
            parts.append(plain_token(token))
    return "".join(parts)


def atomic(pattern: str, number: int) -> str:
    """A pattern that is never tried a second time."""
    return rf"(?:(?=(?<a{number}>{pattern}))\k<a{number}>)"


def plain_token(token: str) -> str:
    """One character, class or escape."""
    return {"$": r"(?=\n?$)", ".": r"[^\n]", r"\Z": "$"}.get(token, token)


def gate_rules() -> dict[str, Any]:
    """Everything that the adults-only gate knows, for model/web/gate.js."""
    return {
        "patterns": patterns_of(gate, ("EXPLICIT", "SEXUAL", "SUGGESTIVE_ALONE", "WEAK")),
        "weak_reach": gate.WEAK_REACH,
        "strong_reach": gate.STRONG_REACH,
        "edge": gate.EDGE,
        "suggestive_reach": gate.SUGGESTIVE_REACH,
        "stem": gate.STEM,
        "judged_share": release.JUDGED_SHARE,
        "ages": age_rules(),
        "fold": fold_rules(),
    }


def patterns_of(module: Any, names: tuple[str, ...]) -> dict[str, str]:
    """Compiled patterns of a module by name."""
    return {name.lower(): javascript(getattr(module, name).pattern) for name in names}


def age_rules() -> dict[str, Any]:
    """What pipeline/adults_only_ages.py reads strong signs by."""
    names = ("IN_WORDS", "IN_FIGURES", "EXCUSED", "AFTER_WORD", "BORN", "YEAR", "NO_AGE", "LEAD", "LEAD_OF_EIGHTEEN")
    ends = {kind: (lowest, f"end_{kind}") for kind, (lowest, _) in ages.ENDS.items()}
    closing = {f"end_{kind}": javascript(pattern.pattern) for kind, (_, pattern) in ages.ENDS.items()}
    return {
        "patterns": patterns_of(ages, (*names, "DURATION", "THING")) | closing,
        "strong": {rule: javascript(pattern.pattern) for rule, pattern in ages.STRONG.items()},
        "ends": ends,
        "kinds": ages.KINDS,
        "lead_ends": sorted(ages.LEAD_ENDS),
        "english": list(numbers.ENGLISH),
        "other_languages": list(numbers.OTHER_LANGUAGES),
        "number_words": ages.NUMBER_WORDS,
        "near_birth": ages.NEAR_BIRTH,
        "reach": ages.REACH,
    }


def fold_rules() -> dict[str, Any]:
    """What pipeline/adults_only_fold.py takes disguises off by."""
    return {
        "patterns": patterns_of(fold, ("FRACTION", "MIXED", "REST_OF_WORD", "SPELLED", "KNOWN")),
        "spelt_out": list(fold.SPELT_OUT.items()),
        "disguised": fold.DISGUISED,
        "as_i": letters(fold.AS_I),
        "as_l": letters(fold.AS_L),
        "gaps": fold.GAPS,
        "max_word": fold.MAX_WORD,
        "word_signs": fold.WORD_SIGNS,
        "last": fold.LAST,
        "other": fold.OTHER,
        "table": runs(),
    }


def letters(table: dict[int, int | None]) -> dict[str, str]:
    """What each sign stands for; nothing for those that are left out."""
    return {chr(sign): chr(letter) if letter is not None else "" for sign, letter in table.items()}


def runs() -> list[list[int]]:
    """The fold's table: after so many characters that no rule names, so many that become this, plus so much for each."""
    table = fold.table().astype(int)
    found: list[list[int]] = []
    end = place = 0
    while place < len(table):
        if table[place] == fold.OTHER:
            place += 1
            continue
        step = int(np.clip(table[min(place + 1, len(table) - 1)] - table[place], 0, 1))
        count = 1
        while place + count < len(table) and table[place + count] == table[place] + step * count != fold.OTHER:
            count += 1
        found.append([place - end, count, int(table[place]), step])
        place = end = place + count
    return found


def description(trained: Trained) -> dict[str, Any]:
    """What the browser must know besides the weights."""
    return {
        "architecture": asdict(trained.config),
        "characters": trained.tokenizer.characters,
        "sampling": load_params("sampling", SamplingParams).model_dump(),
        "memory": load_params("memory", MemoryParams).model_dump(),
        "mixture": load_params("mixture", MixtureParams).model_dump(),
        "weights": read_weights(),
    }


def compact(content: Any) -> bytes:
    """JSON in as few bytes as it takes."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def code() -> dict[str, bytes]:
    """The page, the engine and the gate's rules by file name: everything but the model."""
    page = {path.name: path.read_bytes() for path in sorted(PAGE.iterdir())}
    engine = {path.name: path.read_bytes() for path in sorted(ENGINE.iterdir())}
    files = {f"page/{name}": content for name, content in (page | engine).items()}
    return {
        "index.html": files.pop("page/index.html"),
        **files,
        "model/gate.json.gz": gzip.compress(compact(gate_rules()), mtime=0),
    }


def export_web(trained: Trained, folder: Path) -> list[str]:
    """Write the folder; how to use it, in lines of Markdown."""
    for name, content in code().items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_bytes(folder / name, content)
    write_bytes(folder / "model" / "model.json", compact(description(trained)))
    save_file(trained.weights, folder / "model" / "model.safetensors")
    return [
        "Serve the folder with any web server and open it, for instance:",
        "",
        "```",
        f"python -m http.server --bind 127.0.0.1 --directory {folder.name} 8080",
        "```",
        "",
        "The page then stands at http://127.0.0.1:8080/. The model runs in the browser: what is written there leaves it for nowhere.",
    ]
