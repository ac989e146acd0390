"""The sections of params.yaml that shape a network, its training and its speech; checked without importing torch."""

from typing import Annotated, Literal

from pydantic import Field

from model.network import GPTConfig
from pipeline.errors import ParamsError
from pipeline.params import Params


class PresetParams(Params):
    """One size of network, with the batch and learning rates that suit it."""

    n_layer: int = Field(ge=1)
    n_head: int = Field(ge=1)
    n_embd: int = Field(ge=2)
    n_hidden: int = Field(ge=1)
    block_size: int = Field(ge=8)  # tokens
    batch_size: int = Field(ge=1)  # windows per step
    muon_rate: float = Field(gt=0)
    adamw_rate: float = Field(gt=0)


class ModelParams(Params):
    """params.yaml `model`."""

    preset: str
    n_previous: int = Field(ge=0)
    tie_word_embeddings: bool
    rope_theta: float = Field(gt=1)
    presets: dict[str, PresetParams]

    def chosen(self) -> PresetParams:
        """The preset in use.

        Raises:
            ParamsError: there is no such preset, or its sizes do not go together.
        """
        if self.preset not in self.presets:
            known = ", ".join(self.presets)
            raise ParamsError(f"params.yaml: model.preset is {self.preset!r}; choose one of {known}")
        preset = self.presets[self.preset]
        if preset.n_embd % (2 * preset.n_head):
            raise ParamsError(
                f"params.yaml: model.presets.{self.preset}.n_embd is {preset.n_embd}, "
                f"not a multiple of 2 * n_head {preset.n_head}; correct it"
            )
        return preset

    def network(self, vocab_size: int) -> GPTConfig:
        """The chosen network for a vocabulary; errors as for `chosen`."""
        shape = self.chosen().model_dump(exclude={"batch_size", "muon_rate", "adamw_rate"})
        extras = self.model_dump(exclude={"preset", "presets"})
        return GPTConfig(vocab_size=vocab_size, **extras, **shape)


class TrainParams(Params):
    """params.yaml `train`."""

    seed: int = Field(ge=0)
    min_steps: int = Field(ge=1)  # the target is never lower
    epochs: float = Field(ge=0)  # passes over the training text; the target is whichever is more
    warmup_steps: int = Field(ge=1)
    decay_share: float = Field(gt=0, le=1)  # of a stretch, at its end, in which the learning rate falls to zero
    muon_momentum: float = Field(ge=0, lt=1)
    weight_decay: float = Field(ge=0)  # of the matrices that Muon moves
    max_gradient_norm: float = Field(gt=0)
    summary_share: float = Field(ge=0, le=1)  # of the windows start with the summary of the text before them
    rename_share: float = Field(ge=0, le=1)  # of these have other names for the characters of the summary
    new_share: float = Field(ge=0, le=1)  # of the windows, at least, are of new documents once the corpus has grown
    consecutive_windows: int = Field(ge=1)  # of the text that are drawn together
    first_window: int = Field(ge=8)  # tokens; windows double in length from there to block_size
    evaluate_steps: int = Field(ge=1)  # between evaluations on the validation split
    max_val_tokens: int = Field(ge=1)  # of it, the same ones each time
    checkpoint_steps: int = Field(ge=1)  # between checkpoints
    dtype: Literal["auto", "float32", "bfloat16", "float16"]  # auto: measured at the start of a run
    threads: Literal["auto"] | Annotated[int, Field(ge=1)]  # auto: one or all cores, measured at the start of a run
    max_memory_mb: int = Field(ge=100)  # resident memory that training may take; chooses the micro-batch
    activation_checkpointing: bool  # compute each block's inner values twice instead of keeping them
    compile: bool  # with torch.compile
    sample_characters: int = Field(ge=0)  # told at each evaluation
    ngram_order: int = Field(ge=0, le=12)  # characters of context of the n-gram that generation mixes in; 0: none
    ngram_max_tokens: int = Field(ge=1000)  # of the training text that it counts, evenly spread


class SamplingParams(Params):
    """params.yaml `sampling`."""

    temperature: float = Field(ge=0, le=10)  # 0: always the most probable
    spelling: float = Field(gt=0, le=1)  # inside words the temperature is multiplied by this; 1: alike everywhere
    top_k: int = Field(ge=0)  # keep this many tokens; 0: all
    top_p: float = Field(gt=0, le=1)  # keep the fewest tokens that hold this probability; 1: all
    min_p: float = Field(ge=0, le=1)  # drop tokens less probable than this share of the most probable; 0: none
    repetition_penalty: float = Field(ge=1, le=10)  # divides the odds of the newest tokens; 1: none
    no_repeat_ngram: int = Field(ge=0)  # no run of this many tokens twice; 0: free
    slide: float = Field(gt=0, lt=1)  # share of the window that leaves at once when it is full
