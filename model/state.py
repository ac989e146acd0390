"""What a checkpoint says of itself: its small files, read without the library that computes its tensors."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import DataError

LATEST, PREVIOUS, BEST, ASIDE = "latest", "previous", "best", "aside"


class State(BaseModel):
    """state.json: everything about a run but its tensors; nothing that depends on when or how often it was stopped."""

    model_config = ConfigDict(strict=True, extra="forbid")

    step: int
    target: int  # the step at which this stretch ends
    stretch_start: int  # the step at which the learning rate's schedule began
    data: str  # sha256 of the training ids
    data_start: int  # the step at which these data began
    tokens_seen: int
    seed: int
    architecture: dict[str, bool | int | float]
    tokenizer: str  # hash of the vocabulary
    memory: str  # format of the running summary
    device: str  # cpu or cuda: what the choices below were made for
    cores: int
    dtype: str
    threads: int
    micro_batch: int  # windows at once
    experiment: str  # name of the DVC experiment, empty outside
    scaler: dict[str, float | int]  # of float16 gradients, empty otherwise
    loss_sum: float  # nats per token, summed over the steps since the last evaluation
    loss_count: int
    metrics: dict[str, float]  # of the last evaluation
    best: float | None  # lowest validation loss on these data, bits per character


def read_state(folder: Path) -> State:
    """state.json of a checkpoint.

    Raises:
        DataError: it is missing, cut short, or not ours.
    """
    path = folder / "state.json"
    content = "\n".join(read_lines(path))
    try:
        return State.model_validate_json(content)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"])) or "content"
        raise DataError(f"{path}: {where}: {problem['msg']}; not a checkpoint of this program, or cut short") from None


def read_lines(path: Path) -> list[str]:
    """A small text file of a checkpoint; errors as for `read_state`."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise missing(path) from None
    except UnicodeDecodeError:
        raise DataError(f"{path}: not UTF-8; not a checkpoint of this program, or damaged") from None


def missing(path: Path) -> DataError:
    """The error for a file that is not there."""
    return DataError(f"{path}: missing; run `dvc pull`, or train first (`dvc repro`)")
