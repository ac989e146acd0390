"""Everything that telling stories needs, loaded once; each story gets a window and a memory of its own."""

from dataclasses import dataclass
from pathlib import Path

from model.engine.network import Engine
from model.engine.weights import load_weights
from model.memory import MemoryParams, RunningSummary
from model.mixture import Mixture, MixtureParams, read_weights
from model.ngram import NGRAM, NGram
from model.params import SamplingParams
from model.sampler import Memory, Speaker
from model.state import State
from model.tokenizer import Tokenizer
from pipeline.files import CHECKPOINTS, PROCESSED
from pipeline.params import load_params


@dataclass(frozen=True)
class Teller:
    """A trained network with its tokenizer and the settings of its memory."""

    engine: Engine
    state: State
    tokenizer: Tokenizer
    memory: MemoryParams
    mixture: MixtureParams
    mixing_weights: dict[str, float]
    text: NGram | None  # of the training text, where training counted one

    @classmethod
    def load(cls, checkpoint: str, int8: bool = False, root: Path = CHECKPOINTS) -> "Teller":
        """The network of checkpoints/<checkpoint>; errors as for `load_weights` and `load_params`."""
        memory, mixture = load_params("memory", MemoryParams), load_params("mixture", MixtureParams)
        tokenizer = Tokenizer.load(PROCESSED / "vocabulary.json")
        state, weights = load_weights(root, checkpoint, tokenizer, int8)
        return cls(Engine(weights), state, tokenizer, memory, mixture, read_weights(), NGram.load(root / NGRAM))

    def speaker(self, sampling: SamplingParams, seed: int, memory: Memory | None) -> Speaker:
        """Someone who tells one story; without a memory there is no cache of the story either."""
        mixture = None
        if memory is not None:
            block_size = self.engine.config.block_size
            mixture = Mixture(self.tokenizer, self.mixture, block_size, self.mixing_weights, self.text)
        return Speaker(self.engine, self.tokenizer, sampling, memory, seed, mixture)

    def running_summary(self) -> RunningSummary:
        """A memory that has read nothing."""
        return RunningSummary(self.memory)
