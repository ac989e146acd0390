"""Training: steps that depend on the seed and the step alone, stopped and resumed anywhere with the same result."""

import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 the field's own name
from tqdm import tqdm  # type: ignore[import-untyped]

from model.batches import IGNORED, Batch, Ids, Tokens, Windows
from model.checkpoint import Checkpoint, LossRow, State, save, save_best
from model.gpt import GPT, GPTConfig
from model.optimizer import Optimizer, Schedule
from model.params import TrainParams
from pipeline.errors import DataError

BITS = 1 / math.log(2)  # per nat
MEASURED = 4  # times that each dtype is tried; the fastest counts, as other programs only ever slow one down
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


class Stopped(Exception):  # noqa: N818 a wish, not an error
    """Someone asked the trainer to stop."""


@dataclass(frozen=True)
class Plan:
    """What is chosen once, at the start of a run, and kept: each of these can change the last bits of a result."""

    device: str
    cores: int
    dtype: str
    threads: int
    micro_batch: int

    @classmethod
    def of(cls, state: State) -> "Plan":
        """The plan that a checkpoint was trained with."""
        return cls(state.device, state.cores, state.dtype, state.threads, state.micro_batch)


def choose_plan(config: GPTConfig, batch_size: int, params: TrainParams) -> Plan:
    """A plan for this machine; the dtype is measured where params leave it open."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    micro_batch = micro_batch_that_fits(config, batch_size, params.max_memory_mb) if device == "cpu" else batch_size
    dtype: str = params.dtype
    if dtype == "auto" and device == "cuda":
        dtype = "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
    elif dtype == "auto":
        dtype = faster_dtype(config, micro_batch)
    return Plan(device, this_machine()[1], dtype, torch.get_num_threads(), micro_batch)


def this_machine() -> tuple[str, int]:
    """What a plan is bound to: the kind of device and the number of cores this process may use."""
    return ("cuda" if torch.cuda.is_available() else "cpu"), len(os.sched_getaffinity(0))


def micro_batch_that_fits(config: GPTConfig, batch_size: int, max_memory_mb: int) -> int:
    """The most windows at once for which `memory_mb` stays under the limit, as equal shares of the batch.

    Raises:
        DataError: one window alone needs more.
    """
    for parts in range(1, batch_size + 1):
        micro_batch = math.ceil(batch_size / parts)
        if memory_mb(config, micro_batch) <= max_memory_mb:
            return micro_batch
    raise DataError(
        f"params.yaml: train.max_memory_mb is {max_memory_mb}, and one window of {config.block_size} tokens needs "
        f"{memory_mb(config, 1):.0f}; raise it, or choose a smaller model.preset"
    )


def memory_mb(config: GPTConfig, micro_batch: int) -> float:
    """Resident memory of training on a CPU, in MB, from above: fitted to measured peaks of every preset."""
    C, H, T = config.n_embd, config.n_head, config.block_size  # noqa: N806
    matrices = config.n_layer * (4 * C * C + 3 * C * config.n_hidden)
    weights = matrices + (1 + config.n_previous) * config.vocab_size * C
    per_token = config.n_layer * (28 * C + 4 * config.n_hidden + H * T // 2) + 3 * config.vocab_size
    return (375e6 + 24 * weights + 4 * per_token * micro_batch * T) / 1e6


def faster_dtype(config: GPTConfig, micro_batch: int) -> str:
    """bfloat16 where this CPU trains at least a tenth faster with it, by a short measurement, else float32."""
    model = GPT(config)
    ids = torch.zeros(micro_batch, config.block_size, dtype=torch.long)
    seconds: dict[str, float] = {"float32": math.inf, "bfloat16": math.inf}
    for _ in range(MEASURED):
        for dtype in seconds:
            started = time.perf_counter()
            with autocast("cpu", dtype):
                logits = model(ids)
            token_loss(logits, ids).backward()  # type: ignore[no-untyped-call]
            seconds[dtype] = min(seconds[dtype], time.perf_counter() - started)
    return "bfloat16" if seconds["bfloat16"] * 1.1 < seconds["float32"] else "float32"


def autocast(device: str, dtype: str) -> AbstractContextManager[object]:
    """Matrix products in `dtype`; nothing changes for float32."""
    return nullcontext() if dtype == "float32" else torch.autocast(device, dtype=DTYPES[dtype])


def token_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Sum over the tokens that carry loss, in nats."""
    return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum")


class Trainer:
    """A network and its optimiser, moved one step at a time."""

    def __init__(
        self, model: GPT, optimizer: Optimizer, windows: Windows, batch_size: int, params: TrainParams, plan: Plan
    ) -> None:
        self.model, self.optimizer, self.windows = model, optimizer, windows
        self.batch_size, self.params, self.plan = batch_size, params, plan
        if plan.dtype == "bfloat16":
            optimizer.dtype = torch.bfloat16

    def step(self, state: State, check: Callable[[], None]) -> None:
        """Train on the next batch and count it in `state`; whatever `check` raises leaves both as they were."""
        x, y = self.windows.batch((state.step - state.data_start) * self.batch_size, self.batch_size)
        scale = float(state.scaler.get("scale", 1.0))
        try:
            total, count = self.backward(x, y, scale, check)
        except BaseException:
            self.model.zero_grad()
            raise
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.params.max_gradient_norm)
        if torch.isfinite(norm):
            self.optimizer.step(self.schedule(state).factor(state.step))
        elif self.plan.dtype != "float16":
            raise DataError(
                f"train: the loss is not finite at step {state.step}; lower the preset's learning rates and start over"
            )
        self.model.zero_grad()
        self.adapt_scale(state, bool(torch.isfinite(norm)))
        state.step += 1
        state.tokens_seen += int(x.size)
        state.loss_sum += total / count
        state.loss_count += 1

    def backward(self, x: Tokens, y: Tokens, scale: float, check: Callable[[], None]) -> tuple[float, int]:
        """Gradients of the mean loss of a batch, micro-batch by micro-batch; summed loss (nats) and tokens."""
        count = max(1, int((y != IGNORED).sum()))
        total = 0.0
        for start in range(0, len(x), self.plan.micro_batch):
            check()
            rows = slice(start, start + self.plan.micro_batch)
            ids, targets = (torch.from_numpy(part[rows]).to(self.plan.device) for part in (x, y))
            with autocast(self.plan.device, self.plan.dtype):
                logits = self.model(ids)
            loss = token_loss(logits, targets)
            (loss * (scale / count)).backward()  # type: ignore[no-untyped-call]
            total += loss.item()
        if scale != 1.0:
            for parameter in self.model.parameters():
                if parameter.grad is not None:
                    parameter.grad.div_(scale)
        return total, count

    def adapt_scale(self, state: State, finite: bool) -> None:
        """float16 alone: halve the loss's scale when gradients overflowed, double it after 2,000 that did not."""
        if self.plan.dtype != "float16":
            return
        scale, good = state.scaler.get("scale", 65536.0), int(state.scaler.get("good", 0)) + 1
        if not finite:
            scale, good = scale / 2, 0
        elif good == 2000:
            scale, good = scale * 2, 0
        state.scaler = {"scale": scale, "good": good}

    def schedule(self, state: State) -> Schedule:
        """The learning rate's course over the present stretch."""
        return Schedule(state.stretch_start, state.target, self.params.warmup_steps, self.params.decay_share)


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


@dataclass
class Run:
    """A trainer together with all that its checkpoints hold."""

    trainer: Trainer
    state: State
    losses: list[LossRow]
    documents: list[str]
    root: Path

    def checkpoint(self) -> Checkpoint:
        """The run as it is now."""
        weights = dict(self.trainer.model.state_dict())
        return Checkpoint(self.state, weights, self.trainer.optimizer.tensors(), self.losses, self.documents)

    def advance(self, validation: Validation, check: Callable[[], None]) -> None:
        """Train to the target, evaluating and saving on the way; neither changes the weights.

        Raises:
            Stopped: `check` raised it; what was done is saved.
        """
        state, params = self.state, self.trainer.params
        saved = (state.step, len(self.losses))
        try:
            with tqdm(total=state.target, initial=state.step, unit="step", disable=None, desc="train") as bar:
                while True:
                    at_target = state.step >= state.target
                    if at_target or state.step % params.evaluate_steps == 0:
                        self.evaluate(validation, check)
                    due = at_target or state.step % params.checkpoint_steps == 0
                    if due and saved != (state.step, len(self.losses)):
                        save(self.root, self.checkpoint())
                        saved = (state.step, len(self.losses))
                    if at_target:
                        return
                    self.trainer.step(state, check)
                    bar.update()
        except Stopped:
            save(self.root, self.checkpoint())
            raise

    def evaluate(self, validation: Validation, check: Callable[[], None]) -> None:
        """Measure the validation ids, note it, and keep the best weights; nothing when it was done already."""
        state = self.state
        if state.loss_count == 0:
            return
        nats = total_loss(self.trainer.model, validation.ids, 2 * self.trainer.plan.micro_batch, check)
        measured = round(nats * BITS / max(1, validation.characters), 6)
        train = state.loss_sum / state.loss_count * BITS * validation.tokens_per_character
        self.losses.append((state.step, round(train, 4), round(measured, 4)))
        state.metrics = {"train_bits_per_character": round(train, 6), "val_bits_per_character": measured}
        state.loss_sum, state.loss_count = 0.0, 0
        if state.best is None or measured < state.best:
            state.best = measured
            save_best(self.root, self.checkpoint())
