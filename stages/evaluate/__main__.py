"""evaluate: checkpoint -> bits per character on held-out documents, what the memory gains, and a sampled story.

Reads   checkpoints/, dataset/processed/, the reports of the stages before it
Writes  reports/evaluate.json, reports/evaluate/ (sample, mixing weights, tables for plots), reports/index.html
Params  evaluate, sampling, memory, mixture
"""

import json
from itertools import islice

import numpy as np

from model.corpus import read_ids
from model.memory import MemoryParams, RunningSummary
from model.mixture import WEIGHTS, MixtureParams
from model.params import SamplingParams
from model.sampler import Speaker, load_speaker_model
from model.tokenizer import Tokenizer
from pipeline.files import CHECKPOINTS, PROCESSED, REPORTS, write_text
from pipeline.params import load_params
from pipeline.reports import stage_log, write_report
from stages.evaluate.measure import count_words, held_out, judge_sample, ngram_bits
from stages.evaluate.page import page
from stages.evaluate.params import EvaluateParams
from stages.evaluate.recall import Judge, score, shift
from stages.evaluate.tables import funnel, lengths, read_reports, rejections, write_table

SAMPLE = REPORTS / "evaluate" / "sample.txt"


def tell(judge: Judge, sampling: SamplingParams, weights: dict[str, float], params: EvaluateParams) -> str:
    """The sampled story, prompt included."""
    mixture = judge.mixing(weights=weights)
    memory = RunningSummary(judge.memory)
    speaker = Speaker(judge.model, judge.tokenizer, sampling, memory, params.seed, mixture)
    told = islice(speaker.characters(params.sample_prompt), params.sample_characters)
    return params.sample_prompt + "".join(told)


def evaluate() -> str:
    """Measure the checkpoint; the line to print at the end."""
    params, sampling = load_params("evaluate", EvaluateParams), load_params("sampling", SamplingParams)
    memory = load_params("memory", MemoryParams)
    tokenizer = Tokenizer.load(PROCESSED / "vocabulary.json")
    state, model = load_speaker_model(CHECKPOINTS, params.checkpoint, tokenizer)
    train = read_ids(PROCESSED / "train.npy")
    stories = list(held_out(PROCESSED, tokenizer, params.max_characters))
    learnt = count_words(PROCESSED, "train")
    common = params.rare_words_per_million * learnt.total() / 1e6
    judge = Judge(model, tokenizer, memory, load_params("mixture", MixtureParams), sampling.slide)
    figures, weights = score(judge, stories, shift(stories), lambda word: learnt[word.lower()] <= common)
    write_text(WEIGHTS, json.dumps(weights, indent=2) + "\n")
    reference = ngram_bits(np.asarray(train[: params.ngram_max_tokens]), stories, tokenizer, params.ngram_order)
    sample = tell(judge, sampling, weights, params)
    judged = judge_sample(sample, train, tokenizer, count_words(PROCESSED, "train", "val"))
    content = {
        "documents_in": len(stories),
        "characters_in": sum(tokenizer.character_counts(story) for story in stories),
        "step": state.step,
        **figures,
        "bits_per_character_ngram": reference,
        **judged,
    }
    write_report("evaluate", content)
    # A story that the gate refuses is counted, not kept.
    shown = sample if not judged["sample_adults_only_hits"] else "refused by the adults-only gate"
    write_text(SAMPLE, shown + "\n")
    return (
        f"{figures['bits_per_character']:.3f} bits per character on {len(stories)} held-out documents "
        f"(n-gram {reference:.3f}), {judged['sample_real_words']:.0%} real words"
    )


def show() -> None:
    """Write the tables that `dvc plots` draws, and the page, from the reports of the whole run."""
    reports = read_reports(("crawl", "extract", "dedup", "clean", "prepare", "train", "evaluate"))
    for table in (funnel, rejections, lengths):
        write_table(REPORTS / "evaluate" / f"{table.__name__}.csv", table(reports))
    sample = SAMPLE.read_text(encoding="utf-8")
    write_text(REPORTS / "index.html", page(reports, REPORTS / "train" / "loss.csv", sample))


def main() -> None:
    """Run the stage."""
    with stage_log("evaluate", "reading checkpoints") as summary:
        summary.message = evaluate()
        show()


if __name__ == "__main__":
    main()
