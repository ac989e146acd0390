"""What a memory proposes for the next token."""

from dataclasses import dataclass
from enum import Enum


class Scope(Enum):
    """Which tokens a proposal speaks of."""

    ALL = "all"
    CAPITALS = "capitals"  # it divides their probability anew, and leaves the other tokens' alone


@dataclass(frozen=True, slots=True)
class Proposal:
    """A distribution over next tokens; shares and rest sum to 1."""

    situation: str  # names its mixing weight
    shares: dict[int, float]
    scope: Scope = Scope.ALL
    rest: float = 0.0  # goes to the tokens that are no letters, in the network's proportions
