"""What comes next by the network, mixed with what the running summary and the story so far propose.

Each proposal is a distribution over some tokens with a mixing weight of its own, adapted after every token that was
read: the weight moves towards the probability that the proposal, not what it was mixed into, gave that token (one step
of online expectation maximisation). A proposal that errs loses its weight within a few dozen tokens, so that a wrong
memory costs next to nothing. The result sums to one: it is the model's probability, in scores as in generation.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter, ValidationError

from model.cache import StoryCache
from model.ngram import NGram
from model.pointer import Alphabet, SummaryPointer
from model.proposal import Proposal, Scope
from model.tokenizer import Tokenizer
from pipeline.errors import DataError
from pipeline.files import REPORTS
from pipeline.params import Params

WEIGHTS = REPORTS / "evaluate" / "mixture.json"  # learnt on held-out documents
Probabilities = NDArray[np.float64]
LEAST, MOST = 1e-4, 0.995  # of a weight: it can always recover
LEAST_MASS = 1e-12


class MixtureParams(Params):
    """params.yaml `mixture`."""

    pointer: bool
    cache_tokens: int = Field(ge=0, le=1 << 20)
    cache_candidates: int = Field(ge=1, le=255)
    cache_lengths: list[int] = Field(min_length=1)
    weight: float = Field(gt=0, lt=1)
    caution: float = Field(ge=1)
    min_rate: float = Field(gt=0, lt=1)


class Masses(NamedTuple):
    """What the network gives one token, and the two sorts of tokens that the pointer speaks of."""

    token: float
    capitals: float
    letters: float


def read_weights(path: Path = WEIGHTS) -> dict[str, float]:
    """The mixing weights that evaluation learnt; none where it has not run.

    Raises:
        DataError: the file is damaged.
    """
    try:
        return TypeAdapter(dict[str, float]).validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        raise DataError(f"{path}: not mixing weights ({error.errors()[0]['msg']}); run `dvc repro evaluate`") from None


@dataclass
class Weights:
    """Mixing weights by situation, such as `cache 5 3 1`: each with how often it was adapted."""

    params: MixtureParams
    values: dict[str, tuple[float, float]] = field(default_factory=dict)  # weight, times adapted

    def __getitem__(self, situation: str) -> float:
        found = self.values.get(situation)
        return found[0] if found else self.params.weight

    def adapt(self, situation: str, share: float) -> None:
        """Move a weight towards `share`, the part of a token's probability that its proposal gave."""
        weight, times = self.values.get(situation, (self.params.weight, 0.0))
        rate = max(self.params.min_rate, 1 / (times + self.params.caution))
        self.values[situation] = (min(max(weight + rate * (share - weight), LEAST), MOST), times + 1)


class Mixture:
    """The proposals for one story at a time: feed it every token, and the summary whenever that changes."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        params: MixtureParams,
        window: int,
        weights: Mapping[str, float] | None = None,
        text: NGram | None = None,
    ) -> None:
        """Begin a story.

        Args:
            window: tokens that the network sees at once.
            weights: learnt mixing weights; without them each begins at `params.weight`.
            text: what usually follows in the training text.
        """
        self.alphabet, self.window, self.text = Alphabet.of(tokenizer), window, text
        self.weights = Weights(params)
        self.weights.values = {name: (weight, params.caution) for name, weight in (weights or {}).items()}
        self.begin()

    def begin(self) -> None:
        """Forget the story, not the weights."""
        params = self.weights.params
        self.pointer = SummaryPointer(self.alphabet) if params.pointer else None
        self.cache = StoryCache(params.cache_tokens, params.cache_candidates, params.cache_lengths, self.window)
        self.recent: deque[int] = deque(maxlen=self.text.order if self.text else 0)

    def read_summary(self, line: str) -> None:
        """Point into this line from now on."""
        if self.pointer:
            self.pointer.line(line)

    def distribution(self, network: Probabilities) -> Probabilities:
        """The mixed probabilities (V,) of the next token, given the network's (V,)."""
        mixed, left = network, 1.0
        shares: dict[int, float] = {}
        for proposal in reversed(self.proposals()):  # the last one has the last word: what it leaves goes to the others
            weight = self.weights[proposal.situation]
            if proposal.scope is Scope.CAPITALS or proposal.rest:
                mixed = self.pointed(mixed, proposal, weight)  # the summary's, which comes first of all
                continue
            for token, share in proposal.shares.items():
                shares[token] = shares.get(token, 0.0) + left * weight * share
            left *= 1 - weight
        mixed = mixed * left
        for token, share in shares.items():
            mixed[token] += share
        return np.asarray(mixed / mixed.sum())

    def pointed(self, network: Probabilities, proposal: Proposal, weight: float) -> Probabilities:
        """The network's probabilities (V,), mixed with a proposal that speaks of capitals alone, or that has a rest."""
        proposed = np.zeros_like(network)
        for token, share in proposal.shares.items():
            proposed[token] = share
        if proposal.scope is Scope.CAPITALS:
            inside = self.alphabet.capitals
            proposed = np.where(inside, proposed * network[inside].sum(), network)
        else:
            others = np.where(self.alphabet.letters, 0.0, network)
            proposed += others * (proposal.rest / max(others.sum(), LEAST_MASS))
        return np.asarray((1 - weight) * network + weight * proposed)

    def observe(self, token: int, masses: Masses | None) -> float:
        """Take in the next token; its mixed probability, when the network's masses are given.

        Args:
            masses: None for a token whose probability nobody asked for: it is remembered, no weight moves.
        """
        probability = 0.0
        if masses is not None:
            probability = self.learn(token, masses)
        if self.pointer:
            self.pointer.observe(token)
        self.cache.observe(token)
        self.recent.append(token)
        return probability

    def learn(self, token: int, masses: Masses) -> float:
        """The mixed probability of a token; every weight that took part is adapted to it."""
        probability = masses.token
        for proposal in self.proposals():
            proposed = self.proposed(proposal, token, masses)
            if proposed is None:
                continue
            weight = self.weights[proposal.situation]
            mixed = (1 - weight) * probability + weight * proposed
            self.weights.adapt(proposal.situation, weight * proposed / mixed if mixed > 0 else 0.0)
            probability = mixed
        return probability

    def proposed(self, proposal: Proposal, token: int, masses: Masses) -> float | None:
        """What a proposal gives one token; None when it says nothing of such tokens."""
        share = proposal.shares.get(token, 0.0)
        if proposal.scope is Scope.CAPITALS:
            return share * masses.capitals if self.alphabet.capitals[token] else None
        if proposal.rest and not self.alphabet.letters[token]:
            share += proposal.rest * masses.token / max(1 - masses.letters, LEAST_MASS)
        return share

    def proposals(self) -> Sequence[Proposal]:
        """What is proposed now: by the summary, by the training text, by the story, shorter matches first."""
        pointed = self.pointer.propose() if self.pointer else None
        usual = Proposal("text", self.text.following(list(self.recent))) if self.text else None
        return [*(proposal for proposal in (pointed, usual) if proposal), *self.cache.propose()]

    def masses(self, network: Probabilities, token: int) -> Masses:
        """The network's (V,) probabilities as `observe` wants them."""
        capitals, letters = self.alphabet.capitals, self.alphabet.letters
        return Masses(float(network[token]), float(network[capitals].sum()), float(network[letters].sum()))

    def learnt(self) -> dict[str, float]:
        """The mixing weights, for a checkpoint; those met less than `caution` times are left out."""
        least = self.weights.params.caution
        known = sorted(self.weights.values.items())
        return {situation: round(weight, 4) for situation, (weight, times) in known if times >= least}
