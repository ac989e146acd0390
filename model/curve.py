"""The loss curve as DVCLive writes it, for `dvc plots`, editors and the report: one table a figure."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.checkpoint import LossRow

Note = Callable[[LossRow], None]


def unnoted(row: LossRow) -> None:
    """For all but the first of several processes."""


@contextmanager
def loss_curve(folder: Path, history: Iterable[LossRow]) -> Iterator[Note]:
    """Write a checkpoint's history to a folder, then each row that is noted, as it comes.

    The folder is begun anew: the checkpoint knows which evaluations belong to its weights, whatever was killed since.
    Nothing leaves the machine unless its owner has logged in with `dvc studio login`.
    """
    from dvclive.live import Live  # a second and 30 MB, for whoever trains alone

    with Live(str(folder), save_dvc_exp=False, dvcyaml=None) as live:

        def note(row: LossRow) -> None:
            live.step, train, validation = row
            live.log_metric("train_loss", train)
            live.log_metric("val_loss", validation)
            live.next_step()

        for row in history:
            note(row)
        yield note
