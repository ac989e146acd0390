"""The network: a decoder-only transformer in the shape of Qwen3, small enough to read in one sitting.

RMSNorm before each half of a block, rotary positions, normalised queries and keys, SwiGLU, no biases. With `n_previous`
at 0 the weights are a plain Qwen3's.
"""

import math
from collections.abc import Sequence
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 the field's own name
from torch.utils.checkpoint import checkpoint

from model import fused
from model.network import GPTConfig, Logits


class Cache:
    """Keys and values of the tokens read so far, so that each new token costs one column (B = 1 row or more)."""

    def __init__(self, config: GPTConfig, batch_size: int = 1, device: torch.device | None = None) -> None:
        shape = (config.n_layer, batch_size, config.n_head, config.block_size, config.head_dim)
        self.keys = torch.zeros(shape, device=device)
        self.values = torch.zeros(shape, device=device)
        self.ids = torch.zeros(batch_size, 0, dtype=torch.long, device=device)

    def __len__(self) -> int:
        return self.ids.size(1)

    def extend(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Store a layer's new keys and values (B, H, t, D); all of them so far."""
        start, end = len(self), len(self) + keys.size(2)
        self.keys[layer, :, :, start:end] = keys
        self.values[layer, :, :, start:end] = values
        return self.keys[layer, :, :, :end], self.values[layer, :, :, :end]


class TextContext:
    """What the network has read of one text (model/network.py's Context)."""

    def __init__(self, model: "GPT") -> None:
        self.model = model
        self.clear()

    def __len__(self) -> int:
        return len(self.cache)

    @torch.inference_mode()
    def read(self, ids: Sequence[int]) -> Logits:
        """(t, V) float32, behind each token."""
        new = torch.tensor([list(ids)], device=self.cache.ids.device)
        logits: Logits = self.model(new, self.cache)[0].cpu().numpy()
        return logits

    def prime(self, ids: Sequence[int]) -> None:
        """Read on without asking."""
        self.read(ids)

    def clear(self) -> None:
        """Begin anew."""
        self.cache = Cache(self.model.config, device=self.model.rotary.device)


def rotary_table(config: GPTConfig) -> Tensor:
    """Cosines and sines of each position's angles: (2, T, D), each half of D alike, as Llama and Qwen lay them out."""
    frequencies: Tensor = config.rope_theta ** (-torch.arange(0, config.head_dim, 2).float() / config.head_dim)
    angles = torch.arange(config.block_size).float()[:, None] * frequencies
    angles = torch.cat([angles, angles], dim=1)
    return torch.stack([angles.cos(), angles.sin()])


def rotate(x: Tensor, rotary: Tensor) -> Tensor:
    """Turn (B, H, t, D) by its positions' angles (Su et al. 2021)."""
    cos, sin = rotary[0].to(x.dtype), rotary[1].to(x.dtype)
    first, second = x.chunk(2, dim=-1)
    return x * cos + torch.cat([-second, first], dim=-1) * sin


class RMSNorm(nn.Module):
    """Scale vectors to unit mean square, then by a learned factor for each of their entries."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., size)."""
        scaled: Tensor = F.rms_norm(x, self.weight.shape, self.weight.to(x.dtype), 1e-6)
        return scaled


class Attention(nn.Module):
    """Causal self-attention with normalised queries and keys."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        C = config.n_embd  # noqa: N806
        self.n_head, self.head_dim = config.n_head, config.head_dim
        self.query, self.key, self.value = (nn.Linear(C, C, bias=False) for _ in range(3))
        self.output = nn.Linear(C, C, bias=False)
        self.query_norm, self.key_norm = RMSNorm(config.head_dim), RMSNorm(config.head_dim)

    def forward(self, x: Tensor, rotary: Tensor, cache: Cache | None, layer: int) -> Tensor:
        """x: (B, t, C), the newest t positions."""
        B, t, C = x.shape  # noqa: N806
        split = (B, t, self.n_head, self.head_dim)
        q = rotate(self.query_norm(self.query(x).view(split)).transpose(1, 2), rotary)
        k = rotate(self.key_norm(self.key(x).view(split)).transpose(1, 2), rotary)
        v = self.value(x).view(split).transpose(1, 2)
        if cache is not None:
            k, v = cache.extend(layer, k, v)
        mixed: Tensor = self.output(attend(q, k, v).transpose(1, 2).reshape(B, t, C))
        return mixed


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Weigh values (B, H, n, D) for the newest t of n positions, none of which sees a later one."""
    t, n = q.size(2), k.size(2)
    if t == n:
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=causal_mask(q, n) if t > 1 else None)


def causal_mask(q: Tensor, n: int) -> Tensor:
    """(t, n) zeros where a query may look, -inf where it may not."""
    t = q.size(2)
    return torch.full((t, n), -math.inf, dtype=q.dtype, device=q.device).triu_(n - t + 1)


class SwiGLU(nn.Module):
    """The gated half of a block (Shazeer 2020)."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        self.gate = nn.Linear(config.n_embd, config.n_hidden, bias=False)
        self.up = nn.Linear(config.n_embd, config.n_hidden, bias=False)
        self.down = nn.Linear(config.n_hidden, config.n_embd, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, t, C)."""
        out: Tensor = self.down(F.silu(self.gate(x)) * self.up(x))
        return out


class Block(nn.Module):
    """Attention, then SwiGLU, each added to what passes through."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        self.attention_norm, self.attention = RMSNorm(config.n_embd), Attention(config)
        self.hidden_norm, self.hidden = RMSNorm(config.n_embd), SwiGLU(config)

    def forward(self, x: Tensor, rotary: Tensor, cache: Cache | None, layer: int) -> Tensor:
        """x: (B, t, C)."""
        x = x + self.attention(self.attention_norm(x), rotary, cache, layer)
        out: Tensor = x + self.hidden(self.hidden_norm(x))
        return out


class GPT(nn.Module):
    """Token ids in, logits of each next token out."""

    rotary: Tensor

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        self.config = config
        self.recompute = False  # in training, keep the input of each block alone and compute the rest of it again
        self.embedding = nn.Embedding(config.vocab_size, config.n_embd)
        self.previous = nn.ModuleList(nn.Embedding(config.vocab_size, config.n_embd) for _ in range(config.n_previous))
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.n_layer))
        self.norm = RMSNorm(config.n_embd)
        self.head = None if config.tie_word_embeddings else nn.Linear(config.n_embd, config.vocab_size, bias=False)
        self.register_buffer("rotary", rotary_table(config), persistent=False)
        self.apply(partial(initialise, embedding_std=0.02 if config.tie_word_embeddings else 0.3))
        for name, parameter in self.named_parameters():
            if name.endswith(("output.weight", "down.weight", "head.weight")):
                # Each block starts as the identity and every character equally probable: the rate can be high at once.
                nn.init.zeros_(parameter)

    def forward(self, ids: Tensor, cache: Cache | None = None) -> Tensor:
        """Logits (B, t, V) for ids (B, t).

        Args:
            ids: the tokens after those in `cache`, which grows by them; at most T in all.
        """
        learning = cache is None and torch.is_grad_enabled()
        if learning and ids.device.type == "cpu" and not torch.compiler.is_compiling():
            return fused.logits(self, ids)
        seen = cache.ids if cache is not None else ids[:, :0]
        start, end = seen.size(1), seen.size(1) + ids.size(1)
        x = self.embed(torch.cat([seen[:, -self.config.n_previous - 1 :], ids], dim=1))[:, -ids.size(1) :]
        for layer, block in enumerate(self.blocks):
            read = (x, self.rotary[:, start:end], cache, layer)
            x = checkpoint(block, *read, use_reentrant=False) if learning and self.recompute else block(*read)
        if cache is not None:
            cache.ids = torch.cat([seen, ids], dim=1)
        return F.linear(self.norm(x), self.prediction)

    @property
    def prediction(self) -> Tensor:
        """What tells a vector at the end from each character: (V, C)."""
        return self.embedding.weight if self.head is None else self.head.weight

    def context(self) -> TextContext:
        """A new text, for whoever samples."""
        return TextContext(self)

    def embed(self, ids: Tensor) -> Tensor:
        """(B, t, C): each character's embedding plus those of the characters before it, by distance."""
        x: Tensor = self.embedding(ids)
        for distance, table in enumerate(self.previous, start=1):
            x = x + F.pad(table(ids[:, : -distance or None]), (0, 0, distance, 0))[:, : ids.size(1)]
        return x

    def n_parameters(self) -> int:
        """Numbers that are learned; the tied matrix counts once."""
        return sum(parameter.numel() for parameter in self.parameters())


def initialise(module: nn.Module, embedding_std: float) -> None:
    """Set a module's own weights: embeddings by a number that suits the head, matrices by their fan-in."""
    if isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=embedding_std)
    elif isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=1 / math.sqrt(module.in_features))
