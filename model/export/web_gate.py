"""The rules of the adults-only gate for model/web/gate.js, written out from pipeline/adults_only*.py as they are.

Patterns are put into JavaScript's notation; what applies them is compared with Python's by the tests.
"""

import re
from typing import Any

import numpy as np

from model import release
from pipeline import adults_only as gate
from pipeline import adults_only_ages as ages
from pipeline import adults_only_fold as fold
from pipeline import adults_only_numbers as numbers

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
    """The fold's table: how many characters no rule names, how many follow, what the first becomes, step to each."""
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
