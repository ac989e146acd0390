"""What the memory gains on whole held-out novels: `python -m benchmarks.memory --corpus DIR [--seeds 3] [--steps 800]`.

DIR holds novels, one folder (of editions) or one .txt file each. For each seed another novel is held out; two networks
of one size are trained on the rest for the same steps, with running summaries and without, by the real train stage;
both are then scored on the held-out novel, every character after at most `block_size` tokens, the summary's included.
Wrong memory is another novel's. Then both go on with the held-out novel's beginning.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
import yaml

from benchmarks.telling import Telling, memory_cost, tell
from model.memory import MemoryParams
from model.mixture import MixtureParams
from model.params import SamplingParams
from model.pointer import Alphabet
from model.scoring import WORD
from model.speaker_model import load_speaker_model
from model.tokenizer import Ids, Tokenizer
from pipeline.adults_only import find_refusal
from pipeline.files import write_json_lines
from pipeline.records import PreparedRecord
from stages.clean.normalise import clean_text
from stages.clean.params import CleanParams
from stages.evaluate.recall import Judge, mean_at, recalled_names, recalled_words, score
from stages.extract import extract_text
from stages.prepare.corpus import PrepareParams, prepare_document, split_files

PROJECT = Path(__file__).resolve().parent.parent
ROWS = ("", "_summary_alone", "_network_alone", "_empty_memory", "_shuffled_memory")
PLACES = ("bits_per_character", "bits_at_recalled_names", "bits_at_recalled_rare_words")
SPLITS: list[Literal["train", "val"]] = ["train", "val"]
Sections = dict[str, dict[str, Any]]  # params.yaml


def novels(folder: Path, params: dict[str, Any]) -> dict[str, str]:
    """Each novel's cleaned text, of its first .txt edition; what the adults-only gate refuses is left out."""
    found: dict[str, str] = {}
    clean = CleanParams.model_validate(params)
    for entry in sorted(folder.iterdir()):
        editions = [entry] if entry.suffix == ".txt" else sorted(entry.glob("*.txt")) if entry.is_dir() else []
        if editions:
            text = clean_text(extract_text(editions[0].read_bytes(), content_type="text/plain"), clean)
            if find_refusal(text) is None:
                found[entry.stem] = text
            else:
                print(f"{entry}: refused by the adults-only gate, left out")
    return found


def write_workspace(folder: Path, params: Sections, train: dict[str, str], held: str) -> None:
    """params.yaml and dataset/processed, the held-out novel as validation."""
    processed = folder / "dataset/processed"
    tokenizer = Tokenizer("".join(params["tokenizer"]["characters"]))
    memory = MemoryParams.model_validate(params["memory"])
    rows: list[PreparedRecord] = []
    for split, texts in zip(SPLITS, (train, {"held": held}), strict=True):
        with split_files(processed, split) as files:
            for name, text in texts.items():
                prepared = prepare_document(
                    name, text, tokenizer, PrepareParams.model_validate(params["prepare"]), memory
                )
                assert prepared is not None
                start, end = files.append(prepared)
                rows.append(PreparedRecord(id=name, split=split, start=start, end=end))
    write_json_lines(processed / "documents.jsonl", rows)
    tokenizer.save(processed / "vocabulary.json")
    (folder / "params.yaml").write_text(yaml.safe_dump(params, allow_unicode=True), encoding="utf-8")


def train(folder: Path) -> float:
    """Run the train stage in a workspace; its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    subprocess.run([sys.executable, "-m", "stages.train"], cwd=folder, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(texts: dict[str, str], held: str, params: Sections, options: argparse.Namespace) -> dict[str, float]:
    """One held-out novel: every figure."""
    rest = {name: text for name, text in texts.items() if name != held}
    known = {word for text in rest.values() for word in WORD.findall(text)}
    figures: dict[str, float] = {}
    judges: dict[str, Judge] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, share in (("memory", params["train"]["summary_share"]), ("plain", 0.0)):
            workspace = Path(folder) / kind
            workspace.mkdir()
            changed = {**params, "train": {**params["train"], "summary_share": share}}
            write_workspace(workspace, changed, rest, texts[held])
            figures[f"train_cpu_seconds_{kind}"] = train(workspace)
            judges[kind] = load_judge(workspace, params)
        judge, plain = judges["memory"], judges["plain"]
        story = story_ids(judge.tokenizer, texts[held][: options.characters])
        stranger = story_ids(judge.tokenizer, next(iter(rest.values()))[: options.characters])
        counts = word_counts(rest)
        common = 20 * sum(counts.values()) / 1e6
        measured, weights = score(judge, [story], [stranger], lambda word: counts.get(word.lower(), 0) <= common)
        figures |= measured | score_plain(plain, story, lambda word: counts.get(word.lower(), 0) <= common)
        sampling = SamplingParams.model_validate(params["sampling"])
        tellings = {
            "memory": Telling(Path(folder) / "memory/checkpoints", judge, sampling, weights),
            "plain": Telling(Path(folder) / "plain/checkpoints", plain, sampling, None),
        }
    prompt = texts[held][: options.prompt]
    figures |= tell(tellings, prompt, options.generate, known, judge.model.config.block_size)
    for kind, telling in tellings.items() if options.show else ():
        print(f"--- {kind}\n{telling.text[-options.show :]}", flush=True)
    return figures | memory_cost(judge, list(texts.values()))


def load_judge(workspace: Path, params: Sections) -> Judge:
    """The model that was trained in a workspace."""
    tokenizer = Tokenizer.load(workspace / "dataset/processed/vocabulary.json")
    _, model = load_speaker_model(workspace / "checkpoints", "latest", tokenizer)
    memory, mixture = MemoryParams.model_validate(params["memory"]), MixtureParams.model_validate(params["mixture"])
    return Judge(model, tokenizer, memory, mixture, float(params["sampling"]["slide"]), None)


def score_plain(judge: Judge, story: Ids, is_rare: Callable[[str], bool]) -> dict[str, float]:
    """Figures of the network that was trained, and reads, without memory."""
    nats = [judge.read(story, lambda left: "").nats()]
    alphabet, block_size = Alphabet.of(judge.tokenizer), judge.model.config.block_size
    masks = [
        np.ones(len(story) - 1, dtype=bool),
        recalled_names(alphabet, story, block_size),
        recalled_words(alphabet, story, block_size, is_rare),
    ]
    figures = {f"{place}_plain": mean_at(nats, [mask]) for place, mask in zip(PLACES, masks, strict=True)}
    figures[f"{PLACES[0]}_plain"] *= (len(story) - 1) / judge.tokenizer.character_counts(story)
    return figures


def story_ids(tokenizer: Tokenizer, text: str) -> Ids:
    """A document behind an end-of-text token."""
    return np.concatenate([[tokenizer.end_of_text], tokenizer.encode(text)]).astype(np.uint16)


def word_counts(texts: dict[str, str]) -> dict[str, int]:
    """How often each word stands in the texts, in lower case."""
    counts: dict[str, int] = {}
    for text in texts.values():
        for word in WORD.findall(text):
            counts[word.lower()] = counts.get(word.lower(), 0) + 1
    return counts


def show(results: list[dict[str, float]]) -> None:
    """Means, and the change against the network without memory."""
    mean = {key: statistics.mean(each[key] for each in results) for key in results[0]}
    print(f"{'':28}{'all':>9}{'':>9}{'names':>9}{'':>9}{'rare words':>11}")
    for row in ("_plain", *ROWS):
        cells = [
            (mean[place + row], mean[place + row] / mean[f"{place}_plain"] - 1 if mean[f"{place}_plain"] else 0)
            for place in PLACES
        ]
        title = {"": "memory", "_plain": "trained without memory"}.get(row, row.strip("_").replace("_", " "))
        print(f"{title:28}" + "".join(f"{value:>9.4f}{change:>+9.1%}" for value, change in cells))
    for key in sorted(mean):
        if not key.startswith("bits_") and key != "seed":
            print(f"{key:36}{mean[key]:.4g}   ({', '.join(f'{each[key]:.4g}' for each in results)})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=800)
    parser.add_argument("--preset", default="nano")
    parser.add_argument("--block-size", type=int, default=256)
    parser.add_argument("--characters", type=int, default=200_000, help="of the held-out novel that are scored")
    parser.add_argument("--generate", type=int, default=20_000, help="characters to generate with and without memory")
    parser.add_argument(
        "--prompt", type=int, default=30_000, help="characters of the held-out novel that are continued"
    )
    parser.add_argument("--show", type=int, default=0, help="characters of each generated story to print")
    parser.add_argument("--output", type=Path, help="a line of JSON for each seed; what it holds is not run again")
    options = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    params["crawl"]["demo_site"] = False
    params["prepare"]["mask_contacts"] = False
    params["model"] |= {"preset": options.preset}
    params["model"]["presets"][options.preset]["block_size"] = options.block_size
    steps = {
        "min_steps": options.steps,
        "epochs": 0.0,
        "evaluate_steps": options.steps,
        "checkpoint_steps": options.steps,
    }
    texts = novels(options.corpus, params["clean"])
    results: dict[int, dict[str, float]] = {}
    if options.output and options.output.exists():
        lines = map(json.loads, options.output.read_text(encoding="utf-8").splitlines())
        results = {int(line["seed"]): line for line in lines}
    for seed in sorted(set(range(1, options.seeds + 1)) - set(results)):
        held = sorted(texts)[(seed - 1) % len(texts)]
        params["train"] |= {**steps, "seed": seed, "max_val_tokens": 20_000}
        print(f"== seed {seed}: {held} held out, {len(texts) - 1} novels to train on", flush=True)
        results[seed] = {"seed": seed, **run(texts, held, params, options)}
        print(json.dumps(results[seed]), flush=True)
        if options.output:
            with options.output.open("a", encoding="utf-8") as lines_file:
                lines_file.write(json.dumps(results[seed]) + "\n")
    show(list(results.values()))


if __name__ == "__main__":
    main()
