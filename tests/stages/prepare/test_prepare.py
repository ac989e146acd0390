import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.memory import MemoryParams, SummaryTable, summaries
from model.tokenizer import Tokenizer, TokenizerParams, escape
from pipeline.files import document_path, sha256, write_text
from pipeline.params import load_params
from pipeline.records import PreparedRecord
from stages.prepare.contacts import mask_contacts
from stages.prepare.corpus import ArrayFile, PrepareParams, prepare_document

PROJECT = Path(__file__).resolve().parents[3]
TOKENIZER = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))
PARAMS = load_params("prepare", PrepareParams)
MEMORY = load_params("memory", MemoryParams)


def prepared(text, **changes):
    return prepare_document("a", text, TOKENIZER, PARAMS.model_copy(update=changes), MEMORY)


def test_masking_can_be_switched_off():
    assert "a@b.example" in prepared("see a@b.example", mask_contacts=False).text
    assert prepared("see a@b.example", mask_contacts=True).figures.masked_emails == 1


def test_scene_breaks_and_the_end_are_control_tokens():
    document = prepared("\nHe left.\n\n***\n\nShe *** stayed.\n")
    assert document.text == "He left.\n\n<|scene_break|>\n\nShe *** stayed.<|end_of_text|>"
    assert document.ids.tolist() == [
        *TOKENIZER.encode("He left.\n\n"),
        TOKENIZER.scene_break,
        *TOKENIZER.encode("\n\nShe *** stayed."),
        TOKENIZER.end_of_text,
    ]


def test_control_tokens_that_a_text_holds_by_nature_stay_characters():
    document = prepared("It printed <|end_of_text|> and <\\| twice.")
    assert document.text == "It printed <\\|end_of_text|> and <\\\\| twice.<|end_of_text|>"
    assert TOKENIZER.decode(document.ids[:-1]) == "It printed <|end_of_text|> and <\\| twice."
    assert (document.ids < 3).sum() == 1


@given(st.text(st.sampled_from("a<|>*\\\n漢")).filter(lambda text: text.strip()))
def test_marked_text_and_ids_say_the_same(text):
    document = prepared(text)
    assert (TOKENIZER.encode_marked(document.text) == document.ids).all()
    assert document.figures.tokens == len(document.ids)


def test_a_document_of_white_space_alone_is_none():
    assert prepared(" \n\n ") is None


def test_summaries_hold_from_the_token_of_their_character():
    text = ("said Łucja to Anna.\n\n***\n\nthen 漢字 came " * 40).strip()
    document = prepared(text)
    ends = [TOKENIZER.decode(document.ids[:start]).replace("<|scene_break|>", "*") for start, _ in document.summaries]
    plain = text.replace("***", "*")
    assert [(len(end), line) for end, (_, line) in zip(ends, document.summaries, strict=True)] == list(
        summaries(plain, MEMORY)
    )
    assert all(plain.startswith(end) for end in ends)


@pytest.mark.parametrize(("dtype", "row"), [("<u2", ()), ("<i8", (2,))])
def test_an_array_written_in_pieces_is_the_array_numpy_would_write(tmp_path, dtype, row):
    pieces = [np.arange(n * int(np.prod(row)), dtype=dtype).reshape(n, *row) for n in (3, 0, 100_000)]
    with (tmp_path / "pieces.npy").open("wb") as file:
        array = ArrayFile(file, dtype, row)
        for piece in pieces:
            array.append(piece)
        array.finish()
    np.save(tmp_path / "whole.npy", np.concatenate(pieces))
    assert (tmp_path / "pieces.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()


def corpus(folder, texts):
    """A folder in which the stage can run."""
    shutil.copy(PROJECT / "params.yaml", folder)
    rows = []
    for number, text in enumerate(texts):
        name = sha256(text.encode())
        write_text(document_path(folder / "dataset/cleaned", name), text)
        row = {
            "id": name,
            "pages": [sha256(name.encode())],
            "urls": [],
            "first_seen": f"2026-01-01T00:00:{number % 60:02}Z",
        }
        rows.append(row | {"title": "", "language": "en", "characters": len(text), "status": "current"})
    rows.sort(key=lambda row: row["id"])
    write_text(folder / "dataset/metadata/documents.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    write_text(folder / "dataset/metadata/duplicates.jsonl", "")
    return folder


def run_stage(folder, workers="1"):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "WORKERS": workers}
    command = [sys.executable, "-m", "stages.prepare"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def rows_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def story(rng, words):
    names = ["Anna", "Tomas", "Łucja", "O’Brien"]
    text = " ".join(rng.choice(["the", "sea", "was", "calm", "and", rng.choice(names), "came,"]) for _ in range(words))
    return f"{text}.\n\n***\n\nWrite to {rng.randrange(10**9)}@mail.example.\n"


def outputs(folder):
    paths = [
        *(folder / "dataset/processed").iterdir(),
        folder / "dataset/rejected/prepare.jsonl",
        folder / "reports/prepare.json",
    ]
    return {path.name: path.read_bytes() for path in paths}


def test_the_stage_writes_what_it_promises(tmp_path):
    rng = random.Random(1)
    texts = [story(rng, 300) for _ in range(40)]
    done = run_stage(corpus(tmp_path, texts))
    assert done.returncode == 0, done.stderr
    processed = tmp_path / "dataset/processed"
    tokenizer = Tokenizer.load(processed / "vocabulary.json")
    rows = [
        PreparedRecord.model_validate_json(line) for line in (processed / "documents.jsonl").read_text().splitlines()
    ]
    cleaned = {sha256(text.encode()): mask_contacts(text.strip())[0] for text in texts}
    assert sorted(row.id for row in rows) == sorted(cleaned)
    for split in ("train", "val"):
        ids = np.load(processed / f"{split}.npy", mmap_mode="r")
        table = SummaryTable.load(processed, split)
        own = [row for row in rows if row.split == split]
        assert [row.id for row in own] == sorted(row.id for row in own)
        assert [row.start for row in own] == [0, *(row.end for row in own[:-1])]
        assert own[-1].end == len(ids)
        assert ids.dtype == np.uint16
        expected = "".join(
            escape(cleaned[row.id]).replace("\n***\n", "\n<|scene_break|>\n") + "<|end_of_text|>\n" for row in own
        )
        assert (processed / f"{split}.txt").read_text() == expected
        assert (tokenizer.encode_marked(expected.replace("<|end_of_text|>\n", "<|end_of_text|>")) == ids).all()
        assert table.before(own[0].start) == table.before(own[-1].start) == ""
        assert "Anna" in table.before(own[-1].end - 1).split()
    report = json.loads((tmp_path / "reports/prepare.json").read_text())
    assert (
        report["documents_in"] == report["documents_out"] == report["documents_train"] + report["documents_val"] == 40
    )
    assert report["characters_in"] == sum(map(len, texts))
    assert report["tokens_val"] == own[-1].end
    assert report["masked_emails"] == 40
    assert report["dropped"] == {}
    assert 0 < report["byte_fallback_share"] < 0.05


def test_a_split_conflict_is_reported_and_left_out(tmp_path):
    texts = [f"story {number}, long enough to stand alone\n" for number in range(30)]
    folder = corpus(tmp_path, texts)
    assert run_stage(folder).returncode == 0
    splits = {row["id"]: row["split"] for row in rows_of(folder / "dataset/processed/documents.jsonl")}
    seen = [sha256(text.encode()) for text in texts]
    old = next(name for name in seen if splits[name] == "train")
    young = next(name for name in seen[seen.index(old) :] if splits[name] == "val")
    bridge = seen[29]
    rows = [
        {"id": name, "duplicate_of": None, "contained_in": bridge, "similarity": 1.0, "kind": "contained"}
        for name in (old, young)
    ]
    write_text(folder / "dataset/metadata/duplicates.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert run_stage(folder).returncode == 0
    assert rows_of(folder / "dataset/rejected/prepare.jsonl") == [
        {
            "id": young,
            "stage": "prepare",
            "reason": "split_conflict",
            "figures": {"split": "val", "group_split": "train", "group": old},
        }
    ]
    report = json.loads((folder / "reports/prepare.json").read_text())
    assert report["dropped"] == {"split_conflict": 1}
    assert report["characters_in"] == sum(map(len, texts))


def test_workers_and_the_order_of_files_on_disk_change_no_byte(tmp_path):
    rng = random.Random(2)
    texts = [story(rng, 12_000) for _ in range(24)]
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = corpus(tmp_path / "one", texts), corpus(tmp_path / "two", texts)
    for path in sorted((two / "dataset/cleaned").glob("*/*"), reverse=True):  # write them again, in another order
        text = path.read_bytes()
        path.unlink()
        path.write_bytes(text)
    assert run_stage(one, workers="1").returncode == run_stage(two, workers="3").returncode == 0
    assert outputs(one) == outputs(two)


def test_an_empty_corpus_is_one_clear_line(tmp_path):
    (tmp_path / "dataset/cleaned").mkdir(parents=True)
    shutil.copy(PROJECT / "params.yaml", tmp_path)
    done = run_stage(tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "dataset/cleaned: holds no documents; run `dvc repro clean` (or `dvc pull`)"


MEASURED = """
import resource, sys
from pathlib import Path
from model.memory import MemoryParams
from model.tokenizer import Tokenizer, TokenizerParams
from pipeline.params import load_params
from stages.prepare.__main__ import write_splits
from stages.prepare.corpus import PrepareParams, prepare_document
from stages.prepare.splits import Placement
tokenizer = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))
memory, params = load_params("memory", MemoryParams), load_params("prepare", PrepareParams)
count, text = int(sys.argv[1]), "and the sea was calm when Anna came home. " * 2400
placements = {str(i): Placement("val" if i % 10 == 0 else "train", "train", "0") for i in range(count)}
document = prepare_document("", text, tokenizer, params, memory)
write_splits(((name, document) for name in placements), placements, Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_corpus(tmp_path):
    peaks = [
        int(subprocess.run(
            [sys.executable, "-c", MEASURED, str(count), str(tmp_path / str(count))],
            cwd=PROJECT, capture_output=True, text=True, check=True,
        ).stdout)
        for count in (20, 500)
    ]  # fmt: skip
    assert (tmp_path / "500/train.npy").stat().st_size > 2 * 40e6
    assert peaks[1] < peaks[0] + 20_000  # kilobytes; the corpus has 50 MB of text and 100 MB of ids
