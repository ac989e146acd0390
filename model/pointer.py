"""A pointer into the summary line: when a word begins like a name that it holds, the name is proposed letter by letter.

It reads the line that a person can read and edit, and nothing else: the last names of the line are the most salient.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.proposal import Proposal, Scope
from model.tokenizer import FIRST_CHARACTER, Tokenizer

LONG = 5  # letters; longer beginnings count alike
MANY = 3  # names; more that begin alike count alike


@dataclass(frozen=True)
class Alphabet:
    """The tokens that are characters, and their sorts."""

    characters: list[str]  # (V,) empty for control tokens and bytes
    ids: dict[str, int]
    letters: NDArray[np.bool_]  # (V,)
    capitals: NDArray[np.bool_]

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> "Alphabet":
        """A tokenizer's characters."""
        ids = np.arange(FIRST_CHARACTER, tokenizer.vocab_size, dtype=np.uint16)
        characters = [""] * FIRST_CHARACTER + [tokenizer.decode(ids[n : n + 1]) for n in range(len(ids))]
        return cls(
            characters,
            {character: token for token, character in enumerate(characters) if character},
            np.array([character.isalpha() for character in characters]),
            np.array([character.isupper() for character in characters]),
        )


class SummaryPointer:
    """Follows a story's words beside the names of its summary."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self.names: list[tuple[str, float]] = []  # with their weight among each other
        self.word = ""  # letters since the last token that was none

    def line(self, line: str) -> None:
        """Point into this line from now on."""
        self.names = [(name, 1 / place) for place, name in enumerate(reversed(line.split()), start=1)]

    def observe(self, token: int) -> None:
        """Take in the next token of the story."""
        character = self.alphabet.characters[token]
        self.word = self.word + character if character.isalpha() else ""

    def propose(self) -> Proposal | None:
        """The next letter of the names that the present word may become, or that it ends."""
        if not self.word:
            return self.begin()
        if not self.word[0].isupper():
            return None
        rest, shares, many = 0.0, dict[int, float](), 0
        for name, weight in self.names:
            if name.startswith(self.word):
                many += 1
                if len(name) == len(self.word):
                    rest += weight
                elif (token := self.alphabet.ids.get(name[len(self.word)])) is not None:
                    shares[token] = shares.get(token, 0.0) + weight
        total = rest + sum(shares.values())
        if not total:
            return None
        situation = f"summary {min(len(self.word), LONG)} {min(many, MANY)}"
        return Proposal(situation, {token: share / total for token, share in shares.items()}, rest=rest / total)

    def begin(self) -> Proposal | None:
        """The first letters of the names, for where a capital comes."""
        shares: dict[int, float] = {}
        for name, weight in self.names:
            token = self.alphabet.ids.get(name[0])
            if token is not None and self.alphabet.capitals[token]:
                shares[token] = shares.get(token, 0.0) + weight
        total = sum(shares.values())
        if not total:
            return None
        return Proposal("summary 0", {token: share / total for token, share in shares.items()}, Scope.CAPITALS)
