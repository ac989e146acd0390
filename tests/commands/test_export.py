"""`run.py export` writes a whole folder with its card, or nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml
from safetensors.numpy import load_file, save_file

from commands.export import CARD, DOCUMENTS, LISTING, export, main
from model.state import State, read_state
from model.tokenizer import Tokenizer
from pipeline.errors import DataError
from pipeline.files import sha256, write_json_lines, write_text
from pipeline.records import DocumentRecord
from pipeline.tombstones import TOMBSTONES, Tombstone
from tests.model.tiny import workspace
from tests.workspace import PROJECT, set_params

FORMATS = ["gguf", "hf", "onnx"]


def trained_workspace(folder: Path, n_previous: int) -> Path:
    """A workspace in which a tiny network was trained."""
    workspace(folder)
    set_params(folder, {"model.n_previous": n_previous})
    train(folder)
    return folder


def train(folder: Path) -> None:
    """Train to the target of `folder`."""
    command = [sys.executable, "-m", "stages.train"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    return trained_workspace(tmp_path_factory.mktemp("plain"), 0)


@pytest.fixture
def project(plain, tmp_path, monkeypatch) -> Path:
    shutil.copytree(plain, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def best() -> State:
    return read_state(Path("checkpoints/best"))


def documents() -> list[str]:
    return Path("checkpoints/best/documents.txt").read_text().split()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", FORMATS)
def test_export_is_whole_and_lists_itself(project, best, capsys, name):
    assert main(["--format", name]) == 0
    folder = Path("exports") / name
    found = files(folder)
    listing = json.loads(found.pop(LISTING))
    assert listing["files"] == {file: sha256(content) for file, content in sorted(found.items())}
    assert (listing["format"], listing["checkpoint"], listing["step"]) == (name, "best", best.step)
    assert found[DOCUMENTS].decode().split() == documents()
    assert [path.name for path in folder.parent.iterdir()] == [name]
    assert f"export: exports/{name}: {name}, step {best.step}, " in capsys.readouterr().err


@pytest.mark.parametrize("name", FORMATS)
def test_two_exports_are_equal_and_the_second_takes_the_place_of_the_first(project, name):
    export(name, "best", Path("one"))
    before = files(Path("one"))
    write_text(Path("one") / CARD, "edited")
    export(name, "best", Path("one"))
    assert files(Path("one")) == before
    assert sorted(path.name for path in project.iterdir() if "one" in path.name) == ["one"]


def card(name: str = "hf") -> str:
    export(name, "best", Path("out"))
    return (Path("out") / CARD).read_text(encoding="utf-8")


def listed(document: str, host: str, *licences: str) -> DocumentRecord:
    urls = [f"http://{host}.example/x", f"http://{host}.example/y"]
    known = {"id": document, "pages": [], "urls": urls, "first_seen": "", "title": "", "language": "en"}
    return DocumentRecord(**known, characters=1, status="current", licences=list(licences))


def test_card_tells_data_figures_params_commit_use_and_limits(project, best):
    subprocess.run("git init -q && git add params.yaml && git -c user.name=t -c user.email=t@t commit -qm x",
                   shell=True, check=True)  # fmt: skip
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    dropped = {"optout_rsl": 3, "optout_meta": 2, "robots_disallow": 1, "http_404": 9}
    write_text(Path("reports/crawl.json"), json.dumps({"dropped": dropped}))
    write_text(
        Path("reports/clean.json"), json.dumps({"languages": {"en": 2, "und": 1}, "dropped": {"adults_only": 4}})
    )
    write_text(
        Path("reports/prepare.json"),
        json.dumps({"characters_train": 12345, "characters_val": 678, "documents_val": 9, "dropped": {}}),
    )
    write_text(Path("reports/evaluate.json"), json.dumps({"step": best.step, "bits_per_character": 2.25}))
    by = "https://creativecommons.org/licenses/by/4.0/"
    rows = [listed(documents()[0], "b", by), listed(documents()[1], "b"), listed(sha256(b"other"), "c", "CC0")]
    write_json_lines(Path("dataset/metadata/documents.jsonl"), rows)
    told = card()
    front = yaml.safe_load(told.split("---")[1])
    assert front["language"] == ["en"]
    assert "not-for-all-audiences" in front["tags"]
    for said in (
        "**For adults only.**",
        f"trained on: {len(documents())}, each",
        "12,345 characters",
        "b.example (2)",
        "left out: 5 by opt-outs (meta 2, rsl 3), 1 by robots rules, 4 by the adults-only gate.",
        "Licences that their pages state: CC BY 4.0 (1), none stated (1). What",
        f"| val_bits_per_character | {best.metrics['val_bits_per_character']:.4f} |",
        "| bits_per_character | 2.25 |",
        "n_embd 16",
        "min_steps 12",
        f"commit {commit}",
        "The licences of the texts are those of the texts.",
        "## Limits",
        "adults-only gate**",
    ):
        assert said in told, said
    assert "http_404" not in told
    assert "CC0" not in told
    assert "c.example" not in told
    assert not re.search(r"{{|}}|{%|\n\n\n", told)


def test_card_of_a_checkpoint_that_was_not_evaluated_claims_no_figures(project, best):
    write_text(Path("reports/evaluate.json"), json.dumps({"step": best.step + 1, "bits_per_character": 2.25}))
    told = card()
    assert "Not evaluated at this step" in told
    assert "2.25" not in told
    assert "unknown: no git here" in told or "commit " in told


def test_a_document_forgotten_since_is_warned_of_and_stands_in_the_card(project, capsys):
    stone = Tombstone(urls=[], pages=[], documents=documents()[:1], reason="x", forgotten_at="2026-01-01T00:00:00Z")
    write_json_lines(TOMBSTONES, [stone])
    told = card()
    assert "trained on 1 documents that were forgotten since" in capsys.readouterr().err
    assert "**1 of its training documents were removed on request" in told


def lose_nothing(folder: Path, message: str) -> None:
    """An export must refuse `folder` and leave it as it is."""
    before = sorted(folder.rglob("*")), files(folder) if folder.is_dir() else folder.read_bytes()
    with pytest.raises(DataError, match=message) as error:
        export("hf", "best", folder)
    assert "\n" not in str(error.value)
    assert before == (sorted(folder.rglob("*")), files(folder) if folder.is_dir() else folder.read_bytes())


def test_a_target_that_is_no_earlier_export_is_refused(project):
    write_text(Path("mine/novel.txt"), "a year of work")
    lose_nothing(Path("mine"), "mine/novel.txt is not of an earlier export and would be lost; name another --output")
    lose_nothing(Path("mine/novel.txt"), "name another --output")
    Path("empty").mkdir()
    lose_nothing(Path("empty"), "is not an earlier export")


def test_an_earlier_export_with_something_added_is_refused(project):
    export("hf", "best", Path("out"))
    write_text(Path("out/notes.txt"), "mine")
    lose_nothing(Path("out"), "out/notes.txt is not of an earlier export")
    shutil.copy(Path("out") / LISTING, "listing")
    Path("out/notes.txt").unlink()
    write_text(Path("out") / LISTING, "{}")
    lose_nothing(Path("out"), "is not of an earlier export")


def embed_previous(folder: Path) -> None:
    """Give a checkpoint embeddings of two previous characters."""
    state = json.loads((folder / "state.json").read_text())
    state["architecture"]["n_previous"] = 2
    (folder / "state.json").write_text(json.dumps(state))
    weights = load_file(folder / "model.safetensors")
    extra = {f"previous.{number}.weight": np.zeros_like(weights["embedding.weight"]) for number in range(2)}
    save_file({**weights, **extra}, folder / "model.safetensors")


def test_a_failed_export_leaves_the_earlier_one_and_nothing_else(project):
    export("gguf", "best", Path("out"))
    before = files(Path("out"))
    embed_previous(Path("checkpoints/best"))
    with pytest.raises(DataError, match=r"embeddings of 2 previous characters.*--format hf or onnx"):
        export("gguf", "best", Path("out"))
    assert files(Path("out")) == before
    assert not [path for path in project.iterdir() if path.name.startswith(".out")]


def break_it(project: Path, what: str) -> None:
    best = project / "checkpoints/best"
    if what == "checkpoint":
        shutil.rmtree(project / "checkpoints")
    elif what == "weights":
        (best / "model.safetensors").write_bytes(b"short")
    elif what == "shape":
        state = json.loads((best / "state.json").read_text())
        state["architecture"]["n_embd"] = 32
        (best / "state.json").write_text(json.dumps(state))
    elif what == "vocabulary":
        Tokenizer("abc").save(Path("dataset/processed/vocabulary.json"))
    elif what == "documents":
        for path in (project / "checkpoints").rglob("documents.txt"):
            path.unlink()
    elif what == "report":
        write_text(Path("reports/evaluate.json"), "{")
    else:
        (project / "dataset/processed/vocabulary.json").unlink()


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("checkpoint", "missing; run `dvc pull`"),
        ("weights", "model.safetensors"),
        ("shape", "weights do not fit state.json"),
        ("vocabulary", "another vocabulary"),
        ("documents", "documents.txt: missing; run `dvc pull"),
        ("report", "reports/evaluate.json: not JSON"),
        ("no vocabulary", "vocabulary.json: missing"),
    ],
)
def test_what_is_missing_or_damaged_is_one_line(project, what, message):
    break_it(project, what)
    with pytest.raises(DataError, match=re.escape(message)) as error:
        export("hf", "best", Path("out"))
    assert "\n" not in str(error.value)
    assert not list(project.glob("*out*"))


def test_heavy_libraries_are_imported_only_for_their_format():
    code = (
        "import sys, commands.export; print([m for m in ('torch', 'onnx', 'gguf', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
