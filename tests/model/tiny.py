"""A workspace with a few kilobytes of prepared text and a tiny network, for the tests of training and generation."""

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

import yaml

from model.gpt import GPTConfig
from model.memory import MemoryParams
from model.tokenizer import Tokenizer
from pipeline.files import write_json_lines
from pipeline.records import PreparedRecord
from stages.prepare.corpus import PrepareParams, prepare_document, split_files

PROJECT = Path(__file__).resolve().parent.parent.parent
CONFIG = GPTConfig(
    vocab_size=270, block_size=32, n_layer=2, n_head=2, n_embd=16, n_hidden=32, n_previous=2, rope_theta=10000.0,
    tie_word_embeddings=False,
)  # fmt: skip
PRESET = {"n_layer": 1, "n_head": 2, "n_embd": 16, "n_hidden": 32, "block_size": 32, "batch_size": 4}
WORDS = [
    "the",
    "boat",
    "came",
    "home",
    "over",
    "the",
    "quiet",
    "water",
    "and",
    "Ada",
    "sang",
    "to",
    "Otto",
    "while",
    "rain",
    "fell",
    "on",
    "the",
    "red",
    "roof",
]


def story(seed: int, length: int = 160) -> str:
    """Simple sentences."""
    rng = random.Random(seed)
    sentences = (" ".join(rng.choices(WORDS, k=8)).capitalize() + "." for _ in range(length // 8))
    return " ".join(sentences)


def write_processed(folder: Path, stories: list[str], held_out: int = 1) -> None:
    """dataset/processed below `folder`, from texts; the last ones are held out."""
    processed = folder / "dataset/processed"
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    tokenizer, memory = Tokenizer("".join(params["tokenizer"]["characters"])), MemoryParams(**params["memory"])
    rows: list[PreparedRecord] = []
    for split, texts in (("train", stories[:-held_out]), ("val", stories[-held_out:])):
        with split_files(processed, split) as files:
            for text in texts:
                name = hashlib.sha256(text.encode()).hexdigest()
                prepare = PrepareParams(val_share=0.1, mask_contacts=False)
                prepared = prepare_document(name, text, tokenizer, prepare, memory)
                assert prepared is not None
                start, end = files.append(prepared)
                rows.append(PreparedRecord(id=name, split=split, start=start, end=end))
    write_json_lines(processed / "documents.jsonl", rows)
    tokenizer.save(processed / "vocabulary.json")


def workspace(folder: Path, stories: int = 6, **train: Any) -> Path:
    """params.yaml with a tiny preset and fast training, and the prepared text."""
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    params["crawl"]["demo_site"] = False
    params["model"] |= {"preset": "tiny", "presets": {"tiny": {**PRESET, "muon_rate": 0.02, "adamw_rate": 0.01}}}
    fast = {"min_steps": 12, "epochs": 0.0, "evaluate_steps": 5, "checkpoint_steps": 3, "dtype": "float32"}
    quiet = {"warmup_steps": 3, "threads": 1, "sample_characters": 20, "first_window": 8}
    params["train"] |= {**fast, **quiet, **train}
    params["evaluate"] |= {"max_characters": 500, "sample_characters": 120}
    (folder / "params.yaml").write_text(yaml.safe_dump(params, allow_unicode=True), encoding="utf-8")
    write_processed(folder, [story(seed) for seed in range(stories)])
    return folder


def set_train(folder: Path, **changes: Any) -> None:
    """Change values of the section `train`."""
    path = folder / "params.yaml"
    params = yaml.safe_load(path.read_text(encoding="utf-8"))
    params["train"] |= changes
    path.write_text(yaml.safe_dump(params, allow_unicode=True), encoding="utf-8")


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file and its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def copy_workspace(source: Path, target: Path) -> Path:
    """The same workspace elsewhere."""
    shutil.copytree(source, target)
    return target
