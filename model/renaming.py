"""Characters under other names: what a network learns about a name in its summary, it can only learn by copying it.

In part of the windows that begin with a summary, each name of that line becomes another name of the corpus, of the same
length, in the line and in the text alike. A network that has learnt a novel's names by heart is of no help there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.memory import SummaryTable
from model.pointer import Alphabet
from model.tokenizer import Ids, Tokenizer

LINES = 10_000  # of the table that names are taken from, evenly spread


@dataclass(frozen=True)
class Renaming:
    """Renames the characters of windows."""

    table: SummaryTable  # where other names come from
    tokenizer: Tokenizer

    @cached_property
    def alphabet(self) -> Alphabet:
        """The tokens that are characters."""
        return Alphabet.of(self.tokenizer)

    @cached_property
    def pool(self) -> dict[int, list[str]]:
        """Names of the corpus by their length, in a fixed order."""
        count = len(self.table.rows)
        chosen = np.linspace(0, count - 1, min(LINES, count)).astype(int)
        names = {name for row in chosen.tolist() for name in self.table.line(row).split()}
        pool: dict[int, list[str]] = {}
        for name in sorted(names):
            if all(character in self.alphabet.ids for character in name):
                pool.setdefault(len(name), []).append(name)
        return pool

    def renamed(self, tokens: NDArray[np.int64], prefix: Ids, rng: np.random.Generator) -> NDArray[np.int64]:
        """(N,) tokens, a summary of `len(prefix)` and a text, with other names for those in the summary."""
        # One character for each token; a control token or a byte, which ends a word, is a blank.
        text = "".join(self.alphabet.characters[token] or " " for token in tokens.tolist())
        new_names = self.new_names(text[: len(prefix)].split(), rng)
        if not new_names:
            return tokens
        whole = "|".join(map(re.escape, sorted(new_names, key=lambda name: (-len(name), name))))
        tokens = tokens.copy()
        for match in re.finditer(rf"(?<![^\W\d_])(?:{whole})(?![^\W\d_])", text):
            tokens[match.start() : match.end()] = [self.alphabet.ids[letter] for letter in new_names[match[0]]]
        return tokens

    def new_names(self, names: Sequence[str], rng: np.random.Generator) -> dict[str, str]:
        """Another name for each, of its length; a name without a fellow keeps its own."""
        taken = set(names)
        found: dict[str, str] = {}
        for name in dict.fromkeys(names):
            fellows = self.pool.get(len(name), [])
            new = fellows[int(rng.integers(len(fellows)))] if fellows else name
            if new not in taken:
                found[name] = new
                taken.add(new)
        return found
