"""The rules of the adults-only gate for model/web/gate.js, written out from pipeline/adults_only*.py as they are.

Patterns are put into JavaScript's notation; what applies them is compared with Python's by the tests.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from model import release
from model.export.web_patterns import javascript
from pipeline import adults_only as gate
from pipeline.gate import (
    ages,
    behind,
    disguise,
    fold,
    grown,
    idioms,
    leads,
    markup,
    numbers,
    past,
    phrases,
    relative,
    signs,
    terms,
    young,
)
from pipeline.gate.patterns import DEPTH, NO_LETTER, longest_first, one_of, plain_words, split_terms
from pipeline.gate.search import Search

MARK = "\x01"  # around the name of a group of alternatives
FIGURES = "[0123456789"  # what the signs with figures begin with
BACKWARDS = ("SOFTENERS", "BEFORE_EIGHTEEN", "SHORT_OF_EIGHTEEN", "SHORTFALL", "DURATION_BEFORE", "THINGS_OF_AN_AGE")
LISTS = {  # of fragments, in the order in which they pack smallest
    "no_young": idioms.NO_YOUNG,
    "romance": terms.ROMANCE,
    "suggestive_alone": terms.SUGGESTIVE_ALONE,
    "suggestive": terms.SUGGESTIVE,
    "explicit": terms.EXPLICIT,
    "weak": young.WEAK,
    "excused": phrases.EXCUSED,
    "no_age": behind.NO_AGE,
    **signs.STRONG_TERMS,
    "after_figure": behind.AFTER_FIGURE,
    "phrases": phrases.PHRASES,
    "after_years": behind.AFTER_AGE_OR_DURATION,
    "after_age": behind.AFTER_AGE,
    "told": ", ".join(f"(?:{told})" for told in relative.TOLD.values()),
}
WORDS: dict[str, Iterable[str]] = {
    "values": numbers.VALUES,
    "eighteen": numbers.EIGHTEEN,
    "from_two": [word for word, value in numbers.VALUES.items() if value > 1],
    "kinds": leads.KINDS,
    "tens": relative.TWENTIES,
    "units": relative.UNITS,
    "disguised": disguise.DISGUISED,
    **{name.lower(): plain_words(getattr(leads, name)) for name in ("NO_LEAD", *BACKWARDS)},
}
SIGNS = [["terms", "excused", "told", "phrases"], ["whole", *signs.STRONG_TERMS]]
GROUPS: dict[str, list[list[str]]] = {  # alternatives that model/web/gate-words.js puts together as `one_of` does
    "in_words": [["in_words"], *SIGNS],
    "with_figures": [["with_figures"], *SIGNS],
    "weak": [["terms", "no_young", "weak"]],
    "after_figure": [["terms", "after_age", "after_figure"]],
    **{name: [["terms", name]] for name in LISTS if name not in ("weak", "told", "phrases", "after_figure")},
    "number_words": [["words", "values", "eighteen"]],
    "from_two": [["words", "from_two", "eighteen"]],
    "leads": [["backwards", "kinds", "no_lead"]],
    **{name: [["backwards", name]] for name in ("values", *map(str.lower, BACKWARDS))},
    **{f"{name}_forwards": [["words", name]] for name in ("values", "tens", "units", "disguised")},
}


def alternatives(group: list[list[str]]) -> str:
    """What the pipeline makes of a group, to find it in its patterns."""
    parts: list[str] = []
    for kind, *names in group:
        fragments = [term for name in names if name in LISTS for term in split_terms(LISTS[name])]
        words = [word for name in names if name in WORDS for word in WORDS[name]]
        parts += {
            "terms": fragments,
            "whole": [f"{term}{NO_LETTER}" for term in fragments],
            "words": longest_first(words),
            "backwards": longest_first(word[::-1] for word in words),
        }.get(kind, [])
    chosen = {"in_words": False, "with_figures": True}.get(group[0][0])
    return one_of([part for part in parts if chosen is None or (part[0] in FIGURES) == chosen])


def gate_rules() -> dict[str, Any]:
    """Everything that the adults-only gate knows, for model/web/gate.js."""
    return {
        "words": {
            "lists": {name: javascript(" ".join(fragments.split())) for name, fragments in LISTS.items()},
            "words": {
                name: ", ".join(words)
                for name, words in WORDS.items()
                if name not in ("kinds", "values", "from_two", "tens")
            },
            "groups": GROUPS,
            "end": NO_LETTER,
            "figures": FIGURES,
            "depth": DEPTH,
        },
        "patterns": patterns_of(gate, ("SEXUAL", "NO_YOUNG", "WEAK")),
        "weak_reach": gate.WEAK_REACH,
        "strong_reach": gate.STRONG_REACH,
        "edge": gate.EDGE,
        "suggestive_reach": gate.SUGGESTIVE_REACH,
        "stem": gate.STEM,
        "left_behind": gate.LEFT_BEHIND,
        "judged_share": release.JUDGED_SHARE,
        "ages": age_rules(),
        "grown": grown_rules(),
        "fold": fold_rules(),
    }


def patterns_of(module: Any, names: tuple[str, ...]) -> dict[str, str]:
    """Compiled patterns of a module by name."""
    found = {name.lower(): getattr(module, name) for name in names}
    return {name: carried(written(one)) for name, one in found.items()}


def written(pattern: Search | re.Pattern[str]) -> str:
    """A pattern as one regular expression."""
    return pattern.source if isinstance(pattern, Search) else pattern.pattern


def carried(pattern: str) -> str:
    """A pattern in JavaScript's notation, a name in place of each group of alternatives."""
    for alternation, name in named_groups():
        pattern = pattern.replace(alternation, f"{MARK}{name}{MARK}")
    return javascript(pattern)


@cache
def named_groups() -> list[tuple[str, str]]:
    """Each group as the pipeline's patterns have it and its name, the longest first."""
    return sorted(((alternatives(group), name) for name, group in GROUPS.items()), key=lambda one: -len(one[0]))


def age_rules() -> dict[str, Any]:
    """What pipeline/gate/ages.py reads strong signs by."""
    ends = {kind: (lowest, f"end_{kind}") for kind, (lowest, _) in ages.ENDS.items()}
    closing = {f"end_{kind}": javascript(pattern.pattern) for kind, (_, pattern) in ages.ENDS.items()}
    return {
        "patterns": {
            **patterns_of(signs, ("IN_WORDS", "IN_FIGURES", "EXCUSED", "AFTER_WORD", "NO_AGE")),
            **patterns_of(leads, ("LEAD", "LEAD_OF_EIGHTEEN", "DURATION", "THING", "GROWN_YEARS")),
            **patterns_of(relative, ("RELATIVE", "YEAR", "ADULTS", "APART", "BY", "BIRTH_YEAR")),
            **patterns_of(relative, ("YOUNGER", "PRONOUN", "SAME_PERSON")),
            **closing,
        },
        "strong": {rule: carried(written(pattern)) for rule, pattern in signs.STRONG.items()},
        "ends": ends,
        "apart": ages.APART,
        "kinds": leads_by_kinds(),
        "english": numbers.ENGLISH,
        "other_languages": numbers.OTHER_LANGUAGES,
        "lowest": ages.LOWEST,
        "relative": relative_rules(),
        "reach": ages.REACH,
    }


def leads_by_kinds() -> dict[str, str]:
    """The words that stand before an age, for each choice of kinds."""
    found: dict[str, list[str]] = {}
    for word, kinds in leads.KINDS.items():
        found.setdefault(" ".join(sorted(set(kinds))), []).append(word)
    return {kinds: ", ".join(words) for kinds, words in found.items()}


def relative_rules() -> dict[str, Any]:
    """What pipeline/gate/relative.py tells ages by."""
    return {
        "near": relative.NEAR,
        "before_years": relative.BEFORE_YEARS,
        "lowest": relative.LOWEST,
        "parts": relative.PARTS,
        "tens": relative.TWENTIES,
        "teens": relative.TEENS,
        "units": relative.UNITS,
    }


def grown_rules() -> dict[str, Any]:
    """What pipeline/gate/grown.py and past.py tell grown people and a past by."""
    return {
        "patterns": {
            **patterns_of(grown, ("GROWN_BEHIND", "GROWN_TOO", "PREDICATE", "GROWN_INSTEAD", "NEGATED")),
            **patterns_of(grown, ("GROWN_BEFORE", "OBLIQUE", "TOKENS")),
            **patterns_of(past, ("FRAME", "WORD_FRAME", "WHEN_FRAME", "WHEN", "AT_FRAME", "SINCE", "GROWN_AGAIN")),
            **patterns_of(past, ("TOLD", "SENTENCE_END", "CLAUSE_END", "MEMORIES")),
            **patterns_of(relative, ("PRONOUN",)),
        },
        "definite": sorted(grown.DEFINITE),
        "again": grown.AGAIN,
        "reach": {"before": grown.BEFORE, "behind": grown.BEHIND},
        "past": {"lead": past.LEAD, "after": past.AFTER, "before": past.BEFORE, "memory": past.MEMORY},
    }


def fold_rules() -> dict[str, Any]:
    """What pipeline/gate/fold.py takes disguises off by."""
    return {
        "patterns": patterns_of(fold, ("FRACTION", "LONG_FORMS"))
        | patterns_of(disguise, ("SPELLED", "KNOWN", "BROKEN"))
        | patterns_of(markup, ("MARK",)),
        "said": markup.SAID,
        "spelt_out": list(fold.SPELT_OUT.items()),
        "numerals": disguise.ROMAN | disguise.PROGRAMMED,
        "spoken_in": [name for name, fragments in LISTS.items() if fragments in disguise.SPOKEN_IN],
        "as_i": letters(disguise.AS_I),
        "as_l": letters(disguise.AS_L),
        "signs": disguise.SIGNS,
        "gaps": disguise.GAPS,
        "max_word": disguise.MAX_WORD,
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
