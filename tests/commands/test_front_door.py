import pytest

import run
from commands.run import chosen_stages, dvc_commands, parse

EVERYTHING_AFTER_THE_CRAWL = ["extract", "dedup", "clean", "prepare", "train", "evaluate"]


@pytest.mark.parametrize(
    ("flags", "stages"),
    [
        ([], None),
        (["--fresh"], None),
        (["--skip-validation"], EVERYTHING_AFTER_THE_CRAWL),
        (["--skip-cleaning"], ["prepare", "train", "evaluate"]),
        (["--skip-preparation"], ["extract", "dedup", "clean", "train", "evaluate"]),
        (["--skip-training"], ["extract", "dedup", "clean", "prepare", "evaluate"]),
        (["--skip-validation", "--skip-cleaning", "--skip-preparation"], ["train", "evaluate"]),
        (["--skip-cleaning", "--skip-preparation", "--skip-training"], ["evaluate"]),
    ],
)
def test_skips_combine_and_never_crawl(flags, stages):
    assert chosen_stages(parse(flags)) == stages


def test_a_plain_run_is_dvc_repro():
    assert dvc_commands(parse([])) == [("repro",)]


def test_fresh_forces_training_though_nothing_changed():
    forced = ("repro", "--single-item", "--force", "train")
    assert dvc_commands(parse(["--fresh"])) == [("repro", "prepare"), forced, ("repro",)]
    skips = ["--skip-cleaning", "--skip-preparation", "--fresh"]
    assert dvc_commands(parse(skips)) == [forced, ("repro", "--single-item", "evaluate")]


def test_help_lists_every_command(capsys):
    assert run.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in run.COMMANDS)
    assert all(len(line) <= 120 for line in printed.splitlines())


@pytest.mark.parametrize("name", list(run.COMMANDS))
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as caught:
        run.main([name, "--help"])
    assert caught.value.code == 0
    assert "usage: " in capsys.readouterr().out


def test_unknown_command_is_one_line(capsys):
    assert run.main(["trian"]) == 1
    assert capsys.readouterr().err.startswith("run.py: 'trian' is not a command; choose from run, init")
