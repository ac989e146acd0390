import json

import pytest

import run
from commands import sheet
from stages import train
from tests.model.tiny import workspace


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = workspace(tmp_path_factory.mktemp("trained"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("sys.argv", ["train"])
        train.main()
    return folder


def make(folder, monkeypatch, *arguments):
    monkeypatch.chdir(folder)
    code = run.main(["sheet", "checkpoints", "checkpoints:no-memory", "--chars", "60", "--output", "sheet", *arguments])
    return code, (folder / "sheet/sheet.md").read_text(), json.loads((folder / "sheet/key.json").read_text())


def test_each_prompt_is_continued_by_both_in_an_order_that_only_the_key_tells(trained, monkeypatch):
    (trained / "prompts.txt").write_text("The harbour was quiet.\n***\nShe opened the letter.\n***\nHe laughed.\n")
    code, text, key = make(trained, monkeypatch, "--prompts", "prompts.txt")
    assert code == 0
    assert [line for line in text.splitlines() if line.startswith("> ")] == [
        "> The harbour was quiet.", "> She opened the letter.", "> He laughed.",
    ]  # fmt: skip
    assert list(key) == ["1 A", "1 B", "2 A", "2 B", "3 A", "3 B"]
    for number in "123":
        assert {key[f"{number} A"], key[f"{number} B"]} == {"checkpoints", "checkpoints:no-memory"}
    assert "no-memory" not in text
    assert make(trained, monkeypatch, "--prompts", "prompts.txt") == (0, text, key)


def test_orders_differ_between_prompts(trained, monkeypatch):
    (trained / "prompts.txt").write_text("\n***\n".join(["The rain fell."] * 12))
    _, _, key = make(trained, monkeypatch, "--prompts", "prompts.txt", "--count", "12", "--chars", "5")
    assert len({key[f"{number} A"] for number in range(1, 13)}) == 2


def test_without_prompts_held_out_text_is_continued(trained, monkeypatch):
    code, text, key = make(trained, monkeypatch, "--count", "2", "--prompt-chars", "80")
    assert (code, len(key)) == (0, 4)
    held_out = (trained / "dataset/processed/val.txt").read_text()
    assert all(line.removeprefix("> ") in held_out for line in text.splitlines() if line.startswith("> "))


def test_a_missing_model_or_prompt_file_is_one_clear_line(trained, monkeypatch, capsys):
    monkeypatch.chdir(trained)
    assert run.main(["sheet", "nowhere", "checkpoints", "--output", "other"]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert run.main(["sheet", "checkpoints", "checkpoints", "--prompts", "none.txt", "--output", "other"]) == 1
    assert capsys.readouterr().err.startswith("none.txt: ")
    assert not (trained / "other").exists()
    assert sheet.WITHOUT_MEMORY == ":no-memory"
