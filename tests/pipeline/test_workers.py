import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from model.memory import MemoryParams
from model.tokenizer import Tokenizer, TokenizerParams
from pipeline.errors import DataError, ParamsError
from pipeline.params import load_params
from pipeline.workers import call_in, map_in_order, worker_count
from stages.clean.document import clean_document
from stages.clean.params import CleanParams
from stages.extract import extract_text
from stages.prepare.corpus import PrepareParams, prepare_document

PAGES = [
    f"<html><body><article><h1>Part {n}</h1>{'<p>She waited “by the door” – and waited, Tomás said.</p>' * n}"
    f"<hr/><p>Write to anna{n}@mail.example.</p></article></body></html>".encode()
    for n in range(1, 9)
]


def slow_first(number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)
    return number * number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse_three(number: int) -> int:
    if number == 3:
        raise DataError("three: refused; take another")
    return number


@pytest.mark.parametrize("workers", ["1", "2", "3"])
def test_results_come_in_order_whatever_the_number_of_workers(monkeypatch, workers):
    monkeypatch.setenv("WORKERS", workers)
    assert list(map_in_order(slow_first, range(20), parallel=True)) == [n * n for n in range(20)]


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5"])
def test_workers_that_are_no_number_are_refused(monkeypatch, value):
    monkeypatch.setenv("WORKERS", value)
    with pytest.raises(ParamsError, match="WORKERS"):
        worker_count()


def test_a_killed_worker_is_one_clear_error_and_no_hang(monkeypatch):
    monkeypatch.setenv("WORKERS", "2")
    started = time.monotonic()
    with pytest.raises(DataError, match=r"WORKERS: one of 2 processes died.*set WORKERS=1"):
        list(map_in_order(die_at_three, range(100), parallel=True))
    assert time.monotonic() - started < 30


def test_an_error_of_a_task_comes_back_as_it_was(monkeypatch):
    monkeypatch.setenv("WORKERS", "2")
    with pytest.raises(DataError, match="three: refused"):
        list(map_in_order(refuse_three, range(100), parallel=True))


@pytest.fixture(scope="module")
def scheduler():
    """Address of a Dask cluster of two processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def on_cluster(scheduler, monkeypatch):
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", scheduler)


def page_to_tokens(page: bytes, tokenizer: Tokenizer, folder: Path) -> tuple[str, str, bytes, str]:
    """What extract, clean and prepare make of a page."""
    text = extract_text(page)
    limits = load_params("clean", CleanParams, folder / "params.yaml")
    cleaned = clean_document(text, "", "en", (), limits)
    prepare, memory = (load_params(*section, folder / "params.yaml") for section in SECTIONS)
    document = prepare_document("a", cleaned.text, tokenizer, prepare, memory)
    return text, cleaned.text, document.ids.tobytes() if document else b"", str(cleaned.reason)


SECTIONS = (("prepare", PrepareParams), ("memory", MemoryParams))


def test_a_cluster_makes_the_same_bytes_as_processes_and_as_this_process(scheduler, monkeypatch):
    tokenizer = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))
    work = partial(page_to_tokens, tokenizer=tokenizer, folder=Path.cwd())
    here = list(map(work, PAGES))
    monkeypatch.setenv("WORKERS", "2")
    assert list(map_in_order(work, PAGES, parallel=True)) == here
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", scheduler)
    assert list(map_in_order(work, PAGES, parallel=True)) == here
    assert any(tokens for _, _, tokens, _ in here)


@pytest.mark.usefixtures("on_cluster")
def test_a_cluster_works_in_the_folder_of_the_project(tmp_path, monkeypatch):
    (tmp_path / "here.txt").write_text("yes")
    monkeypatch.chdir(tmp_path)
    assert list(map_in_order(Path.read_text, [Path("here.txt")] * 3, parallel=True)) == ["yes"] * 3


@pytest.mark.usefixtures("on_cluster")
def test_an_error_on_a_cluster_comes_back_as_it_was():
    with pytest.raises(DataError, match="three: refused"):
        list(map_in_order(refuse_three, range(100), parallel=True))


def test_a_folder_that_a_worker_does_not_see_is_named(tmp_path):
    with pytest.raises(DataError, match=r"missing: No such file .*share the project folder"):
        call_in(str(tmp_path / "missing"), refuse_three, 1)


def test_a_cluster_that_does_not_answer_is_one_clear_error(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("pipeline.workers.CONNECT_SECONDS", 1)
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://127.0.0.1:9")
    with pytest.raises(ParamsError, match=r"DASK_SCHEDULER_ADDRESS: no workers answer at 'tcp://127\.0\.0\.1:9'"):
        list(map_in_order(refuse_three, range(4), parallel=True))
