"""Large alternations of words, arranged so that the standard library searches them fast."""

import re
from collections.abc import Iterable

BEFORE_WORD = "[^a-z0-9]"  # consumed: half again as fast as a word boundary; pad the text with a space
NO_LETTER = r"(?!\w)"
LONG = 250  # letters of a pattern; longer ones are not repeated for each word that they can stand behind
SIGN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.")  # of a pattern: an escape, a class or one character

FIRST_SIGN = re.compile(r"(?:[\w']|\[(?:\\.|[^\]\\])*\]|\\[a-z])(?:[?*+]|\{[^}]*\})?\+?")  # with what repeats it
DEPTH = 8  # signs at the beginning of alternatives that are taken out


def spaced(fragment: str) -> str:
    """A fragment in which a space stands for white space or hyphens, and ` ?` for none or some."""
    return fragment.replace(" ?", r"[\s-]*").replace(" ", r"[\s-]+")


def split_terms(fragments: str) -> list[str]:
    """The fragments of a list separated by commas, those with choices at their start once for each."""
    return [spaced(part) for fragment in " ".join(fragments.split()).split(", ") for part in expand(fragment)]


def one_of(parts: list[str]) -> str:
    """A group that matches any of the parts."""
    return f"(?:{group_by_start(parts, DEPTH)})"


def whole_words(parts: list[str]) -> str:
    """The same where no letter follows."""
    return f"{one_of(parts)}{NO_LETTER}"


def expand(fragment: str) -> list[str]:
    """A fragment that starts with a plain group, once per alternative: `(?:a|b) c` gives `a c` and `b c`."""
    if not fragment.startswith("(?:"):
        return [fragment]
    depth, start = 1, 3
    choices = []
    for sign in SIGN.finditer(fragment, start):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if not depth or (depth == 1 and sign[0] == "|"):
            choices.append(fragment[start : sign.start()])
            start = sign.end()
        if not depth:
            break
    rest = fragment[start:]
    if rest[:1] in tuple("?*+{"):
        return [fragment]
    parts = [part for choice in choices for part in expand(choice)]
    return [part + rest for part in (parts if len(rest) < LONG else by_first_letter(parts))]


def by_first_letter(choices: list[str]) -> list[str]:
    """Choices with the same first letter as one, so that what follows them is written once for each letter."""
    groups: dict[str, list[str]] = {}
    for choice in choices:
        groups.setdefault(choice[:1] if re.match(r"[\w'](?![?*+{])", choice) else "", []).append(choice)
    return [
        one if len(group) == 1 else f"{letter}(?:{'|'.join(choice[len(letter) :] for choice in group)})"
        for letter, group in groups.items()
        for one in group[:1]
    ]


def group_by_start(parts: list[str], depth: int) -> str:
    """An alternation with common beginnings taken out, several times faster to search with."""
    groups: dict[str, list[str]] = {}
    for part in dict.fromkeys(parts):
        first = FIRST_SIGN.match(part) if depth else None
        groups.setdefault(first[0] if first else part, []).append(part)
    return "|".join(
        f"{start}(?:{group_by_start([part[len(start) :] for part in group], depth - 1)})"
        if len(group) > 1
        else group[0]
        for start, group in groups.items()
    )


def plain_words(words: str) -> list[str]:
    """A list of words separated by commas."""
    return " ".join(words.split()).split(", ")


def longest_first(words: Iterable[str]) -> list[str]:
    """Words as patterns, none before a longer one that begins with it."""
    return [spaced(word) for word in sorted(words, key=len, reverse=True)]


def backwards(words: Iterable[str]) -> str:
    """Words letter by letter from their ends, as one pattern."""
    return one_of(longest_first(word[::-1] for word in words))


def words_of(*fragments: str) -> frozenset[str]:
    """Every plain word of four letters or more in lists of fragments."""
    found = re.findall(r"([a-z]{3,})([a-z])(\??)", re.sub(r"\\.", " ", " ".join(fragments)))
    return frozenset(word + last for word, last, _ in found) | {word for word, _, optional in found if optional}
