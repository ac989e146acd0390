"""A trained network as every export format takes it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.network import GPTConfig
from model.params import SamplingParams
from model.speaker_model import load_speaker_model
from model.state import BEST, LATEST, State
from model.tokenizer import Tokenizer
from pipeline.errors import DataError
from pipeline.files import CHECKPOINTS, PROCESSED
from pipeline.params import load_params

NAMES = (BEST, LATEST)
DOCUMENTS = "documents.txt"


@dataclass(frozen=True)
class Trained:
    """A checkpoint, its vocabulary and how it is meant to be sampled."""

    folder: Path  # checkpoints/best or checkpoints/latest
    state: State
    config: GPTConfig
    weights: dict[str, NDArray[np.float32]]  # by the names in model.safetensors
    tokenizer: Tokenizer
    sampling: SamplingParams

    def n_parameters(self) -> int:
        """Numbers that were learned."""
        return sum(weight.size for weight in self.weights.values())

    def documents(self) -> list[str]:
        """Ids of the documents it was trained on.

        Raises:
            DataError: the checkpoint lists none.
        """
        for folder in (self.folder, self.folder.parent / LATEST):  # the best of older versions lists none itself
            if (folder / DOCUMENTS).exists():
                return (folder / DOCUMENTS).read_text(encoding="utf-8").splitlines()
        raise DataError(f"{self.folder / DOCUMENTS}: missing; run `dvc pull checkpoints`, or train first (`dvc repro`)")


def read_trained(name: str, root: Path = CHECKPOINTS, processed: Path = PROCESSED) -> Trained:
    """checkpoints/<name>, checked against the vocabulary; one warning when it learnt from what was forgotten since.

    Raises:
        DataError: there is no such checkpoint, or it does not fit.
    """
    tokenizer = Tokenizer.load(processed / "vocabulary.json")
    state, model = load_speaker_model(root, name, tokenizer)
    weights = {name: weight.float().numpy() for name, weight in model.state_dict().items()}
    folder = root / name if (root / name).exists() else root / LATEST
    return Trained(folder, state, model.config, weights, tokenizer, load_params("sampling", SamplingParams))
