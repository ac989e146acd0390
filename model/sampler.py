"""How a network speaks: a window that slides over any length, and a story drawn from it token by token."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from model.filters import REMEMBERED, probabilities
from model.memory import summary_ids
from model.mixture import Mixture
from model.network import Network
from model.params import SamplingParams
from model.pointer import Alphabet
from model.spans import Spans, authors, runs
from model.tokenizer import FIRST_CHARACTER, Tokenizer

Logits = NDArray[np.float64]  # (V,)

SCENE_BREAK_LINE = "***"
STORY_END = f"\n\n{SCENE_BREAK_LINE}\n\n"  # between a story and the next one
STUDIED = 2048  # newest tokens of a prompt that the network reads; it would have forgotten earlier ones
LEAST = 1e-300  # probability; keeps the logarithm finite


class Memory(Protocol):
    """Condenses text that has left the window (model/memory.py's RunningSummary)."""

    def feed(self, text: str) -> None:
        """Take in text, in order."""

    def line(self) -> str:
        """The summary so far, without a newline."""


class Window:
    """What a network sees of a story: the summary of what left, then the newest tokens.

    Shared by generation and by whoever scores a text as generation would see it.
    """

    def __init__(
        self,
        network: Network,
        tokenizer: Tokenizer,
        memory: Memory | None,
        slide: float,
        mixture: Mixture | None = None,
    ) -> None:
        self.tokenizer, self.memory, self.mixture = tokenizer, memory, mixture
        self.block_size = network.config.block_size
        self.leaving = max(1, int(slide * self.block_size))
        self.context = network.context()
        self.recent: list[int] = []
        self.ahead: Logits | None = None  # the network's alone
        self.prefix: list[int] = []
        self.read_summary()
        self.prime()

    def logits(self) -> Logits:
        """(V,) of the token after all that was read, the mixture included."""
        assert self.ahead is not None, "nothing was read"
        if self.mixture is None:
            return self.ahead
        return np.asarray(np.log(np.maximum(self.mixture.distribution(softmax(self.ahead)), LEAST)))

    def read(self, ids: Sequence[int], learn: bool = False) -> Logits:
        """Logits (V,) of the token after `ids`, which follow what was read before; `ids` is not empty.

        Args:
            learn: adapt the mixture's weights to these tokens: a person wrote them.
        """
        position = 0
        while position < len(ids):
            self.remember(ids[position], self.ahead if learn else None)
            if len(self.context) == self.block_size:
                self.slide()
            piece = list(ids[position : position + self.block_size - len(self.context)])
            rows = self.context.read(piece)
            for token, ahead in zip(piece[1:], rows, strict=False):
                self.remember(token, ahead if learn else None)
            self.ahead = rows[-1].astype(np.float64)
            self.recent += piece
            position += len(piece)
        return self.logits()

    def remember(self, token: int, ahead: NDArray[np.floating] | None) -> None:
        """Let the mixture take in a token, and learn from it where the network's logits for it are given."""
        if self.mixture is not None:
            given = None if ahead is None else self.mixture.masses(softmax(ahead), token)
            self.mixture.observe(token, given)

    def hear(self, told: bool) -> None:
        """Whether what comes was told by the model itself: the story's cache never finds that again."""
        if self.mixture is not None:
            self.mixture.cache.close(told)

    def pass_over(self, ids: Sequence[int]) -> None:
        """Take tokens into the memory as if the window had slid over them; the network reads none of them."""
        for token in ids:
            self.remember(token, None)
        self.recent += ids
        self.leave(len(self.recent))
        self.prime()

    def slide(self) -> None:
        """Let the oldest tokens leave into the summary, and read what stays anew behind it."""
        while len(self.prefix) + len(self.recent) >= self.block_size:
            self.leave(self.leaving)
        self.prime()

    def leave(self, count: int) -> None:
        """Move the oldest tokens into the summary."""
        left, self.recent = self.recent[:count], self.recent[count:]
        if self.memory is not None:
            self.memory.feed(plain_text(self.tokenizer, left))
            self.read_summary()

    def read_summary(self) -> None:
        """Put the present summary in front."""
        if self.memory is not None:
            line = self.memory.line()
            self.prefix = summary_ids(self.tokenizer, line, self.block_size // 2).tolist()
            if self.mixture is not None:
                self.mixture.read_summary(line)

    def prime(self) -> None:
        """Read the prefix and the tokens that stay."""
        self.context.clear()
        if self.prefix or self.recent:
            self.context.prime(self.prefix + self.recent)


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """(V,) probabilities."""
    weights = np.exp(logits.astype(np.float64) - logits.max())
    return np.asarray(weights / weights.sum())


def plain_text(tokenizer: Tokenizer, ids: Sequence[int]) -> str:
    """Ids as a reader sees them: scene breaks as a line, no other control token."""
    text: list[str] = []
    run: list[int] = []
    for token in [*ids, tokenizer.end_of_text]:
        if token in (tokenizer.end_of_text, tokenizer.scene_break, tokenizer.summary):
            text.append(tokenizer.decode(np.array(run, dtype=np.uint16)))
            text.append(SCENE_BREAK_LINE if token == tokenizer.scene_break else "")
            run = []
        else:
            run.append(token)
    return "".join(text)


class Drawn(NamedTuple):
    """A token of a story."""

    token: int
    logits: Logits  # that it was drawn by, before the filters


class Told(NamedTuple):
    """A piece of a story as a reader sees it: a character, or a scene break."""

    text: str
    drawn: list[Drawn]


class Speaker:
    """Continues a prompt, token by token, for as long as one listens."""

    def __init__(
        self,
        network: Network,
        tokenizer: Tokenizer,
        params: SamplingParams,
        memory: Memory | None,
        seed: int,
        mixture: Mixture | None = None,
    ) -> None:
        self.tokenizer, self.params = tokenizer, params
        self.window = Window(network, tokenizer, memory, params.slide, mixture)
        self.random = Random(seed)  # the same numbers in later versions, which NumPy does not promise
        self.letters = (mixture.alphabet if mixture else Alphabet.of(tokenizer)).letters

    def draws(self, prompt: str, told: Spans = ()) -> Iterator[Drawn]:
        """Endless tokens after the prompt; the summary token never comes.

        Args:
            told: what the model told itself of the prompt: no evidence of what a person would write.
        """
        story = [self.tokenizer.end_of_text]
        own = [False]
        for text, is_told in authors(prompt, told):
            story += self.tokenizer.encode(text).tolist()
            own += [is_told] * (len(story) - len(own))
        passed = max(0, len(story) - STUDIED)
        for is_told, ids in runs(story[:passed], own[:passed]):
            self.window.hear(is_told)
            self.window.pass_over(ids)
        for is_told, ids in runs(story[passed:], own[passed:]):
            self.window.hear(is_told)
            logits = self.window.read(ids, learn=not is_told)
        self.window.hear(True)
        while True:
            weights = probabilities(logits, self.params, story, [self.tokenizer.summary], self.letters)
            token = pick(weights, self.random.random())
            yield Drawn(token, logits)
            if len(story) >= 2 * REMEMBERED:
                del story[:-REMEMBERED]
            story.append(token)
            logits = self.window.read([token])

    def pieces(self, prompt: str, told: Spans = ()) -> Iterator[Told]:
        """Endless pieces of text after the prompt.

        A scene break is a line of its own. The end of a story is followed by a scene break's line and a new story, so
        that any number of characters can be asked for. Bytes that never become a character are U+FFFD.
        """
        run: list[Drawn] = []
        for drawn in self.draws(prompt, told):
            if drawn.token in (self.tokenizer.end_of_text, self.tokenizer.scene_break):
                if run:
                    yield Told(self.decode(run), run)
                    run = []
                yield Told(SCENE_BREAK_LINE if drawn.token == self.tokenizer.scene_break else STORY_END, [drawn])
                continue
            run.append(drawn)
            whole = len(run) == 1 and drawn.token >= FIRST_CHARACTER
            text = self.tokenizer.characters[drawn.token - FIRST_CHARACTER] if whole else self.decode(run)
            if not text.endswith("\ufffd") or len(run) >= 4:
                yield Told(text, run)
                run = []

    def decode(self, run: list[Drawn]) -> str:
        """The text of tokens that are no control tokens."""
        return self.tokenizer.decode(np.array([drawn.token for drawn in run], dtype=np.uint16))

    def characters(self, prompt: str) -> Iterator[str]:
        """Endless characters after the prompt; see `pieces`."""
        for told in self.pieces(prompt):
            yield from told.text


def pick(weights: NDArray[np.float64], draw: float) -> int:
    """The token at `draw` (0 up to 1) of the way through the weights (V,), in the vocabulary's order."""
    ends = weights.cumsum()
    last = int(weights.nonzero()[0][-1])
    return min(int(ends.searchsorted(draw * ends[-1], side="right")), last)
