import csv
import json
import shutil
import sys

import pytest

from commands import stats
from pipeline.errors import DataError
from stages import train
from stages.evaluate import __main__ as evaluate
from tests.model.tiny import PROJECT, copy_workspace, workspace


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory):
    """A trained and evaluated workspace."""
    folder = workspace(tmp_path_factory.mktemp("evaluated"))
    (folder / "reports").mkdir(exist_ok=True)
    for stage in ("crawl", "extract", "dedup", "clean", "prepare"):
        shutil.copy2(PROJECT / "reports" / f"{stage}.json", folder / "reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["train"])
        train.main()
        evaluate.main()
    return folder


def test_the_report_is_flat_and_complete(evaluated):
    report = json.loads((evaluated / "reports/evaluate.json").read_text())
    memories = ["", "_summary_alone", "_network_alone", "_empty_memory", "_shuffled_memory"]
    places = ["bits_per_character", "bits_at_recalled_names", "bits_at_recalled_rare_words"]
    assert list(report) == [
        "documents_in", "characters_in", "step", *(place + memory for memory in memories for place in places),
        "bits_per_character_ngram", "sample_real_words", "sample_distinct_1", "sample_distinct_3",
        "sample_name_consistency", "sample_loops", "sample_longest_copy", "sample_memorised", "sample_adults_only_hits",
    ]  # fmt: skip
    assert report["bits_per_character"] < report["bits_per_character_empty_memory"]
    assert 0 < report["bits_per_character"] < 9
    assert 0 < report["bits_per_character_ngram"] < 5
    assert len((evaluated / "reports/evaluate/sample.txt").read_text()) == len("It was ") + 120 + len("\n")


def test_evaluating_again_gives_the_same_bytes(evaluated, monkeypatch):
    names = ("reports/evaluate.json", "reports/evaluate/sample.txt", "reports/evaluate/mixture.json")
    before = [(evaluated / name).read_bytes() for name in names]
    monkeypatch.chdir(evaluated)
    evaluate.main()
    assert [(evaluated / name).read_bytes() for name in names] == before


def test_without_a_checkpoint_it_says_what_to_do(evaluated, tmp_path, monkeypatch, capsys):
    folder = copy_workspace(evaluated, tmp_path / "bare")
    (folder / "checkpoints").rename(folder / "gone")
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit):
        evaluate.main()
    assert "checkpoints/latest/state.json: missing; run `dvc pull`" in capsys.readouterr().err


def test_the_page_stands_alone(evaluated):
    page = (evaluated / "reports/index.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 4
    assert not any(f'{attribute}="http' in page for attribute in ("src", "href"))


def test_tables_for_plots_hold_the_way_of_the_data(evaluated):
    def rows(name):
        return list(csv.DictReader((evaluated / "reports/evaluate" / name).read_text(encoding="utf-8").splitlines()))

    funnel, rejections = rows("funnel.csv"), rows("rejections.csv")
    documents = [int(row["documents"]) for row in funnel]
    assert funnel[0]["step"] == "URLs named"
    assert documents == sorted(documents, reverse=True)
    assert {"stage", "reason", "dropped"} == set(rejections[0])


def test_stats_show_every_stage(evaluated, monkeypatch, capsys):
    monkeypatch.chdir(evaluated)
    assert stats.main([]) == 0
    printed = capsys.readouterr().out
    for part in ("URLs named", "not repeated", "robots_disallow", "languages", "bits per character"):
        assert part in printed


def test_stats_before_any_run_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"reports/crawl.json: missing; run `python run.py` first"):
        stats.main([])
