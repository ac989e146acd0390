"""Choices of the recipe that no parameter turns off, taken back one at a time: for `python -m benchmarks.ablation`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.autograd import Function
from torch.nn import functional as F  # noqa: N812 the field's own name

from model import fused, gpt, optimizer

if TYPE_CHECKING:
    from model.gpt import GPT
    from model.network import GPTConfig


class AdamWAlone(optimizer.Optimizer):
    """AdamW for the matrices too, at the rate that Muon would have."""

    def __init__(self, model: nn.Module, adamw_rate: float, muon_rate: float, *others: float) -> None:
        super().__init__(model, adamw_rate, muon_rate, *others)
        matrices = [matrix for stack in self.stacks for matrix in stack]
        self.stacks, self.momenta = [], {}
        self.matrices = torch.optim.AdamW(matrices, betas=(0.9, 0.95), weight_decay=0.0)

    def step(self, factor: float) -> None:
        """As Optimizer's."""
        for group in self.matrices.param_groups:
            group["lr"] = self.muon_rate * factor
        self.matrices.step()
        super().step(factor)


class Squared(Function):
    """ReLU² (So et al. 2021) in place of SwiGLU's gate."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """x: (N, n_hidden)."""
        positive = x.relu()
        ctx.save_for_backward(positive)
        return positive * positive

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Of the same shape."""
        positive: Tensor = ctx.saved_tensors[0]
        return 2 * grad * positive


class SquaredHidden(gpt.SwiGLU):
    """One matrix up, of half as many columns again, for as many parameters."""

    def __init__(self, config: "GPTConfig") -> None:
        super().__init__(config)
        wide = config.n_hidden * 3 // 2
        self.gate = nn.Linear(config.n_embd, wide, bias=False)
        self.up = nn.Linear(config.n_embd, 0, bias=False)
        self.down = nn.Linear(wide, config.n_embd, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, t, C)."""
        out: Tensor = self.down(F.relu(self.gate(x)).square())
        return out


class Rotated:
    """Queries and keys turned by their positions' angles, and nothing else."""

    @staticmethod
    def apply(x: Tensor, factors: Tensor, rotary: Tensor) -> Tensor:
        """x: (2, B, H, T, D)."""
        cos, sin = (part.to(x.dtype) for part in fused.signed(rotary))
        return x * cos + x.roll(x.size(-1) // 2, -1) * sin


def without_norms(model: "GPT") -> None:
    """Leave queries and keys as long as they are."""
    for block in model.blocks:
        for norm in (block.attention.query_norm, block.attention.key_norm):  # type: ignore[union-attr]
            norm.forward = lambda x: x  # type: ignore[union-attr]


def without_positions(model: "GPT") -> None:
    """Turn nothing."""
    model.rotary[0].fill_(1)
    model.rotary[1].zero_()


Patch = tuple[Any, str, Any]  # what of a module or a class becomes what, before a network is built
VARIANTS: dict[str, tuple[list[Patch], Callable[["GPT"], None]]] = {
    "adamw_alone": ([(optimizer, "Optimizer", AdamWAlone)], lambda model: None),
    "relu2": ([(fused, "Gated", Squared), (gpt, "SwiGLU", SquaredHidden)], lambda model: None),
    "no_qk_norm": ([(fused, "Turned", Rotated)], without_norms),
    "no_positions": ([], without_positions),
    "five_rounds": ([(optimizer, "ROUNDS", 5)], lambda model: None),
}


def patch(variant: str) -> Callable[["GPT"], None]:
    """Change this process's trainer; what to do to the network once it is built."""
    patches, after = VARIANTS[variant]
    for place, name, other in patches:
        setattr(place, name, other)
    return after
