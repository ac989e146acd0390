# mypy: disable-error-code="no-untyped-call,no-any-return,misc,arg-type"
"""A Qwen3 that also embeds the characters before each one; an exported folder brings this file along."""

from typing import Any

import torch
from torch import Tensor, nn
from transformers import Qwen3Config, Qwen3ForCausalLM


class MiniatureConfig(Qwen3Config):
    """Qwen3's configuration and how many characters before each one are embedded."""

    model_type = "miniature"

    def __init__(self, n_previous: int = 0, **values: Any) -> None:
        super().__init__(**values)
        self.n_previous = n_previous


class MiniatureForCausalLM(Qwen3ForCausalLM):
    """Token ids in, logits of each next token out."""

    config_class = MiniatureConfig

    def __init__(self, config: MiniatureConfig) -> None:
        super().__init__(config)
        tables = (nn.Embedding(config.vocab_size, config.hidden_size) for _ in range(config.n_previous))
        self.previous = nn.ModuleList(tables)
        self.post_init()

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_ids: Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: Tensor | None = None,
        previous_ids: Tensor | None = None,
        **kwargs: Any,
    ) -> Any:
        """As Qwen3's.

        Args:
            previous_ids: (B, n) the newest ids that `past_key_values` holds, at least `n_previous` where there are so
                many; `generate` passes them by itself.
        """
        if inputs_embeds is None:
            if input_ids is None:
                raise ValueError("give input_ids or inputs_embeds")
            seen = 0 if past_key_values is None else past_key_values.get_seq_length()
            if seen and previous_ids is None and self.config.n_previous:
                raise ValueError("with past_key_values, give previous_ids: the ids that came before input_ids")
            inputs_embeds = self.embed(input_ids, previous_ids if seen else None, attention_mask)
        return super().forward(
            attention_mask=attention_mask,
            position_ids=position_ids,
            past_key_values=past_key_values,
            inputs_embeds=inputs_embeds,
            **kwargs,
        )

    def embed(self, input_ids: Tensor, previous_ids: Tensor | None, attention_mask: Tensor | None) -> Tensor:
        """(B, t, C): each character's embedding plus those of the characters before it; padding counts as none."""
        ids = input_ids if previous_ids is None else torch.cat([previous_ids, input_ids], dim=1)
        there = torch.ones_like(ids)
        if attention_mask is not None and attention_mask.dim() == 2:
            there = attention_mask[:, -ids.size(1) :].to(ids.dtype)
        x = self.get_input_embeddings()(ids)
        for distance, table in enumerate(self.previous, start=1):
            before = table(ids) * there[..., None].to(x.dtype)
            x = x + nn.functional.pad(before, (0, 0, distance, 0))[:, : ids.size(1)]
        return x[:, -input_ids.size(1) :]

    def prepare_inputs_for_generation(self, input_ids: Tensor, *arguments: Any, **kwargs: Any) -> dict[str, Any]:
        """As Qwen3's, and the characters before those that are read now."""
        inputs: dict[str, Any] = super().prepare_inputs_for_generation(input_ids, *arguments, **kwargs)
        new = inputs.get("input_ids")
        if new is not None and new.size(1) < input_ids.size(1):
            before = input_ids[:, : input_ids.size(1) - new.size(1)]
            inputs["previous_ids"] = before[:, -max(1, self.config.n_previous) :]
        return inputs
