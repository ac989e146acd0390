"""A checkpoint that can speak: which folder, and whether it fits what is installed; no tensor is read."""

from pathlib import Path

from model.marked import warn_of_forgotten
from model.memory import MEMORY_FORMAT
from model.network import GPTConfig
from model.state import LATEST, State, read_state
from model.tokenizer import Tokenizer
from pipeline.errors import DataError


def find_trained(root: Path, name: str, tokenizer: Tokenizer) -> tuple[Path, State]:
    """The folder and state of checkpoints/<name>; the latest where no best was kept.

    Raises:
        DataError: there is no checkpoint, or it learnt another vocabulary or memory format.
    """
    folder = root / name if (root / name).exists() else root / LATEST
    state = read_state(folder)
    warn_of_forgotten(folder)
    if state.tokenizer != tokenizer.hash:
        raise DataError(f"{folder}: trained with another vocabulary than dataset/processed; run `dvc repro`")
    if state.memory != MEMORY_FORMAT:
        raise DataError(
            f"{folder}: trained with memory format {state.memory!r}, not {MEMORY_FORMAT!r}; run `dvc repro`"
        )
    return folder, state


def config_of(folder: Path, state: State) -> GPTConfig:
    """The shape of its network; errors as for `misfit`."""
    try:
        return GPTConfig(**state.architecture)  # type: ignore[arg-type]
    except TypeError as error:
        raise misfit(folder, error) from None


def misfit(folder: Path, error: Exception) -> DataError:
    """The error for weights that are not those that state.json speaks of."""
    problem = str(error).splitlines()[-1].strip()
    return DataError(f"{folder}: weights do not fit state.json ({problem}); delete it, or `dvc pull`")
