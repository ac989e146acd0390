"""How a network speaks: filters over its next-token probabilities, and a window that slides over any length."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from model.checkpoint import LATEST, State, load_weights
from model.corpus import summary_ids
from model.gpt import GPT, Cache, GPTConfig
from model.marked import warn_of_forgotten
from model.memory import MEMORY_FORMAT
from model.mixture import Mixture
from model.params import SamplingParams
from model.tokenizer import Tokenizer
from pipeline.errors import DataError

SCENE_BREAK_LINE = "***"
REMEMBERED = 4096  # tokens back that n-gram blocking looks; more would let its cost grow with the story
PENALISED = 16  # newest tokens that the repetition penalty counts: about three words


class Memory(Protocol):
    """Condenses text that has left the window (model/memory.py's RunningSummary)."""

    def feed(self, text: str) -> None:
        """Take in text, in order."""

    def line(self) -> str:
        """The summary so far, without a newline."""


class Window:
    """What the model sees of a story: the summary of what left, then the newest tokens, with their cache.

    Shared by generation and by whoever scores a text as generation would see it.
    """

    def __init__(
        self, model: GPT, tokenizer: Tokenizer, memory: Memory | None, slide: float, mixture: Mixture | None = None
    ) -> None:
        self.model, self.tokenizer, self.memory, self.mixture = model, tokenizer, memory, mixture
        self.leaving = max(1, int(slide * model.config.block_size))
        self.prefix: list[int] = []
        self.recent: list[int] = []
        self.cache = Cache(model.config)
        self.ahead: Tensor | None = None  # (V,) the network's logits of the next token

    def logits(self) -> Tensor:
        """(V,) of the token after all that was read, the mixture included."""
        assert self.ahead is not None, "nothing was read"
        if self.mixture is None:
            return self.ahead
        mixed = self.mixture.distribution(self.ahead.double().softmax(-1).numpy())
        return torch.from_numpy(mixed).log()

    @torch.inference_mode()
    def read(self, ids: Sequence[int], learn: bool = False) -> Tensor:
        """Logits (V,) of the token after `ids`, which follow what was read before; `ids` is not empty.

        Args:
            learn: adapt the mixture's weights to these tokens: a person wrote them.
        """
        position = 0
        while position < len(ids):
            self.remember(ids[position], self.ahead if learn else None)
            if len(self.cache) == self.model.config.block_size:
                self.slide()
            room = self.model.config.block_size - len(self.cache)
            piece = list(ids[position : position + room])
            logits = self.model(torch.tensor([piece]), self.cache)[0]
            for token, ahead in zip(piece[1:], logits, strict=False):
                self.remember(token, ahead if learn else None)
            self.ahead = logits[-1]
            self.recent += piece
            position += len(piece)
        return self.logits()

    def remember(self, token: int, ahead: Tensor | None) -> None:
        """Let the mixture take in a token, and learn from it where the network's logits for it are given."""
        if self.mixture is not None:
            given = None if ahead is None else self.mixture.masses(ahead.double().softmax(-1).numpy(), token)
            self.mixture.observe(token, given)

    def slide(self) -> None:
        """Let the oldest tokens leave into the summary, and read what stays anew behind it."""
        block_size = self.model.config.block_size
        while len(self.prefix) + len(self.recent) >= block_size:
            left, self.recent = self.recent[: self.leaving], self.recent[self.leaving :]
            if self.memory is not None:
                self.memory.feed(plain_text(self.tokenizer, left))
                line = self.memory.line()
                self.prefix = summary_ids(self.tokenizer, line, block_size // 2).tolist()
                if self.mixture is not None:
                    self.mixture.read_summary(line)
        self.cache = Cache(self.model.config)
        if self.prefix or self.recent:
            self.model(torch.tensor([self.prefix + self.recent]), self.cache)


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


def probabilities(logits: Tensor, params: SamplingParams, recent: Sequence[int], banned: Sequence[int]) -> Tensor:
    """The distribution (V,) that the next token is drawn from; sums to 1.

    Args:
        logits: (V,).
        recent: tokens of the story so far, newest last.
        banned: tokens that may not come, unless every token that may is blocked as well.
    """
    logits = logits.double().clone()
    logits[list(banned)] = -torch.inf
    if params.repetition_penalty > 1 and recent:
        seen = torch.tensor(sorted(set(recent[-PENALISED:])))
        logits[seen] -= np.log(params.repetition_penalty)
    blocked = repeats(recent, params.no_repeat_ngram)
    if blocked and torch.isfinite(logits).sum() > torch.isfinite(logits[blocked]).sum():
        logits[blocked] = -torch.inf
    if params.temperature == 0:
        return torch.nn.functional.one_hot(logits.argmax(), len(logits)).double()
    weights = ((logits - logits.max()) / max(params.temperature, 1e-4)).softmax(0)
    return truncated(weights, params)


def truncated(weights: Tensor, params: SamplingParams) -> Tensor:
    """Probabilities (V,) without those that top-k, top-p and min-p drop; the most probable always stays."""
    ordered, order = weights.sort(descending=True, stable=True)
    keep = ordered >= params.min_p * ordered[0]
    keep &= (ordered.cumsum(0) - ordered) < params.top_p
    if params.top_k:
        keep[params.top_k :] = False
    keep[0] = True
    kept = torch.zeros_like(weights).scatter(0, order, ordered * keep)
    return kept / kept.sum()


def repeats(recent: Sequence[int], length: int) -> list[int]:
    """Tokens that would complete a run of `length` tokens a second time."""
    if not length or len(recent) < length:
        return []
    story = np.asarray(recent[-REMEMBERED:])
    stem = story[len(story) - length + 1 :]
    windows = np.lib.stride_tricks.sliding_window_view(story, length)
    return sorted({int(window[-1]) for window in windows[(windows[:, :-1] == stem).all(axis=1)]})


def load_speaker_model(root: Path, name: str, tokenizer: Tokenizer) -> tuple[State, GPT]:
    """The network of checkpoints/<name>; the latest where no best was kept.

    Raises:
        DataError: there is no checkpoint, or it learnt another vocabulary or memory format.
    """
    folder = root / name if (root / name).exists() else root / LATEST
    state, weights = load_weights(folder)
    warn_of_forgotten(folder)
    if state.tokenizer != tokenizer.hash:
        raise DataError(f"{folder}: trained with another vocabulary than dataset/processed; run `dvc repro`")
    if state.memory != MEMORY_FORMAT:
        raise DataError(
            f"{folder}: trained with memory format {state.memory!r}, not {MEMORY_FORMAT!r}; run `dvc repro`"
        )
    try:
        model = GPT(GPTConfig(**state.architecture))  # type: ignore[arg-type]
        model.load_state_dict(weights)
    except (TypeError, RuntimeError) as error:
        problem = str(error).splitlines()[-1].strip()
        raise DataError(f"{folder}: weights do not fit state.json ({problem}); delete it, or `dvc pull`") from None
    return state, model.eval()


class Speaker:
    """Continues a prompt, token by token, for as long as one listens."""

    def __init__(
        self,
        model: GPT,
        tokenizer: Tokenizer,
        params: SamplingParams,
        memory: Memory | None,
        seed: int,
        mixture: Mixture | None = None,
    ) -> None:
        torch.set_num_threads(1)  # more are no faster for one row, and could change a story with the number of cores
        self.tokenizer, self.params = tokenizer, params
        self.window = Window(model.eval(), tokenizer, memory, params.slide, mixture)
        self.generator = torch.Generator().manual_seed(seed)

    def tokens(self, prompt: str) -> Iterator[int]:
        """Endless tokens after the prompt; the summary token never comes."""
        ids = [self.tokenizer.end_of_text, *self.tokenizer.encode(prompt).tolist()]
        story = ids[-REMEMBERED:]
        logits = self.window.read(ids, learn=True)
        while True:
            weights = probabilities(logits, self.params, story, [self.tokenizer.summary])
            token = int(torch.multinomial(weights, 1, generator=self.generator))
            yield token
            story = [*story[-REMEMBERED:], token]
            logits = self.window.read([token])

    def characters(self, prompt: str) -> Iterator[str]:
        """Endless characters after the prompt.

        A scene break is a line of its own. The end of a story is followed by a scene break's line and a new story, so
        that any number of characters can be asked for. Bytes that never become a character are U+FFFD.
        """
        run: list[int] = []
        for token in self.tokens(prompt):
            if token in (self.tokenizer.end_of_text, self.tokenizer.scene_break):
                yield from self.tokenizer.decode(np.array(run, dtype=np.uint16))
                yield from SCENE_BREAK_LINE if token == self.tokenizer.scene_break else f"\n\n{SCENE_BREAK_LINE}\n\n"
                run = []
                continue
            run.append(token)
            text = self.tokenizer.decode(np.array(run, dtype=np.uint16))
            if not text.endswith("\ufffd") or len(run) >= 4:
                yield from text
                run = []
