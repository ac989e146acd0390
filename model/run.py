"""A training run: steps, evaluations on the validation split, checkpoints, and what is shown on the way."""

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm  # type: ignore[import-untyped]

from model.batches import Batch, Ids
from model.checkpoint import Checkpoint, LossRow, save, save_best
from model.curve import Note
from model.gpt import GPT
from model.plan import token_loss
from model.state import State
from model.team import Stopped
from model.tokenizer import FIRST_CHARACTER, Tokenizer
from model.trainer import Trainer
from pipeline.adults_only import find_refusal

BITS = 1 / math.log(2)  # per nat
SAMPLE_TEMPERATURE = 0.8  # of what is told on the way, for a person to look at


@torch.no_grad()
def total_loss(model: GPT, ids: Ids, rows: int, check: Callable[[], None]) -> float:
    """Nats of every token but the first, in consecutive windows that do not overlap, in float32.

    Args:
        rows: windows at once.
    """
    device = next(model.parameters()).device
    total = 0.0
    for x, y in consecutive(ids, model.config.block_size, rows):
        check()
        total += token_loss(model(torch.from_numpy(x).to(device)), torch.from_numpy(y).to(device)).item()
    return total


def consecutive(ids: Ids, block_size: int, rows: int) -> Iterator[Batch]:
    """(x, y) of up to `rows` windows at once: the whole ones first, then what is left, shorter."""
    whole = (len(ids) - 1) // block_size
    for first in range(0, whole, rows):
        count = min(rows, whole - first)
        piece = np.asarray(ids[first * block_size : (first + count) * block_size + 1], dtype=np.int64)
        yield piece[:-1].reshape(count, block_size), piece[1:].reshape(count, block_size)
    rest = np.asarray(ids[whole * block_size :], dtype=np.int64)
    if len(rest) > 1:
        yield rest[None, :-1], rest[None, 1:]


@dataclass(frozen=True)
class Validation:
    """The validation split, and how many tokens make a character in each split."""

    ids: Ids
    characters: int  # that the validation ids stand for
    tokens_per_character: float  # in training
    tokenizer: Tokenizer


def tell(model: GPT, tokenizer: Tokenizer, characters: int, seed: Sequence[int]) -> str:
    """What the network tells of itself, one window at most; nothing where the adults-only gate refuses it."""
    rng, context, ids = np.random.default_rng(seed), model.context(), [tokenizer.end_of_text]
    while len(ids) <= min(characters, model.config.block_size - 1):
        logits = context.read(ids[-1:])[-1].astype(np.float64) / SAMPLE_TEMPERATURE
        logits[:FIRST_CHARACTER] = -np.inf
        weights = np.exp(logits - logits.max())
        ids.append(int(rng.choice(len(weights), p=weights / weights.sum())))
    text = tokenizer.decode(np.array(ids[1:], dtype=np.uint16))
    return "" if find_refusal(text) else text


@dataclass
class Run:
    """A trainer together with all that its checkpoints hold."""

    trainer: Trainer
    state: State
    losses: list[LossRow]
    documents: list[str]
    new_documents: list[str]
    root: Path

    def checkpoint(self) -> Checkpoint:
        """The run as it is now."""
        weights, optimizer = dict(self.trainer.model.state_dict()), self.trainer.optimizer.tensors()
        return Checkpoint(self.state, weights, optimizer, self.losses, self.documents, self.new_documents)

    def advance(self, validation: Validation, note: Note, check: Callable[[], None]) -> None:
        """Train to the target, evaluating and saving on the way; neither changes the weights.

        Args:
            note: gets each evaluation.

        Raises:
            Stopped: `check` raised it, in any of the processes; what was done is saved.
        """
        state, params, team = self.state, self.trainer.params, self.trainer.team
        within = check if team.size == 1 else nothing
        saved = (state.step, len(self.losses))
        try:
            with tqdm(total=state.target, initial=state.step, unit="step", disable=None, desc="train") as bar:
                while True:
                    at_target = state.step >= state.target
                    if team.is_first and (at_target or state.step % params.evaluate_steps == 0):
                        self.evaluate(validation, note, within)
                    due = at_target or state.step % params.checkpoint_steps == 0
                    if due and saved != (state.step, len(self.losses)):
                        self.save()
                        saved = (state.step, len(self.losses))
                    if at_target:
                        return
                    team.agree(check)
                    self.trainer.step(state, within)
                    bar.update()
        except Stopped:
            self.save()
            raise

    def save(self) -> None:
        """Make the run as it is now the latest checkpoint; one process speaks for all."""
        if self.trainer.team.is_first:
            save(self.root, self.checkpoint())

    def evaluate(self, validation: Validation, note: Note, check: Callable[[], None]) -> None:
        """Measure the validation ids, note it, and keep the best weights; nothing when it was done already."""
        state = self.state
        if state.loss_count == 0:
            return
        nats = total_loss(self.trainer.model, validation.ids, 2 * self.trainer.plan.micro_batch, check)
        measured = round(nats * BITS / max(1, validation.characters), 6)
        train = state.loss_sum / state.loss_count * BITS * validation.tokens_per_character
        self.losses.append((state.step, round(train, 4), round(measured, 4)))
        note(self.losses[-1])
        state.metrics = {"train_bits_per_character": round(train, 6), "val_bits_per_character": measured}
        state.loss_sum, state.loss_count = 0.0, 0
        if state.best is None or measured < state.best:
            state.best = measured
            save_best(self.root, self.checkpoint())
        self.show(validation.tokenizer)

    def show(self, tokenizer: Tokenizer) -> None:
        """One line for a person: the loss, and what the network tells by now."""
        state, params = self.state, self.trainer.params
        line = f"train: step {state.step}: {state.metrics['val_bits_per_character']:.3f} bits per character"
        if params.sample_characters:
            text = tell(self.trainer.model, tokenizer, params.sample_characters, [params.seed, state.step])
            line += f" | {' '.join(text.split())}"
        tqdm.write(line, file=sys.stderr)


def nothing() -> None:
    """Asks for no stop."""
