import csv
import json
import shutil
import sys

import pytest

import run
from commands import generate, stats
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


def speak(folder, monkeypatch, capsys, *arguments):
    monkeypatch.chdir(folder)
    capsys.readouterr()
    code = run.main(["generate", *arguments])
    return code, capsys.readouterr()


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


@pytest.mark.parametrize("characters", [1, 37, 400])
def test_exactly_the_characters_asked_for_are_written(evaluated, monkeypatch, capsys, characters):
    code, said = speak(evaluated, monkeypatch, capsys, "--prompt", "The boat", "--chars", str(characters))
    assert code == 0
    assert len(said.out) == characters + 1


def test_json_tells_the_same_story_with_its_settings(evaluated, monkeypatch, capsys):
    flags = ("--prompt", "Ada", "--chars", "80", "--seed", "3", "--top-k", "9")
    _, streamed = speak(evaluated, monkeypatch, capsys, *flags)
    _, said = speak(evaluated, monkeypatch, capsys, *flags, "--json")
    told = json.loads(said.out)
    assert told["text"] + "\n" == streamed.out
    assert (told["characters"], told["seed"], told["sampling"]["top_k"]) == (80, 3, 9)


def test_a_prompt_file_gives_what_the_prompt_gives(evaluated, tmp_path, monkeypatch, capsys):
    file = tmp_path / "prompt.txt"
    file.write_text("Otto sang")
    _, one = speak(evaluated, monkeypatch, capsys, "--prompt-file", str(file), "--chars", "50", "--no-memory")
    _, other = speak(evaluated, monkeypatch, capsys, "--prompt", "Otto sang", "--chars", "50", "--no-memory")
    assert one.out == other.out


def test_the_gate_stands_before_the_prompt(evaluated, monkeypatch, capsys):
    code, said = speak(evaluated, monkeypatch, capsys, "--prompt", "She was 15 years old. They had sexual intercourse.")
    assert code == 1
    assert said.out == ""
    assert "the adults-only gate refuses the prompt (stated_age)" in said.err


def test_the_gate_stands_before_each_sentence_and_judges_it_with_what_came_before():
    story = iter("She was calm. It rained. They had sexual intercourse. It rained.")
    pieces = []
    with pytest.raises(Exception, match="refuses what follows"):
        pieces.extend(collected(generate.released("He was 15 years old. ", story)))
    with pytest.raises(Exception, match="refuses what follows"):
        for piece in generate.released("He was 15 years old. ", iter("She was calm. They had sexual intercourse.")):
            pieces.append(piece)
    assert "".join(pieces) == "She was calm. "


def collected(pieces):
    return list(pieces)


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--temperature", "-1"), "sampling.temperature is -1.0"),
        (("--top-p", "2"), "sampling.top_p is 2.0"),
        (("--prompt-file", "none.txt"), "none.txt: No such file"),
    ],
)
def test_wrong_flags_get_one_line(evaluated, monkeypatch, capsys, flags, said):
    code, told = speak(evaluated, monkeypatch, capsys, *flags)
    assert code == 1
    assert said in told.err
    assert told.err.count("\n") == 1


def score_text(folder, monkeypatch, capsys, text, *flags):
    monkeypatch.chdir(folder)
    (folder / "own.txt").write_bytes(text)
    capsys.readouterr()
    code = run.main(["evaluate", "--text", "own.txt", *flags])
    return code, capsys.readouterr()


def test_a_text_of_ones_own_is_scored_with_and_without_memory(evaluated, monkeypatch, capsys):
    text = b"It was Margaret who came to the harbour. " + b"The rain fell on the harbour and on the house. " * 12
    code, printed = score_text(evaluated, monkeypatch, capsys, text, "--json")
    figures = json.loads(printed.out)
    assert code == 0
    assert figures["characters"] == len(text.decode().strip())
    assert figures["bits_per_character"] < figures["bits_per_character_empty_memory"]
    assert score_text(evaluated, monkeypatch, capsys, text)[1].out.count("\n") == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"\xff\xfe\xfa", "own.txt: not UTF-8"), (b" \n", "own.txt: 0 characters of text")],
)
def test_a_text_that_cannot_be_scored_gets_one_line(evaluated, monkeypatch, capsys, text, said):
    code, printed = score_text(evaluated, monkeypatch, capsys, text)
    assert code == 1
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1


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
