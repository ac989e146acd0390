"""Where a run begins: from its latest checkpoint, or from zero, and never from zero by accident."""

import math
from dataclasses import asdict
from pathlib import Path

from model.checkpoint import Checkpoint, exists, load
from model.corpus import Corpus
from model.gpt import GPT
from model.memory import MEMORY_FORMAT
from model.network import GPTConfig
from model.optimizer import Optimizer
from model.params import TrainParams
from model.plan import Plan, choose_plan
from model.state import LATEST, PREVIOUS, State
from pipeline.errors import DataError
from pipeline.reports import log


def target_steps(params: TrainParams, tokens: int, tokens_per_step: int) -> int:
    """The step at which training ends, counted from zero whatever was done before."""
    return max(params.min_steps, math.ceil(params.epochs * tokens / tokens_per_step))


def new_state(config: GPTConfig, plan: Plan, corpus: Corpus, seed: int, experiment: str) -> State:
    """A run before its first step."""
    return State(
        step=0,
        target=0,
        stretch_start=0,
        data=corpus.fingerprint,
        data_start=0,
        tokens_seen=0,
        seed=seed,
        architecture=asdict(config),
        tokenizer=corpus.tokenizer.hash,
        memory=MEMORY_FORMAT,
        **asdict(plan),
        experiment=experiment,
        scaler={"scale": 65536.0, "good": 0} if plan.dtype == "float16" else {},
        loss_sum=0.0,
        loss_count=0,
        metrics={},
        best=None,
    )


def misfit(state: State, config: GPTConfig, corpus: Corpus, experiment: str) -> str | None:
    """Why a checkpoint cannot be gone on from, in one word, or None."""
    if state.architecture != asdict(config):
        return "architecture"
    if state.tokenizer != corpus.tokenizer.hash:
        return "tokenizer"
    if state.memory != MEMORY_FORMAT:
        return "memory"
    if experiment and state.experiment != experiment:
        return "experiment"
    return None


def begin_stretch(state: State, corpus: Corpus, target: int, params: TrainParams, experiment: str) -> bool:
    """Set a state on its way to `target`; whether a stretch of its own begins, for other data or another target."""
    begins = state.data != corpus.fingerprint or state.target != target
    if state.data != corpus.fingerprint:
        state.data, state.data_start, state.best = corpus.fingerprint, state.step, None
    if begins:
        state.target, state.stretch_start = target, state.step
    state.seed, state.experiment = params.seed, experiment
    return begins


def resume(root: Path) -> Checkpoint | None:
    """The latest checkpoint, or the one before when the latest is damaged, which is said; None when there is none.

    Raises:
        DataError: neither can be read.
    """
    if not exists(root):
        return None
    try:
        return load(root / LATEST)
    except DataError as error:
        if not (root / PREVIOUS).exists():
            raise
        checkpoint = load(root / PREVIOUS)
        log("train", f"{error}; goes on from {root / PREVIOUS} at step {checkpoint.state.step}")
        return checkpoint


def plan_for(state: State | None, config: GPTConfig, batch_size: int, params: TrainParams) -> Plan:
    """The plan of the checkpoint, where machine and params are like those it was made for; else a new one."""
    if state is not None and Plan.of(state).fits(config, params):
        return Plan.of(state)
    plan = choose_plan(config, batch_size, params)
    if state is not None:
        before, now = (f"{each.dtype} on {each.device} with {each.cores} cores" for each in (state, plan))
        log("train", f"{before} before, {now} now: the last bits of the weights may differ")
    return plan


def restore(model: GPT, optimizer: Optimizer, checkpoint: Checkpoint, root: Path) -> None:
    """Load weights and optimiser."""
    try:
        model.load_state_dict(checkpoint.weights)
        optimizer.restore(checkpoint.optimizer)
    except (KeyError, RuntimeError) as error:
        problem = str(error).splitlines()[-1].strip()
        raise DataError(
            f"{root / LATEST}: tensors do not fit its state.json ({problem}); "
            f"delete it to go on from {root / PREVIOUS}, or `dvc pull`"
        ) from None
