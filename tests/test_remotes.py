"""Data and locks go to a folder and to S3 and come back, in a project of a few bytes."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import yaml

from commands import pull, train
from pipeline.errors import DataError
from tests.workspace import PROJECT, commit, git

CURVE = "reports/train/plots/metrics/val_loss.tsv"
STAGES = {
    "prepare": {"cmd": "python make.py dataset/processed/train.npy dataset/processed/vocabulary.json",
                "outs": ["dataset/processed"]},
    "train": {"cmd": f"python make.py checkpoints/latest/state.json checkpoints/best/state.json {CURVE}",
              "deps": ["dataset/processed"], "params": ["train"],
              "outs": [{"checkpoints": {"persist": True}}, "reports/train"]},
    "evaluate": {"cmd": "python make.py reports/evaluate/mixture.json", "deps": ["checkpoints"],
                 "outs": ["reports/evaluate"]},
}  # fmt: skip
MAKE = """
import pathlib, sys
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(name + pathlib.Path("params.yaml").read_text())
"""
IGNORED = "/dataset\n/checkpoints\n/reports/*\n!/reports/*.json\n/.cache\n"
TRAINING = ["checkpoints/best/state.json", "checkpoints/latest/state.json", "dataset/processed/train.npy",
            "dataset/processed/vocabulary.json", CURVE]  # fmt: skip
SPEAKING = ["checkpoints/best/state.json", "dataset/processed/vocabulary.json", "reports/evaluate/mixture.json"]


def tool(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def dvc(folder: Path, *arguments: str) -> str:
    done = tool(folder, sys.executable, "-m", "dvc", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`run.py ARGUMENTS` of the project, in another folder."""
    return tool(folder, sys.executable, "-c", "import sys, run; sys.exit(run.main(sys.argv[1:]))", *arguments)


def call(folder: Path, code: str) -> str:
    done = tool(folder, sys.executable, "-c", f"from commands.remote import *; {code}")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A small project that ran once, without a remote."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "make.py").write_text(MAKE)
    (folder / "params.yaml").write_text("train:\n  min_steps: 4\n")
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"stages": STAGES}))
    (folder / ".gitignore").write_text(IGNORED)
    git(folder, "init", "-q", "-b", "main")
    dvc(folder, "init", "-q")
    dvc(folder, "repro", "-q")
    commit(folder, "ran")
    return folder


@pytest.fixture
def project(made, tmp_path) -> Path:
    shutil.copytree(made, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def ssh_server(folder: Path) -> Iterator[dict[str, str]]:
    """OpenSSH's server with keys of its own on loopback; the settings that make a folder behind it the remote."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if program is None:
        pytest.skip("no sshd here; apt-get install openssh-server")
    pytest.importorskip("dvc_ssh")
    folder.mkdir()
    for name in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = free_port()
    lines = (f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host", "PidFile none", "StrictModes no",
             f"AuthorizedKeysFile {folder}/client.pub", "UsePAM no", "Subsystem sftp internal-sftp")  # fmt: skip
    (folder / "config").write_text("\n".join(lines) + "\n")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it wants to be locked in
    server = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "config")], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        said = server.stderr.readline()
        assert "listening" in said, said + server.stderr.read()
        url = f"ssh://{getpass.getuser()}@127.0.0.1:{port}{folder}/data"
        yield {"url": url, "keyfile": str(folder / "client")}
    finally:
        server.terminate()
        server.wait(20)
        server.stderr.close()


@pytest.fixture(params=["folder", "s3", "ssh"])
def remote(request, tmp_path, monkeypatch) -> Iterator[dict[str, str]]:
    """The settings of a remote, as `dvc remote add` and `dvc remote modify` write them."""
    if request.param == "folder":
        yield {"url": str(tmp_path / "remote")}
    elif request.param == "s3":
        yield s3_server(request, monkeypatch)
    else:
        with ssh_server(tmp_path / "ssh") as settings:
            yield settings


def s3_server(request, monkeypatch) -> dict[str, str]:
    """moto's server with a bucket; the settings that make it the remote."""
    moto = pytest.importorskip("moto.server")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    request.addfinalizer(server.stop)
    host, port = server.get_host_and_port()
    import boto3

    boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="stories")
    return {"url": "s3://stories/miniature", "endpointurl": f"http://{host}:{port}"}


def set_remote(folder: Path, settings: dict[str, str]) -> None:
    """Commit a remote as the default one."""
    lines = ["[core]", "remote = storage", "['remote \"storage\"']", *(f"{k} = {v}" for k, v in settings.items())]
    with (folder / ".dvc/config").open("a") as config:
        config.write("\n".join(lines) + "\n")
    commit(folder, "a remote")


def data(folder: Path) -> list[str]:
    roots = ("dataset", "checkpoints", "reports")
    return sorted(str(p.relative_to(folder)) for root in roots for p in (folder / root).rglob("*") if p.is_file())


@pytest.mark.full
def test_what_a_purpose_needs_comes_back_and_nothing_else(project, remote, tmp_path):
    set_remote(project, remote)
    dvc(project, "push", "-q")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(project), str(other))
    assert run(other, "pull", "--for", "generate").returncode == 0
    assert data(other) == SPEAKING
    assert run(other, "pull", "--for", "train").returncode == 0
    assert data(other) == sorted({*TRAINING, *SPEAKING})
    shutil.rmtree(other / "reports/evaluate")
    assert "Running" not in dvc(other, "repro", "-s", "train"), "nothing is missing"
    assert run(other, "pull").returncode == 0
    assert all((other / name).read_bytes() == (project / name).read_bytes() for name in data(project))


def train_on(folder: Path, steps: int) -> bytes:
    """Train to a step, push, save the lock; the lock."""
    (folder / "params.yaml").write_text(f"train:\n  min_steps: {steps}\n")
    dvc(folder, "repro", "-q", "-s", "train")
    dvc(folder, "push", "-q")
    call(folder, f"save_lock({steps})")
    return (folder / "dvc.lock").read_bytes()


@pytest.mark.full
def test_locks_are_found_again_from_the_same_starting_point(project, remote, tmp_path):
    set_remote(project, remote)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(project), str(other))
    assert call(other, "print(restore_lock())") == "None"
    train_on(project, 8)
    newest = train_on(project, 12)
    done = run(other, "pull", "--for", "train", "--newest")
    assert done.returncode == 0, done.stderr
    assert "saved at step 12" in done.stderr
    assert (other / "dvc.lock").read_bytes() == newest
    assert (other / "checkpoints/latest/state.json").read_text().endswith("min_steps: 12\n")
    assert call(project, "print(restore_lock())") == "12", "what training changed itself is no obstacle"
    (other / "dvc.lock").write_bytes(newest + b"# mine\n")
    done = run(other, "pull", "--newest")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "dvc.lock: changed since the last commit" in done.stderr


@pytest.mark.parametrize("command", [partial(pull.main, []), partial(train.main, ["--steps", "1", "--push"])])
def test_no_remote_is_one_line_that_says_how_to_add_one(tmp_path, monkeypatch, command):
    config = write_config(tmp_path, "")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"no remote is set; `dvc remote add --default storage /mnt/shared/miniature`"):
        command()
    config.write_text("['remote \"mine\"']\nurl = /nowhere\n")
    with pytest.raises(DataError, match="no remote is the default; `dvc remote default mine`"):
        command()


def write_config(folder: Path, content: str) -> Path:
    (folder / ".dvc").mkdir()
    (folder / ".dvc/config").write_text(content)
    return folder / ".dvc/config"


def test_nothing_recorded_is_one_line(tmp_path, monkeypatch):
    write_config(tmp_path, "[core]\nremote = mine\n['remote \"mine\"']\nurl = /nowhere\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"dvc\.lock: records neither") as error:
        pull.main(["--for", "train"])
    assert "\n" not in str(error.value)


def test_what_was_never_pushed_fails(project, tmp_path):
    dvc(project, "remote", "add", "-q", "--default", "storage", str(tmp_path / "remote"))
    commit(project, "a remote")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(project), str(other))
    assert run(other, "pull", "--for", "train").returncode == 1
    assert data(other) == []
