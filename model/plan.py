"""What is chosen for a machine at the start of a run: dtype, threads, and how many windows are worked on at once."""

import math
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 the field's own name

from model.batches import IGNORED
from model.fused import SLICE
from model.gpt import GPT
from model.network import GPTConfig
from model.params import TrainParams
from model.state import State
from pipeline.errors import DataError

MEASURED = 3  # rounds in which each choice is tried once
GAIN = 1.1  # bfloat16 and more threads are chosen where they are faster by this factor
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
Choice = TypeVar("Choice", str, int)


@dataclass(frozen=True)
class Plan:
    """What is chosen once, at the start of a run, and kept: each of these can change the last bits of a result."""

    device: str
    cores: int
    dtype: str
    threads: int
    micro_batch: int

    @classmethod
    def of(cls, state: State) -> "Plan":
        """The plan that a checkpoint was trained with."""
        return cls(state.device, state.cores, state.dtype, state.threads, state.micro_batch)

    def fits(self, config: GPTConfig, params: TrainParams) -> bool:
        """Whether it still is one for this machine and these params."""
        return (
            (self.device, self.cores) == this_machine()
            and params.dtype in ("auto", self.dtype)
            and params.threads in ("auto", self.threads)
            and (self.device != "cpu" or memory_mb(config, self.micro_batch, params) <= params.max_memory_mb)
        )


def choose_plan(config: GPTConfig, batch_size: int, params: TrainParams) -> Plan:
    """A plan for this machine; dtype and threads are measured where params leave them open."""
    device, cores = this_machine()
    all_threads = torch.get_num_threads()  # OMP_NUM_THREADS where it is set
    threads = all_threads if params.threads == "auto" else params.threads
    dtype: str = params.dtype
    if device == "cuda":
        if dtype == "auto":
            dtype = "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
        return Plan(device, cores, dtype, threads, batch_size)
    micro_batch = micro_batch_that_fits(config, batch_size, params)
    dtypes = ["float32", "bfloat16"] if dtype == "auto" else [dtype]
    with torch_threads(1 if params.threads == "auto" else threads):
        dtype = faster(dtypes, seconds_by_dtype(config, math.ceil(micro_batch / 4), dtypes))
    if params.threads == "auto":
        counts = sorted({1, all_threads})
        threads = faster(counts, seconds_by_threads(config, micro_batch, dtype, counts))
    return Plan(device, cores, dtype, threads, micro_batch)


def this_machine() -> tuple[str, int]:
    """What a plan is bound to: the kind of device and the number of cores this process may use."""
    return ("cuda" if torch.cuda.is_available() else "cpu"), len(os.sched_getaffinity(0))


def micro_batch_that_fits(config: GPTConfig, batch_size: int, params: TrainParams) -> int:
    """The most windows at once for which `memory_mb` stays under the limit, as equal shares of the batch.

    Raises:
        DataError: one window alone needs more.
    """
    for parts in range(1, batch_size + 1):
        micro_batch = math.ceil(batch_size / parts)
        if memory_mb(config, micro_batch, params) <= params.max_memory_mb:
            return micro_batch
    save = "" if params.activation_checkpointing else ", set train.activation_checkpointing"
    raise DataError(
        f"params.yaml: train.max_memory_mb is {params.max_memory_mb}, and one window of {config.block_size} tokens "
        f"needs {memory_mb(config, 1, params):.0f}; raise it{save}, or choose a smaller model.preset"
    )


def memory_mb(config: GPTConfig, micro_batch: int, params: TrainParams) -> float:
    """Resident memory of training on a CPU, in MB, from above: fitted to measured peaks of every preset."""
    C, H, T = config.n_embd, config.n_head, config.block_size  # noqa: N806
    matrices = config.n_layer * (4 * C * C + 3 * C * config.n_hidden)
    weights = matrices + (2 + config.n_previous - config.tie_word_embeddings) * config.vocab_size * C
    per_block = 12 * C + 4 * config.n_hidden + H * (T // 2 + SLICE // 2)
    blocks = config.n_layer * C + 2 * per_block if params.activation_checkpointing else (config.n_layer + 1) * per_block
    per_token = blocks + 3 * config.vocab_size
    return (360e6 + 26 * weights + 4 * per_token * micro_batch * T) / 1e6


def faster(choices: list[Choice], seconds: Iterable[dict[Choice, float]]) -> Choice:
    """The first choice, or a later one that took less by the factor GAIN over all rounds."""
    if len(choices) == 1:
        return choices[0]
    total = dict.fromkeys(choices, 0.0)
    for took in islice(seconds, 1, None):  # the first round pays for what the others find ready
        for choice, each in took.items():
            total[choice] += each
    quickest = min(choices, key=total.__getitem__)
    return quickest if total[quickest] * GAIN < total[choices[0]] else choices[0]


def seconds_by_dtype(config: GPTConfig, micro_batch: int, dtypes: list[str]) -> Iterator[dict[str, float]]:
    """Rounds of training in each dtype, in CPU time: other programs take turns with this one."""
    model = GPT(config)
    for _ in range(MEASURED):
        yield {dtype: train_once(model, micro_batch, dtype, time.process_time) for dtype in dtypes}


def seconds_by_threads(
    config: GPTConfig, micro_batch: int, dtype: str, counts: list[int]
) -> Iterator[dict[int, float]]:
    """Rounds of training with each number of threads, in wall time: a busy neighbour is what to notice."""
    model = GPT(config)
    for _ in range(MEASURED):
        took: dict[int, float] = {}
        for count in counts:
            with torch_threads(count):
                took[count] = train_once(model, micro_batch, dtype, time.perf_counter)
        yield took


def train_once(model: GPT, micro_batch: int, dtype: str, clock: Callable[[], float]) -> float:
    """Seconds for the gradients of a micro-batch."""
    ids = torch.zeros(micro_batch, model.config.block_size, dtype=torch.long)
    started = clock()
    with autocast("cpu", dtype):
        logits = model(ids)
    token_loss(logits, ids).backward()  # type: ignore[no-untyped-call]
    return clock() - started


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Compute with that many threads while the block runs."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def autocast(device: str, dtype: str) -> AbstractContextManager[object]:
    """Matrix products in `dtype`; nothing changes for float32."""
    return nullcontext() if dtype == "float32" else torch.autocast(device, dtype=DTYPES[dtype])


def token_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Sum over the tokens that carry loss, in nats."""
    return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum")
