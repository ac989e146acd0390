"""Training: steps that depend on the seed and the step alone, stopped and resumed anywhere with the same result."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import Tensor
from torch.nn.parallel import DistributedDataParallel

from model.batches import IGNORED, Batch, Batches, Tokens, window_length
from model.gpt import GPT
from model.optimizer import Optimizer, Schedule
from model.params import TrainParams
from model.plan import Plan, autocast, token_loss
from model.state import State
from model.team import Team
from pipeline.errors import DataError


class Trainer:
    """A network and its optimiser, moved one step at a time.

    `windows` gives the text in windows of any length.
    """

    def __init__(
        self,
        model: GPT,
        optimizer: Optimizer,
        windows: Callable[[int], Batches],
        batch_size: int,
        params: TrainParams,
        plan: Plan,
        team: Team,
    ) -> None:
        self.model, self.optimizer, self.windows = model, optimizer, windows
        self.batch_size, self.params, self.plan, self.team = batch_size, params, plan, team
        if batch_size % team.size:
            raise DataError(
                f"params.yaml: batch_size {batch_size} is no multiple of {team.size} processes; "
                "start a number of them that divides it"
            )
        if plan.dtype == "bfloat16":
            optimizer.dtype = torch.bfloat16
        model.recompute = params.activation_checkpointing
        self.joined = team.joined(model)
        self.network: Callable[[Tensor], Tensor] = torch.compile(self.joined) if params.compile else self.joined

    def step(self, state: State, check: Callable[[], None]) -> None:
        """Train on the next batch and count it in `state`; whatever `check` raises leaves both as they were."""
        x, y = self.batch(state)
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

    def batch(self, state: State) -> Batch:
        """The tokens of the step, as many in short windows as in long ones."""
        T = self.model.config.block_size  # noqa: N806
        done, steps = state.step - state.stretch_start, state.target - state.stretch_start
        length = window_length(T, self.params.first_window, done, steps)
        count = self.batch_size * T // length
        return self.windows(length).batch((state.step - state.data_start) * count, count)

    def backward(self, x: Tokens, y: Tokens, scale: float, check: Callable[[], None]) -> tuple[float, int]:
        """Gradients of the mean loss of a batch, micro-batch by micro-batch; summed loss (nats) and tokens."""
        count = max(1, int((y != IGNORED).sum()))
        x, y = (part[self.team.rank :: self.team.size] for part in (x, y))
        total = 0.0
        together = self.plan.micro_batch * self.model.config.block_size // x.shape[1]
        for start in range(0, len(x), together):
            check()
            rows = slice(start, start + together)
            ids, targets = (torch.from_numpy(part[rows]).to(self.plan.device) for part in (x, y))
            with self.sharing(last=rows.stop >= len(x)):
                with autocast(self.plan.device, self.plan.dtype):
                    logits = self.network(ids)
                loss = token_loss(logits, targets)
                (loss * (scale * self.team.size / count)).backward()  # type: ignore[no-untyped-call]
            total += loss.item()
        if scale != 1.0:
            for parameter in self.model.parameters():
                if parameter.grad is not None:
                    parameter.grad.div_(scale)
        return self.team.total(total), count

    def sharing(self, *, last: bool) -> AbstractContextManager[object]:
        """Processes average their gradients after the last micro-batch alone."""
        if isinstance(self.joined, DistributedDataParallel) and not last:
            return self.joined.no_sync()
        return nullcontext()

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
