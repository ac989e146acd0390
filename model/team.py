"""The processes that train one network together: one, or as many as `torchrun` started."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

from pipeline.errors import ProjectError

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 a wish, not an error
    """Someone asked the trainer to stop."""


@dataclass(frozen=True)
class Team:
    """One process's place among them; the first of them reads, writes and speaks for all."""

    rank: int
    size: int

    @property
    def is_first(self) -> bool:
        """Whether this process speaks for all."""
        return self.rank == 0

    def first(self, work: Callable[[], T]) -> T:
        """What `work` gives the first process, for every process; a ProjectError there is raised in each."""
        if self.size == 1:
            return work()
        told: list[T | ProjectError | None] = [None]
        if self.is_first:
            try:
                told[0] = work()
            except ProjectError as error:
                told[0] = error
        distributed.broadcast_object_list(told)  # pickled between our own processes, never on disk
        if isinstance(told[0], ProjectError):
            raise told[0]
        return told[0]  # type: ignore[return-value]

    def total(self, value: float) -> float:
        """The sum of every process's value."""
        if self.size == 1:
            return value
        summed = torch.tensor(value, dtype=torch.float64)
        distributed.all_reduce(summed)
        return float(summed)

    def agree(self, check: Callable[[], None]) -> None:
        """Stop all at once when `check` stops one: whoever left alone would keep the others waiting."""
        stopped = 0.0
        try:
            check()
        except Stopped:
            stopped = 1.0
        if self.total(stopped):
            raise Stopped

    def joined(self, network: nn.Module) -> nn.Module:
        """The network with its gradients averaged over all processes."""
        if self.size == 1:
            return network
        wrapped: nn.Module = DistributedDataParallel(network)
        return wrapped


@contextmanager
def team() -> Iterator[Team]:
    """This process alone, or its place in what `torchrun` started, until the block ends."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield Team(0, 1)
        return
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    distributed.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo")
    try:
        yield Team(distributed.get_rank(), size)
    finally:
        distributed.destroy_process_group()
