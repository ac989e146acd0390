"""What followed here before: an n-gram cache over the whole story (Kuhn and De Mori 1990), in bounded memory.

The story is a ring of tokens. Positions that share their three tokens before hang in one chain, newest first, as in
LZ77: proposing walks the chain, measures how far each earlier place agrees with the present one, and lets the tokens
that followed vote. Places that agree further vote again, in proposals of their own, which are mixed in later.
"""

from array import array
from collections.abc import Sequence

import numpy as np

from model.proposal import Proposal

SHORTEST = 3  # tokens that a chain agrees in
HEADS = 1 << 16  # chains; places whose three tokens differ may share one, and are told apart by comparing
FIRST = 4096  # tokens that there is room for at first
LONGEST = 32  # tokens compared
BACK = np.arange(1, LONGEST + 2)  # how far back they lie, and one more


class StoryCache:
    """The tokens of a story, newest `size` at least, and where to find those that stood in the same context."""

    def __init__(self, size: int, candidates: int, lengths: Sequence[int], window: int) -> None:
        """An empty story.

        Args:
            size: tokens remembered, rounded up to a power of two; 0 remembers none.
            window: the newest tokens, which the network sees itself: a place is found once it is older, so that a
                story does not run in a circle behind its own last words.
            candidates: earlier places looked at, the newest first.
            lengths: agreement in tokens from which places vote once more, rising.
        """
        self.window = window
        self.size = 1 << (size - 1).bit_length() if size else 0
        self.candidates, self.lengths = candidates, [length for length in lengths if length >= SHORTEST]
        self.tokens, self.before, self.hidden = array("H"), array("i"), bytearray()
        self.grow(min(self.size, FIRST))
        self.heads = array("i", b"\xff" * (4 * HEADS if size else 0))
        self.end = 0  # tokens read
        self.closed = False

    def grow(self, room: int) -> None:
        """Make room for more tokens, before the ring closes for the first time: short stories need little."""
        more = room - len(self.tokens)
        self.ring = np.empty(0, np.uint16)  # lets go of the tokens
        self.tokens.frombytes(bytes(2 * more))
        self.ring = np.frombuffer(self.tokens, np.uint16)  # the same tokens
        self.before.frombytes(bytes(4 * more))  # of each token, the place before in the same chain
        self.hidden.extend(bytes(more))  # of each token, whether it is never found
        self.mask = room - 1

    def observe(self, token: int) -> None:
        """Take in the next token of the story."""
        if not self.size:
            return
        if self.end == len(self.tokens) < self.size:
            self.grow(2 * self.end)
        self.tokens[self.end & self.mask], self.hidden[self.end & self.mask] = token, self.closed
        self.end += 1
        leaving = self.end - 1 - self.window
        if leaving >= SHORTEST and not self.hidden[leaving & self.mask]:
            chain = self.chain(leaving)
            self.before[leaving & self.mask] = self.heads[chain]
            self.heads[chain] = leaving

    def close(self, closed: bool = True) -> None:
        """From now on tokens are followed, and never found again: a story that finds its own words runs in circles."""
        self.closed = closed

    def chain(self, place: int) -> int:
        """Which chain a place belongs to, by the tokens before it."""
        tokens, mask = self.tokens, self.mask
        key = (tokens[place - 3 & mask] * 31 + tokens[place - 2 & mask]) * 521 + tokens[place - 1 & mask]
        return key * 40503 >> 3 & HEADS - 1

    def matches(self) -> list[tuple[int, int]]:
        """(tokens of agreement, token that followed) of earlier places, the newest first."""
        if self.end <= SHORTEST or not self.size:
            return []
        mask, before = self.mask, self.before
        oldest = max(0, self.end - self.size + LONGEST + 1)
        places: list[int] = []
        place = self.heads[self.chain(self.end)]
        while place >= oldest and len(places) < self.candidates:
            places.append(place)
            place = before[place & mask]
        if not places:
            return []
        agree = self.ring[np.subtract.outer(places, BACK) & mask] == self.ring[self.end - BACK & mask]
        agree[:, LONGEST] = False
        lengths: list[int] = np.minimum(agree.argmin(axis=1), places).tolist()
        return [
            (length, self.tokens[place & mask])
            for length, place in zip(lengths, places, strict=True)
            if length >= SHORTEST
        ]

    def propose(self) -> list[Proposal]:
        """One proposal for each length that places agree in, the shortest first."""
        found = sorted(self.matches())
        proposals: list[Proposal] = []
        votes: dict[int, int] = {}
        for step in reversed(range(len(self.lengths))):
            while found and found[-1][0] >= self.lengths[step]:
                token = found.pop()[1]
                votes[token] = votes.get(token, 0) + 1
            if votes:
                proposals.append(counted(step, votes))
        return proposals[::-1]


def counted(step: int, votes: dict[int, int]) -> Proposal:
    """Votes as a proposal; its weight is that of alike situations: so many votes, so much agreement among them."""
    total, top = sum(votes.values()), max(votes.values())
    many = min(total, 3) if total < 4 else 4 if total < 8 else 5
    agreement = "all" if top == total else "most" if top > 0.6 * total else "some"
    return Proposal(f"cache {step} {many} {agreement}", {token: count / total for token, count in votes.items()})
