import os
from contextlib import suppress
from pathlib import Path

import pytest
import torch

from model import checkpoint as module
from model.checkpoint import Checkpoint, State, clear_leftovers, load, put_aside, save, save_best
from pipeline.errors import DataError


def checkpoint(step):
    state = State.model_validate(
        {
            "step": step, "target": 9, "stretch_start": 0, "data": "d", "data_start": 0, "tokens_seen": 5, "seed": 1,
            "architecture": {"n_layer": 1}, "tokenizer": "t", "memory": "m", "device": "cpu", "cores": 2,
            "dtype": "float32", "threads": 1, "micro_batch": 4, "experiment": "", "scaler": {}, "loss_sum": 0.1 + 0.2,
            "loss_count": 2, "metrics": {}, "best": None,
        }
    )  # fmt: skip
    tensors = {"weight": torch.full((3,), float(step))}
    return Checkpoint(state, tensors, {"momentum": torch.zeros(2)}, [(1, 2.5, 2.25)], ["a", "b"], [])


def test_what_is_loaded_is_what_was_saved_and_no_pickle_is_on_disk(tmp_path):
    save(tmp_path, checkpoint(3))
    loaded = load(tmp_path / "latest")
    assert loaded.state == checkpoint(3).state
    assert torch.equal(loaded.weights["weight"], torch.full((3,), 3.0))
    assert (loaded.losses, loaded.documents) == ([(1, 2.5, 2.25)], ["a", "b"])
    assert sorted(path.name for path in (tmp_path / "latest").iterdir()) == [
        "documents.txt", "loss.csv", "model.safetensors", "optimizer.safetensors", "state.json",
    ]  # fmt: skip


def test_the_one_before_is_kept(tmp_path):
    for step in (1, 2, 3):
        save(tmp_path, checkpoint(step))
    assert load(tmp_path / "latest").state.step == 3
    assert load(tmp_path / "previous").state.step == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest", "previous"]


class Killed(BaseException):
    """What a kill is to the code that it ends."""


@pytest.mark.parametrize("renames", range(12))
def test_whenever_a_save_is_killed_latest_or_previous_is_whole(tmp_path, monkeypatch, renames):
    save(tmp_path, checkpoint(1))
    save(tmp_path, checkpoint(2))
    left = renames
    rename, replace = Path.replace, os.replace

    def dying(whole):
        def operation(*arguments):
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return whole(*arguments)

        return operation

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying(rename))
        patch.setattr(module.os, "replace", dying(replace))
        with suppress(Killed):
            save(tmp_path, checkpoint(3))
    steps = [load(tmp_path / name).state.step for name in ("latest", "previous") if (tmp_path / name).exists()]
    assert steps in ([2, 1], [3, 2], [2])
    clear_leftovers(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {"latest", "previous"}


def test_a_damaged_latest_does_not_push_out_the_previous(tmp_path):
    save(tmp_path, checkpoint(1))
    save(tmp_path, checkpoint(2))
    (tmp_path / "latest/model.safetensors").write_bytes(b"cut")
    save(tmp_path, checkpoint(3))
    assert [load(tmp_path / name).state.step for name in ("latest", "previous")] == [3, 1]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("model.safetensors", b"abc", "not a whole safetensors file"),
        ("model.safetensors", None, "missing"),
        ("optimizer.safetensors", b"", "not a whole safetensors file"),
        ("state.json", b'{"step": 1', "Invalid JSON"),
        ("state.json", b'{"step": 1}', "target: Field required"),
        ("state.json", b"\xff", "not UTF-8"),
        ("loss.csv", b"step\nx,y", "'x,y' is no row"),
    ],
)
def test_damage_is_named(tmp_path, file, content, said):
    save(tmp_path, checkpoint(1))
    path = tmp_path / "latest" / file
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(DataError, match="latest") as error:
        load(tmp_path / "latest")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_kill_between_the_renames_of_best_is_mended(tmp_path):
    save_best(tmp_path, checkpoint(1))
    (tmp_path / "best").rename(tmp_path / ".best.old")
    clear_leftovers(tmp_path)
    assert (tmp_path / "best/state.json").exists()


def test_put_aside_keeps_everything_under_a_number_of_its_own(tmp_path):
    for why in ("memory", "fresh"):
        save(tmp_path, checkpoint(1))
        put_aside(tmp_path, why)
    assert sorted(path.name for path in (tmp_path / "aside").iterdir()) == ["1-memory", "2-fresh"]
    assert not (tmp_path / "latest").exists()
