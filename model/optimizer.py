"""How the weights move: Muon for the matrices inside blocks, AdamW for embeddings and norms; a learning rate by step.

torch.optim.Muon takes its matrices one by one, which costs a tenth of a training step at the smallest sizes; here all
matrices of one shape go through each product together. The update is the same (see the tests).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

QUINTIC = (3.4445, -4.775, 2.0315)  # Jordan et al. 2024: singular values towards 1
ROUNDS = 3  # of their five: at these sizes the loss is the same, and a step costs less


@dataclass(frozen=True)
class Schedule:
    """Warm-up, stable, decay over the steps from `start` to `target`.

    When the target grows, the steps added are a schedule of their own: nothing has to be foreseen.
    """

    start: int  # the step at which this stretch began
    target: int
    warmup_steps: int
    decay_share: float  # of the steps, at the end, over which the rate falls to zero

    def factor(self, step: int) -> float:
        """The share of the full learning rate for a step, counted from 0."""
        decay_steps = max(1.0, self.decay_share * (self.target - self.start))
        return min(1.0, (step - self.start + 1) / self.warmup_steps, (self.target - step) / decay_steps)


class Optimizer:
    """Muon and AdamW over one network, with a state of named tensors."""

    def __init__(
        self, model: nn.Module, adamw_rate: float, muon_rate: float, momentum: float, weight_decay: float
    ) -> None:
        self.muon_rate, self.adamw_rate = muon_rate, adamw_rate
        self.momentum, self.weight_decay = momentum, weight_decay
        self.names: dict[Tensor, str] = {parameter: name for name, parameter in model.named_parameters()}
        matrices = [p for p, name in self.names.items() if name.startswith("blocks.") and p.ndim == 2]
        others = [p for p in self.names if not any(p is matrix for matrix in matrices)]
        self.stacks = stacks(matrices)
        self.momenta = {matrix: torch.zeros_like(matrix) for matrix in matrices}
        self.adamw = torch.optim.AdamW(others, betas=(0.9, 0.95), weight_decay=0.0)
        self.dtype = torch.float32  # of the orthogonalisation

    @torch.no_grad()
    def step(self, factor: float) -> None:
        """Apply the gradients at `factor` of the full rates, and clear them."""
        for group in self.adamw.param_groups:
            group["lr"] = self.adamw_rate * factor
        self.adamw.step()
        for stack in self.stacks:
            self.step_muon(stack, self.muon_rate * factor)
        for parameter in self.names:
            parameter.grad = None

    def step_muon(self, stack: list[Tensor], rate: float) -> None:
        """Move matrices of one shape, or of its transpose, along the orthogonalised momentum."""
        directions = []
        for matrix in stack:
            assert matrix.grad is not None
            momentum = self.momenta[matrix].lerp_(matrix.grad, 1 - self.momentum)
            direction = matrix.grad.lerp(momentum, self.momentum)  # Nesterov
            directions.append(direction.mT if matrix.size(0) > matrix.size(1) else direction)
        for matrix, update in zip(stack, orthogonalised(torch.stack(directions), self.dtype), strict=True):
            rows, columns = matrix.shape
            matrix.mul_(1 - rate * self.weight_decay)
            matrix.add_(update.mT if rows > columns else update, alpha=-rate * max(1, rows / columns) ** 0.5)

    def tensors(self) -> dict[str, Tensor]:
        """The whole state, by the parameters' names."""
        found = {f"muon.{self.names[matrix]}": momentum for matrix, momentum in self.momenta.items()}
        for parameter, state in self.adamw.state.items():
            found |= {f"adamw.{key}.{self.names[parameter]}": value for key, value in state.items()}
        return found

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Take a state over from `tensors()`; KeyError when it is another network's."""
        for matrix, momentum in self.momenta.items():
            momentum.copy_(tensors[f"muon.{self.names[matrix]}"])
        for group in self.adamw.param_groups:
            for parameter in group["params"]:
                name = self.names[parameter]
                self.adamw.state[parameter] = {
                    "step": tensors[f"adamw.step.{name}"].clone(),
                    "exp_avg": tensors[f"adamw.exp_avg.{name}"].to(parameter.device, copy=True),
                    "exp_avg_sq": tensors[f"adamw.exp_avg_sq.{name}"].to(parameter.device, copy=True),
                }


def stacks(matrices: Iterable[Tensor]) -> list[list[Tensor]]:
    """Matrices grouped by shape, a matrix and its transpose being alike."""
    groups: dict[tuple[int, ...], list[Tensor]] = {}
    for matrix in matrices:
        groups.setdefault(tuple(sorted(matrix.shape)), []).append(matrix)
    return list(groups.values())


def orthogonalised(matrices: Tensor, dtype: torch.dtype) -> Tensor:
    """Each of (n, rows, columns), rows <= columns, with its singular values brought near 1 (Newton-Schulz)."""
    a, b, c = QUINTIC
    x = matrices.to(dtype)
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp(min=1e-7)
    for _ in range(ROUNDS):
        square = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return x.to(matrices.dtype)
