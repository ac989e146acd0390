"""params.yaml `evaluate`."""

from typing import Literal

from pydantic import Field

from pipeline.params import Params


class EvaluateParams(Params):
    """params.yaml `evaluate`."""

    seed: int = Field(ge=0)  # of the sampled story
    checkpoint: Literal["best", "latest"]
    max_characters: int = Field(ge=1)  # scored of the held-out documents
    sample_prompt: str  # empty: a new story
    sample_characters: int = Field(ge=1)
    rare_words_per_million: float = Field(ge=0)  # of the words in the training text; rarer ones count as rare
    ngram_order: int = Field(ge=1, le=12)  # characters of context
    ngram_max_tokens: int = Field(ge=100)  # of the training text that the reference counts
