"""evaluate: checkpoint -> bits per character on held-out documents, what the memory gains, and a sampled story.

Reads   checkpoints/, dataset/processed/, the reports of the stages before it
Writes  reports/evaluate.json, reports/evaluate/ (sample, mixing weights, tables for plots), reports/index.html
Params  evaluate, sampling, memory, mixture
"""

import json
from itertools import islice

import numpy as np

from model.corpus import read_ids
from model.memory import RunningSummary
from model.mixture import WEIGHTS
from model.params import SamplingParams
from model.sampler import Speaker
from pipeline.files import PROCESSED, REPORTS, write_text
from pipeline.params import load_params
from pipeline.reports import stage_log, write_report
from stages.evaluate.measure import count_words, held_out, judge_sample, ngram_bits, rare_words
from stages.evaluate.page import page
from stages.evaluate.params import EvaluateParams
from stages.evaluate.recall import Judge, load_judge, score, shift
from stages.evaluate.tables import funnel, lengths, read_reports, rejections, write_table

SAMPLE = REPORTS / "evaluate" / "sample.txt"


def tell(judge: Judge, sampling: SamplingParams, weights: dict[str, float], params: EvaluateParams) -> str:
    """The story that follows the prompt."""
    mixture = judge.mixing(weights=weights)
    memory = RunningSummary(judge.memory)
    speaker = Speaker(judge.model, judge.tokenizer, sampling, memory, params.seed, mixture)
    return "".join(islice(speaker.characters(params.sample_prompt), params.sample_characters))


def evaluate() -> str:
    """Measure the checkpoint; the line to print at the end."""
    params, sampling = load_params("evaluate", EvaluateParams), load_params("sampling", SamplingParams)
    step, judge = load_judge(params.checkpoint)
    tokenizer = judge.tokenizer
    train = read_ids(PROCESSED / "train.npy")
    stories = list(held_out(PROCESSED, tokenizer, params.max_characters))
    is_rare = rare_words(PROCESSED, params.rare_words_per_million)
    figures, weights = score(judge, stories, shift(stories), is_rare)
    write_text(WEIGHTS, json.dumps(weights, indent=2) + "\n")
    reference = ngram_bits(np.asarray(train[: params.ngram_max_tokens]), stories, tokenizer, params.ngram_order)
    told = tell(judge, sampling, weights, params)
    judged = judge_sample(params.sample_prompt, told, train, tokenizer, count_words(PROCESSED, "train", "val"))
    content = {
        "documents_in": len(stories),
        "characters_in": sum(tokenizer.character_counts(story) for story in stories),
        "step": step,
        **figures,
        "bits_per_character_ngram": reference,
        **judged,
    }
    write_report("evaluate", content)
    # A story that the gate refuses is counted, not kept.
    shown = params.sample_prompt + told if not judged["sample_adults_only_hits"] else "refused by the adults-only gate"
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
    write_text(REPORTS / "index.html", page(reports, REPORTS / "train" / "plots" / "metrics", sample))


def main() -> None:
    """Run the stage."""
    with stage_log("evaluate", "reading checkpoints") as summary:
        summary.message = evaluate()
        show()


if __name__ == "__main__":
    main()
