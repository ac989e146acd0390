"""The network's training on a CPU: the same function as model/gpt.py's, with few passes over the activations.

At these sizes a step's matrix products take a third of its time and what lies between them the rest. So everything
is in one dtype, a norm's factors are multiplied into the matrix behind it, queries, keys and values (and the two
halves of SwiGLU) come from one product, and the functions here know their derivatives.
"""

import math
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor
from torch.autograd import Function
from torch.nn import functional as F  # noqa: N812 the field's own name
from torch.utils.checkpoint import checkpoint

if TYPE_CHECKING:
    from model.gpt import GPT, Block

SLICE = 64  # queries at once: few keys are read in vain, and the scores stay in the cache
EPSILON = 1e-6  # of the norms


def logits(model: "GPT", ids: Tensor) -> Tensor:
    """Logits (B, T, V) for ids (B, T), in autocast's dtype where it is on."""
    dtype = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else torch.float32
    with torch.autocast("cpu", enabled=False):
        x = model.embed(ids).to(dtype)
        for block in model.blocks:
            read = (cast("Block", block), x, model.rotary[:, : ids.size(1)])
            x = checkpoint(block_output, *read, use_reentrant=False) if model.recompute else block_output(*read)
        flat: Tensor = product(normalised(x.flatten(0, 1)), model.prediction * model.norm.weight)
        return flat.view(*ids.shape, -1)


def block_output(block: "Block", x: Tensor, rotary: Tensor) -> Tensor:
    """What a block makes of x (B, T, C)."""
    attention, hidden = block.attention, block.hidden
    B, T, C = x.shape  # noqa: N806
    split = (B, T, 3, attention.n_head, attention.head_dim)
    weights = torch.cat([attention.query.weight, attention.key.weight, attention.value.weight])
    flat = x.flatten(0, 1)
    read = product(normalised(flat), weights * block.attention_norm.weight).view(split).permute(2, 0, 3, 1, 4)
    read = read.contiguous()  # (3, B, H, T, D): then every later pass runs through memory in order
    factors = torch.stack([attention.query_norm.weight, attention.key_norm.weight])
    q, k = Turned.apply(read[:2], factors, rotary).flatten(1, 2)  # type: ignore[no-untyped-call]
    mixed = Attended.apply(q, k, read[2].flatten(0, 1)).view(B, -1, T, split[-1])  # type: ignore[no-untyped-call]
    flat = added(flat, mixed.transpose(1, 2).reshape(B * T, C), attention.output.weight)
    weights = torch.cat([hidden.gate.weight, hidden.up.weight]) * block.hidden_norm.weight
    gated = Gated.apply(product(normalised(flat), weights))  # type: ignore[no-untyped-call]
    return added(flat, gated, hidden.down.weight).view(B, T, C)


def product(x: Tensor, weight: Tensor) -> Tensor:
    """x (N, C) times a matrix (M, C), transposed."""
    return F.linear(x, weight.to(x.dtype))


def added(x: Tensor, update: Tensor, weight: Tensor) -> Tensor:
    """x (N, C) plus `product(update, weight)`."""
    return torch.addmm(x, update, weight.to(x.dtype).T)


def normalised(x: Tensor) -> Tensor:
    """The rows of x at unit mean square."""
    out: Tensor = Normalised.apply(x)  # type: ignore[no-untyped-call]
    return out


def inverse_size(x: Tensor) -> Tensor:
    """What brings each vector of x to unit mean square, (..., 1)."""
    exact = torch.promote_types(x.dtype, torch.float32)
    squares: Tensor = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=exact).square_()
    return squares.div_(x.size(-1)).add_(EPSILON).rsqrt_().to(x.dtype)


class Normalised(Function):
    """x over its root mean square."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """x: (N, C)."""
        scale = inverse_size(x)
        y = x * scale
        ctx.save_for_backward(y, scale)
        return y

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Without what points along y."""
        y, scale = ctx.saved_tensors
        return torch.addcmul(grad, y, (grad * y).mean(-1, keepdim=True), value=-1).mul_(scale)


class Turned(Function):
    """Queries and keys at unit mean square, times their factors, turned by their positions' angles."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, factors: Tensor, rotary: Tensor) -> Tensor:
        """x: (2, B, H, T, D); factors: (2, D); rotary: (2, T, D)."""
        scale = inverse_size(x)
        y = x * scale
        ctx.save_for_backward(y, scale, factors, rotary)
        cos, sin = signed(rotary)
        half, by_place = x.size(-1) // 2, factors.view(2, 1, 1, 1, -1)
        out = y * (cos * by_place).to(x.dtype)
        return out.addcmul_(y.roll(half, -1), (sin * by_place.roll(half, -1)).to(x.dtype))

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, None]:
        """Turned back, then as for `Normalised`."""
        y, scale, factors, rotary = ctx.saved_tensors
        cos, sin = (part.to(grad.dtype) for part in signed(rotary))
        half, size = grad.size(-1) // 2, grad.size(-1)
        back = (grad * cos).addcmul_(grad.roll(half, -1), sin.roll(half, -1))
        shares = (back * y).view(2, -1, size)
        along = (shares @ (factors / size).to(grad.dtype)[:, :, None]).view(scale.shape)
        back.mul_(factors.view(2, 1, 1, 1, -1).to(grad.dtype))
        return back.addcmul_(y, along, value=-1).mul_(scale), shares.sum(1, dtype=factors.dtype), None


def signed(rotary: Tensor) -> tuple[Tensor, Tensor]:
    """Cosines, and sines as they multiply a vector whose halves have changed places: (T, D) each."""
    cos, sin = rotary
    first, second = sin.chunk(2, dim=-1)
    return cos, torch.cat([-first, second], dim=-1)


class Attended(Function):
    """Causal attention, in slices of the queries."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """q, k, v: (B * H, T, D)."""
        out, weights = torch.empty_like(q), []
        for rows in slices(q.size(1)):
            mask = q.new_full((rows.stop - rows.start, rows.stop), -math.inf).triu_(rows.start + 1)
            scores = torch.baddbmm(mask, q[:, rows], k[:, : rows.stop].mT, alpha=q.size(-1) ** -0.5)
            weights.append(scores.softmax(-1))
            out[:, rows] = torch.bmm(weights[-1], v[:, : rows.stop])
        ctx.save_for_backward(q, k, v, *weights)
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Each slice adds to the keys and values that it saw."""
        q, k, v, *weights = ctx.saved_tensors
        dq, dk, dv = torch.empty_like(q), torch.zeros_like(k), torch.zeros_like(v)
        for rows, weight in zip(slices(q.size(1)), weights, strict=True):
            seen, given = slice(rows.stop), grad[:, rows]
            dv[:, seen] += torch.bmm(weight.mT, given)
            scores = torch._softmax_backward_data(torch.bmm(given, v[:, seen].mT), weight, -1, q.dtype)
            dq[:, rows] = torch.bmm(scores, k[:, seen])
            dk[:, seen] += torch.bmm(scores.mT, q[:, rows])
        scale = q.size(-1) ** -0.5
        return dq.mul_(scale), dk.mul_(scale), dv


def slices(length: int) -> list[slice]:
    """Up to SLICE places each."""
    return [slice(start, min(start + SLICE, length)) for start in range(0, length, SLICE)]


class Gated(Function):
    """silu(gate) * up."""

    @staticmethod
    def forward(ctx: Any, both: Tensor) -> Tensor:
        """both: (N, 2 * n_hidden), the gate first."""
        gate, up = both.chunk(2, dim=-1)
        opened = F.silu(gate)
        ctx.save_for_backward(both, opened)
        return opened * up

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """For gate and up."""
        both, opened = ctx.saved_tensors
        gate, up = both.chunk(2, dim=-1)
        out = torch.empty_like(both)
        to_gate, to_up = out.chunk(2, dim=-1)
        torch.mul(grad, opened, out=to_up)
        torch.ops.aten.silu_backward.grad_input(grad * up, gate, grad_input=to_gate)
        return out
