import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from filelock import FileLock

from model import plan
from model.params import TrainParams
from model.resume import target_steps
from model.trainer import Trainer
from stages import train as stage
from tests.model.tiny import copy_workspace, files_below, set_train, workspace, write_processed
from tests.model.tiny import story as tell
from tests.workspace import PROJECT

WEIGHTS = "latest/model.safetensors"


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A workspace trained to its target of 12 steps, without interruption."""
    folder = workspace(tmp_path_factory.mktemp("trained"))
    with pytest.MonkeyPatch.context() as patch:
        run(folder, patch)
    return folder


def run(folder, monkeypatch, *flags):
    """The stage in this process; its exit code."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["train", *flags])
    try:
        stage.main()
    except SystemExit as error:
        return error.code
    return 0


def state(folder, name="latest"):
    return json.loads((folder / f"checkpoints/{name}/state.json").read_text())


def stop_at(monkeypatch, step):
    """Ask for a stop when that many steps are done, as a signal would."""
    whole = Trainer.step

    def stopping(self, state, check):
        if state.step == step:
            os.kill(os.getpid(), signal.SIGTERM)
        whole(self, state, check)

    monkeypatch.setattr(Trainer, "step", stopping)


def start_subprocess(folder):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen([sys.executable, "-m", "stages.train"], cwd=folder, env=environment, stderr=subprocess.PIPE)


def test_target_is_absolute():
    params = TrainParams.model_construct(min_steps=100, epochs=2.5)
    assert target_steps(params, tokens=1000, tokens_per_step=100) == 100
    assert target_steps(params, tokens=10_001, tokens_per_step=100) == 251


def curve(folder):
    """Training and validation loss by step, as DVCLive left them."""
    tables = [
        [row.split("\t") for row in (folder / f"reports/train/plots/metrics/{name}.tsv").read_text().splitlines()]
        for name in ("train_loss", "val_loss")
    ]
    assert [table[0] for table in tables] == [["step", "train_loss"], ["step", "val_loss"]]
    return {
        int(step): (float(train), float(val))
        for (step, train), (other, val) in zip(tables[0][1:], tables[1][1:], strict=True)
        if step == other
    }


def test_training_leaves_checkpoints_report_and_history(trained):
    assert state(trained)["step"] == 12
    assert state(trained, "previous")["step"] == 9
    report = json.loads((trained / "reports/train.json").read_text())
    assert report["steps"] == 12
    assert report["val_bits_per_character"] == pytest.approx(
        state(trained)["metrics"]["val_bits_per_character"], abs=1e-4
    )
    assert list(curve(trained)) == [5, 10, 12]
    documents = (trained / "checkpoints/latest/documents.txt").read_text().split()
    assert len(documents) == 5


def test_a_rerun_at_the_target_leaves_every_file_as_it_is(trained, monkeypatch):
    before = files_below(trained / "checkpoints")
    assert run(trained, monkeypatch) == 0
    assert files_below(trained / "checkpoints") == before


def test_two_runs_from_zero_give_the_same_bytes(trained, tmp_path, monkeypatch):
    folder = workspace(tmp_path)
    run(folder, monkeypatch)
    assert files_below(folder / "checkpoints") == files_below(trained / "checkpoints")


@pytest.mark.parametrize("step", [1, 5, 11])
def test_a_stopped_run_says_how_to_go_on_and_ends_with_the_same_weights(trained, tmp_path, monkeypatch, capsys, step):
    folder = workspace(tmp_path)
    with monkeypatch.context() as patch:
        stop_at(patch, step)
        assert run(folder, patch) == 1
    assert f"stopped at step {step} of 12, saved; `dvc repro` goes on" in capsys.readouterr().err
    assert run(folder, monkeypatch) == 0
    assert files_below(folder / "checkpoints/latest") == files_below(trained / "checkpoints/latest")


def test_evaluations_and_checkpoints_do_not_touch_the_weights(trained, tmp_path, monkeypatch):
    folder = workspace(tmp_path, evaluate_steps=3, checkpoint_steps=7)
    run(folder, monkeypatch)
    assert files_below(folder / "checkpoints")[WEIGHTS] == files_below(trained / "checkpoints")[WEIGHTS]


def test_micro_batches_add_up_to_the_batch(tmp_path, monkeypatch):
    (tmp_path / "one").mkdir()
    folder = workspace(tmp_path / "one")
    other = copy_workspace(folder, tmp_path / "two")
    run(folder, monkeypatch)
    monkeypatch.setattr(plan, "memory_mb", lambda config, micro_batch, params: 50 * micro_batch)
    set_train(other, max_memory_mb=100)
    run(other, monkeypatch)
    assert (state(folder)["micro_batch"], state(other)["micro_batch"]) == (4, 2)
    measured = [state(each)["metrics"]["val_bits_per_character"] for each in (folder, other)]
    assert measured[0] == pytest.approx(measured[1], abs=1e-3)


def test_activation_checkpointing_changes_memory_and_not_the_weights(trained, tmp_path, monkeypatch):
    folder = workspace(tmp_path, activation_checkpointing=True)
    run(folder, monkeypatch)
    assert files_below(folder / "checkpoints")[WEIGHTS] == files_below(trained / "checkpoints")[WEIGHTS]


@pytest.mark.full
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # torch's compiler imports what torch calls deprecated
def test_a_compiled_network_learns_the_same(trained, tmp_path, monkeypatch):
    folder = workspace(tmp_path, compile=True)
    run(folder, monkeypatch)
    measured = [state(each)["metrics"]["val_bits_per_character"] for each in (folder, trained)]
    assert measured[0] == pytest.approx(measured[1], abs=1e-3)


@pytest.mark.full
def test_two_processes_learn_what_one_does(trained, tmp_path):
    folder = workspace(tmp_path)
    processes = torchrun(folder)
    assert processes.returncode == 0, processes.stderr
    assert "in each of 2 processes" in processes.stderr
    assert processes.stderr.count("train: reading") == 1
    curves = [curve(each) for each in (folder, trained)]
    assert list(curves[0]) == list(curves[1])
    np.testing.assert_allclose(list(curves[0].values()), list(curves[1].values()), atol=2e-3)
    assert files_below(folder / "checkpoints").keys() == files_below(trained / "checkpoints").keys()
    set_train(folder, min_steps=14)
    assert "steps 12 to 14" in torchrun(folder).stderr
    (folder / "dataset/processed/train.npy").write_bytes(b"nothing")
    assert "train.npy: not token ids" in torchrun(folder).stderr


def torchrun(folder):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    return subprocess.run([*command, "-m", "stages.train"], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("kills", [[20], pytest.param([10, 35, 60, 85, 110], marks=pytest.mark.full)])
def test_killed_with_minus_nine_and_resumed_the_weights_are_those_of_an_unbroken_run(tmp_path, monkeypatch, kills):
    killed, unbroken = tmp_path / "killed", tmp_path / "unbroken"
    killed.mkdir()
    workspace(killed, min_steps=150, checkpoint_steps=10)
    copy_workspace(killed, unbroken)
    for step in kills:
        trainer = start_subprocess(killed)
        while trainer.poll() is None and not reached(killed, step):
            time.sleep(0.005)
        trainer.kill()
        _, errors = trainer.communicate()
        assert trainer.returncode == -signal.SIGKILL, errors.decode()
    assert state(killed, "latest" if (killed / "checkpoints/latest").exists() else "previous")["step"] < 150
    torch.set_num_threads(1)  # as the subprocess had
    assert run(killed, monkeypatch) == run(unbroken, monkeypatch) == 0
    assert files_below(killed / "checkpoints/latest") == files_below(unbroken / "checkpoints/latest")


def reached(folder, step):
    try:
        return state(folder)["step"] >= step
    except (FileNotFoundError, ValueError):
        return False


def test_training_goes_on_when_the_target_grows(trained, tmp_path, monkeypatch):
    folder = copy_workspace(trained, tmp_path / "grown")
    set_train(folder, min_steps=20)
    assert run(folder, monkeypatch) == 0
    grown = state(folder)
    assert (grown["step"], grown["stretch_start"], grown["data_start"]) == (20, 12, 0)
    assert list(curve(folder)) == [5, 10, 12, 15, 20], "the history before the resumption is kept"
    assert curve(trained).items() <= curve(folder).items()


def test_training_goes_on_from_the_weights_when_the_data_grow(trained, tmp_path, monkeypatch):
    folder = copy_workspace(trained, tmp_path / "grown")
    set_train(folder, epochs=2.0)
    write_processed(folder, [tell(seed) for seed in range(20)])
    assert run(folder, monkeypatch) == 0
    grown = state(folder)
    assert grown["data_start"] == grown["stretch_start"] == 12
    assert grown["step"] > 12
    assert len((folder / "checkpoints/latest/documents.txt").read_text().split()) == 19


def test_what_the_corpus_grew_by_is_dwelt_on_until_the_target_is_reached(trained, tmp_path, monkeypatch):
    folder = copy_workspace(trained, tmp_path / "grown")
    set_train(folder, epochs=0.0, min_steps=20, new_share=0.75)
    write_processed(folder, [*(tell(seed) for seed in range(5)), tell(7), tell(5)])
    with monkeypatch.context() as patch:
        stop_at(patch, 15)
        assert run(folder, patch) == 1
    assert len((folder / "checkpoints/latest/new_documents.txt").read_text().split()) == 1
    unbroken = copy_workspace(trained, tmp_path / "unbroken")
    set_train(unbroken, epochs=0.0, min_steps=20, new_share=0.75)
    write_processed(unbroken, [*(tell(seed) for seed in range(5)), tell(7), tell(5)])
    plain = copy_workspace(unbroken, tmp_path / "plain")
    set_train(plain, new_share=0.0)
    assert run(folder, monkeypatch) == run(unbroken, monkeypatch) == run(plain, monkeypatch) == 0
    weights = [files_below(each / "checkpoints")[WEIGHTS] for each in (folder, unbroken, plain)]
    assert weights[0] == weights[1] != weights[2]
    set_train(folder, min_steps=22)
    assert run(folder, monkeypatch) == 0
    assert not (folder / "checkpoints/latest/new_documents.txt").exists()


def test_a_truncated_checkpoint_is_named_and_the_one_before_is_used(trained, tmp_path, monkeypatch, capsys):
    folder = copy_workspace(trained, tmp_path / "cut")
    file = folder / "checkpoints/latest/optimizer.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    assert run(folder, monkeypatch) == 0
    errors = capsys.readouterr().err
    assert "checkpoints/latest/optimizer.safetensors: not a whole safetensors file" in errors
    assert "goes on from checkpoints/previous at step 9" in errors
    assert files_below(folder / "checkpoints")[WEIGHTS] == files_below(trained / "checkpoints")[WEIGHTS]


def test_a_foreign_checkpoint_gets_one_clear_line(trained, tmp_path, monkeypatch, capsys):
    folder = copy_workspace(trained, tmp_path / "foreign")
    for name in ("latest", "previous"):
        (folder / f"checkpoints/{name}/state.json").write_text('{"epoch": 3}')
    assert run(folder, monkeypatch) == 1
    assert "checkpoints/previous/state.json: " in capsys.readouterr().err


@pytest.mark.parametrize("why", ["architecture", "memory", "tokenizer"])
def test_a_checkpoint_of_another_kind_is_put_aside_and_a_new_run_begins(trained, tmp_path, monkeypatch, capsys, why):
    folder = copy_workspace(trained, tmp_path / "other")
    for name in ("latest", "previous"):
        content = state(folder, name)
        content[why] = {**content["architecture"], "n_layer": 3} if why == "architecture" else "another"
        (folder / f"checkpoints/{name}/state.json").write_text(json.dumps(content))
    assert run(folder, monkeypatch) == 0
    assert f"another {why}, now in checkpoints/aside/1-{why}" in capsys.readouterr().err
    assert state(folder)["step"] == 12
    assert (folder / f"checkpoints/aside/1-{why}/latest/model.safetensors").exists()


def lock_that_records_checkpoints(folder):
    outs = [{"path": "checkpoints", "md5": "0" * 32 + ".dir", "nfiles": 9}]
    (folder / "dvc.lock").write_text(json.dumps({"schema": "2.0", "stages": {"train": {"cmd": "", "outs": outs}}}))


def test_it_never_starts_from_zero_in_silence(tmp_path, monkeypatch, capsys):
    folder = workspace(tmp_path, min_steps=1)
    lock_that_records_checkpoints(folder)
    assert run(folder, monkeypatch) == 1
    errors = capsys.readouterr().err
    assert "dvc pull" in errors
    assert "--fresh" in errors
    assert not (folder / "checkpoints/latest").exists()
    assert run(folder, monkeypatch, "--fresh") == 0


def test_the_demo_and_the_environment_count_as_fresh(tmp_path, monkeypatch):
    folder = workspace(tmp_path, min_steps=1)
    lock_that_records_checkpoints(folder)
    with monkeypatch.context() as patch:
        patch.setenv("MINIATURE_FRESH", "1")
        assert run(folder, patch) == 0
    (folder / "checkpoints").rename(folder / "gone")
    params = folder / "params.yaml"
    params.write_text(params.read_text().replace("demo_site: false", "demo_site: true"))
    assert run(folder, monkeypatch) == 0


def test_an_ngram_of_the_training_text_lies_beside_the_checkpoint_where_it_is_asked_for(trained, tmp_path, monkeypatch):
    folder = copy_workspace(trained, tmp_path / "ngram")
    set_train(folder, ngram_order=4)
    assert run(folder, monkeypatch) == 0
    first = (folder / "checkpoints/ngram.safetensors").read_bytes()
    assert run(folder, monkeypatch) == 0
    assert (folder / "checkpoints/ngram.safetensors").read_bytes() == first
    set_train(folder, ngram_order=0)
    assert run(folder, monkeypatch) == 0
    assert files_below(folder / "checkpoints") == files_below(trained / "checkpoints")


def test_fresh_puts_what_was_there_aside(trained, tmp_path, monkeypatch):
    folder = copy_workspace(trained, tmp_path / "fresh")
    assert run(folder, monkeypatch, "--fresh") == 0
    assert (folder / "checkpoints/aside/1-fresh/latest/state.json").exists()
    assert files_below(folder / "checkpoints/latest") == files_below(trained / "checkpoints/latest")


def test_an_experiment_starts_from_its_own_checkpoint_or_from_zero(trained, tmp_path, monkeypatch, capsys):
    folder = copy_workspace(trained, tmp_path / "experiment")
    monkeypatch.setenv("DVC_EXP_NAME", "noisy-moth")
    assert run(folder, monkeypatch) == 0
    assert "another experiment" in capsys.readouterr().err
    assert state(folder)["experiment"] == "noisy-moth"
    set_train(folder, min_steps=14)
    assert run(folder, monkeypatch) == 0
    assert state(folder)["stretch_start"] == 12
    assert len(list((folder / "checkpoints/aside").iterdir())) == 1


def test_a_second_trainer_is_refused(trained, monkeypatch, capsys):
    with FileLock(trained / ".cache/train.lock"):
        assert run(trained, monkeypatch) == 1
    assert ".cache/train.lock: another trainer is at work here" in capsys.readouterr().err


def test_another_machine_or_dtype_chooses_anew_and_says_so(trained, tmp_path, monkeypatch, capsys):
    folder = copy_workspace(trained, tmp_path / "moved")
    set_train(folder, min_steps=13, dtype="bfloat16")
    assert run(folder, monkeypatch) == 0
    assert "float32 on cpu with" in capsys.readouterr().err
    assert state(folder)["dtype"] == "bfloat16"


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("train.npy", None, "train.npy: missing"),
        ("train.npy", b"nothing", "train.npy: not token ids"),
        ("vocabulary.json", b"{}", "vocabulary.json: not a vocabulary"),
    ],
)
def test_damaged_input_gets_one_line(tmp_path, monkeypatch, capsys, file, content, said):
    folder = workspace(tmp_path)
    path = folder / "dataset/processed" / file
    path.unlink() if content is None else path.write_bytes(content)
    assert run(folder, monkeypatch) == 1
    assert said in capsys.readouterr().err
