"""train: token ids -> checkpoint; goes on from the latest one while there are steps left to the target.

Reads   dataset/processed/
Writes  checkpoints/, reports/train.json, reports/train/ (the loss curve)
Params  model, train

    python -m stages.train           as `dvc repro` runs it
    python -m stages.train --fresh   put the checkpoints aside and start from zero (through dvc: MINIATURE_FRESH=1)
    torchrun --nproc-per-node 2 -m stages.train   the same with several processes, on one machine or more
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from functools import cache
from types import FrameType

import torch
from filelock import FileLock, Timeout

from model.batches import Batches
from model.checkpoint import Checkpoint, clear_leftovers, exists, put_aside
from model.corpus import Corpus, read_corpus, spread
from model.curve import loss_curve, unnoted
from model.gpt import GPT
from model.growth import documents_since, training_windows
from model.ngram import NGRAM, NGram
from model.optimizer import Optimizer
from model.params import ModelParams, TrainParams
from model.plan import Plan
from model.resume import begin_stretch, misfit, new_state, plan_for, restore, resume, target_steps
from model.run import Run, Validation
from model.state import State
from model.team import Stopped, Team, team
from model.trainer import Trainer
from pipeline.errors import DataError, ProjectError
from pipeline.files import CACHE, CHECKPOINTS, PROCESSED, REPORTS
from pipeline.lock import recorded_out
from pipeline.params import load_params, read_params_file
from pipeline.reports import log, stage_log, write_report

LOCK = CACHE / "train.lock"


def require_permission_for_zero(fresh: bool, experiment: str) -> None:
    """Refuse to start from zero where dvc.lock records a checkpoint, unless that is what was asked for."""
    demo = (read_params_file().get("crawl") or {}).get("demo_site") is True
    recorded = recorded_out("train", str(CHECKPOINTS))
    if recorded is not None and not (fresh or experiment or demo):
        raise DataError(
            f"{CHECKPOINTS}: missing, but dvc.lock records {recorded.nfiles or 'some'} files; "
            "run `dvc pull`, or `python -m stages.train --fresh` to start from zero (MINIATURE_FRESH=1 dvc repro)"
        )


@dataclass
class Beginning:
    """From where a run goes on, the same for every process that takes part."""

    checkpoint: Checkpoint | None
    plan: Plan
    state: State
    new_documents: list[str]


def begin(params: TrainParams, model_params: ModelParams, corpus: Corpus, fresh: bool) -> Beginning:
    """The latest checkpoint, or none; what does not fit is put aside."""
    root, experiment = CHECKPOINTS, os.environ.get("DVC_EXP_NAME", "")
    preset, config = model_params.chosen(), model_params.network(corpus.tokenizer.vocab_size)
    clear_leftovers(root)
    if fresh and exists(root):
        log("train", f"starts from zero as asked; the checkpoints before are in {put_aside(root, 'fresh')}")
    checkpoint = resume(root)
    why = misfit(checkpoint.state, config, corpus, experiment) if checkpoint else None
    if why:
        log("train", f"a new run begins: the checkpoint is of another {why}, now in {put_aside(root, why)}")
        checkpoint = None
    elif checkpoint is None:
        require_permission_for_zero(fresh, experiment)

    plan = plan_for(checkpoint.state if checkpoint else None, config, preset.batch_size, params)
    state = checkpoint.state if checkpoint else new_state(config, plan, corpus, params.seed, experiment)
    state = state.model_copy(update=asdict(plan))
    new_documents = checkpoint.new_documents if checkpoint else []
    target = target_steps(params, len(corpus.train), preset.batch_size * config.block_size)
    if state.step < target and begin_stretch(state, corpus, target, params, experiment):
        new_documents = documents_since(checkpoint.documents if checkpoint else [], corpus)
    return Beginning(checkpoint, plan, state, new_documents)


def start(beginning: Beginning, params: TrainParams, model_params: ModelParams, corpus: Corpus, team: Team) -> Run:
    """A run at its present step."""
    checkpoint, plan, state = beginning.checkpoint, beginning.plan, beginning.state
    preset, config = model_params.chosen(), model_params.network(corpus.tokenizer.vocab_size)
    torch.set_num_threads(plan.threads)
    torch.manual_seed(params.seed)
    model = GPT(config).to(plan.device)
    optimizer = Optimizer(model, preset.adamw_rate, preset.muon_rate, params.muon_momentum, params.weight_decay)
    if checkpoint:
        restore(model, optimizer, checkpoint, CHECKPOINTS)

    @cache
    def windows(length: int) -> Batches:
        return training_windows(corpus, PROCESSED, length, params, beginning.new_documents)

    trainer = Trainer(model, optimizer, windows, preset.batch_size, params, plan, team)
    documents = sorted({*(checkpoint.documents if checkpoint else []), *corpus.documents})
    losses = checkpoint.losses if checkpoint else []
    return Run(trainer, state, losses, documents, beginning.new_documents, CHECKPOINTS)


def write_ngram(corpus: Corpus, params: TrainParams) -> None:
    """Leave the n-gram of the training text beside the checkpoint, or none."""
    if params.ngram_order:
        NGram.of(spread(corpus.train, params.ngram_max_tokens), params.ngram_order).save(CHECKPOINTS / NGRAM)
    else:
        (CHECKPOINTS / NGRAM).unlink(missing_ok=True)


def validation(corpus: Corpus, params: TrainParams) -> Validation:
    """What the run is measured on."""
    val = spread(corpus.val, params.max_val_tokens)
    characters = corpus.tokenizer.character_counts(val[1:])
    return Validation(val, characters, len(corpus.train) / max(1, corpus.characters), corpus.tokenizer)


def report(run: Run, corpus: Corpus) -> None:
    """Write reports/train.json."""
    state = run.state
    content = {
        "documents_in": len(corpus.documents),
        "tokens": len(corpus.train),
        "parameters": run.trainer.model.n_parameters(),
        "steps": state.step,
        "tokens_seen": state.tokens_seen,
        **state.metrics,
        "best_val_bits_per_character": state.best,
        "val_perplexity": 2 ** state.metrics["val_bits_per_character"],
    }
    write_report("train", content)


@contextmanager
def sole_trainer() -> Iterator[None]:
    """Hold the lock that keeps a second trainer out.

    Raises:
        DataError: another process holds it.
    """
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(LOCK, timeout=0):
            yield
    except Timeout:
        raise DataError(f"{LOCK}: another trainer is at work here; wait for it, or stop it") from None


class StopRequest:
    """Remembers SIGINT and SIGTERM, so that training can end between two pieces of work."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, number: int, frame: FrameType | None) -> None:
        """Note the wish."""
        self.asked = True

    def check(self) -> None:
        """Raise Stopped when someone asked."""
        if self.asked:
            raise Stopped


@contextmanager
def stop_requests() -> Iterator[StopRequest]:
    """Take the two signals over while the block runs."""
    stop = StopRequest()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def flushed_denormals() -> Iterator[None]:
    """Take numbers too small to matter for zero while the block runs: each costs a hundred times a usual one."""
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)


def train(fresh: bool, team: Team) -> str:
    """Train to the target; the line to print at the end."""
    params, model_params = load_params("train", TrainParams), load_params("model", ModelParams)
    model_params.chosen()
    with sole_trainer() if team.is_first else nullcontext(), stop_requests() as stop, flushed_denormals():
        corpus = read_corpus(PROCESSED)
        beginning = team.first(lambda: begin(params, model_params, corpus, fresh))
        run = start(beginning, params, model_params, corpus, team)
        state, first = run.state, run.state.step
        if team.is_first:
            write_ngram(corpus, params)
        curve = loss_curve(REPORTS / "train", run.losses) if team.is_first else nullcontext(unnoted)
        try:
            with curve as note:
                run.advance(validation(corpus, params), note, stop.check)
        except Stopped:
            raise ProjectError(
                f"train: stopped at step {state.step} of {state.target}, saved; `dvc repro` goes on from there"
            ) from None
        if not team.is_first:
            return ""
        report(run, corpus)
    done = f"steps {first} to {state.step}" if state.step > first else f"at its target of {state.target} steps already"
    size = f"{run.trainer.model.n_parameters() / 1e6:.2f} M parameters, {state.dtype}, {state.threads} threads"
    measured = f"{state.metrics['val_bits_per_character']:.3f} bits per character in validation"
    processes = f" in each of {team.size} processes" if team.size > 1 else ""
    return f"{model_params.preset}: {done}, {measured}, {size}{processes}, micro-batch {state.micro_batch}"


def main() -> None:
    """Run the stage."""
    parser = argparse.ArgumentParser(prog="python -m stages.train", description="Train, or go on training.")
    parser.add_argument("--fresh", action="store_true", help="put the checkpoints aside and start from zero")
    fresh = parser.parse_args(sys.argv[1:]).fresh or os.environ.get("MINIATURE_FRESH") == "1"
    if int(os.environ.get("RANK", "0")) > 0:  # the first process speaks for all
        with team() as whole, suppress(ProjectError):
            train(fresh, whole)
        return
    with stage_log("train", "reading dataset/processed") as summary, team() as whole:
        summary.message = train(fresh, whole)


if __name__ == "__main__":
    main()
