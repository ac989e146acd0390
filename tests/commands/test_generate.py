import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

import run
from tests.model.serve.server import FRONT_DOOR, PROJECT, tiny_workspace

REFUSED = "She was 15 years old. They had sexual intercourse."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_workspace(tmp_path_factory.mktemp("generate"))


@pytest.fixture
def speak(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)

    def said(*arguments):
        capsys.readouterr()
        code = run.main(["generate", *arguments])
        return code, capsys.readouterr()

    return said


@pytest.mark.parametrize("characters", [1, 37, 700])
@pytest.mark.parametrize("flags", [(), ("--no-memory",), ("--int8",), ("--temperature", "0")])
def test_exactly_the_characters_asked_for_are_written(speak, characters, flags):
    code, said = speak("--prompt", "The boat", "--chars", str(characters), *flags)
    assert code == 0
    assert len(said.out) == characters + 1


def test_json_tells_the_same_story_with_its_settings(speak):
    flags = ("--prompt", "Ada", "--chars", "80", "--seed", "3", "--top-k", "9")
    _, streamed = speak(*flags)
    _, said = speak(*flags, "--json")
    told = json.loads(said.out)
    assert told["text"] + "\n" == streamed.out
    assert (told["characters"], told["seed"], told["sampling"]["top_k"]) == (80, 3, 9)


def test_the_seed_decides(speak):
    told = [speak("--chars", "60", "--temperature", "2", "--seed", seed)[1].out for seed in ("1", "1", "2")]
    assert told[0] == told[1] != told[2]


def test_a_prompt_file_and_standard_input_give_what_the_prompt_gives(speak, tmp_path, monkeypatch):
    content = "Otto sang.\r\nIt rained."
    file = tmp_path / "prompt.txt"
    file.write_bytes(content.encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    told = [
        speak(*flags, "--chars", "50")[1].out
        for flags in (("--prompt-file", str(file)), ("--prompt-file", "-"), ("--prompt", content.replace("\r", "")))
    ]
    assert len(set(told)) == 1


def test_the_gate_stands_before_the_prompt(speak):
    code, said = speak("--prompt", REFUSED)
    assert (code, said.out) == (1, "")
    assert said.err == "prompt: the adults-only gate refuses it (stated_age); change it\n"


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (("--temperature", "-1"), "sampling.temperature is -1.0"),
        (("--top-p", "2"), "sampling.top_p is 2.0"),
        (("--prompt-file", "none.txt"), "none.txt: No such file"),
        (("--prompt", "\ud800"), "text: holds U+D800, half of a character"),
    ],
)
def test_wrong_flags_get_one_line(speak, flags, problem):
    code, told = speak(*flags)
    assert code == 1
    assert problem in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("flags", [("--chars", "0"), ("--seed", "-1"), ("--prompt", "a", "--prompt-file", "b")])
def test_flags_that_make_no_sense_are_explained(speak, flags, capsys):
    with pytest.raises(SystemExit) as caught:
        speak(*flags)
    assert caught.value.code == 2
    assert "usage: " in capsys.readouterr().err


def test_a_reader_that_leaves_ends_it_without_a_traceback(folder):
    command = f"{sys.executable} -c '{FRONT_DOOR}' generate --chars 3000 --temperature 3 | head -c 100"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env={"PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin"},
        capture_output=True, timeout=120,
    )  # fmt: skip
    assert len(done.stdout) <= 100
    assert done.stderr == b""


@pytest.mark.parametrize("command", ["generate", "serve"])
def test_what_tells_stories_starts_no_threads_for_numpy(command):
    count = f"import commands.{command}, numpy, os; print(len(os.listdir('/proc/self/task')))"
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", count], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_a_story_takes_little_memory(folder):
    code = (
        "import re, sys; from pathlib import Path; import run; run.main(['generate', '--chars', '600']);"
        "print(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1], file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    assert int(done.stderr) / 1024 < 55, "MB at its peak, shared libraries included; torch alone takes 200, OpenSSL 3"
