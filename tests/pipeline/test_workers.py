import time

import pytest

from pipeline.errors import ParamsError
from pipeline.workers import map_in_order, worker_count


def slow_first(number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)
    return number * number


@pytest.mark.parametrize("workers", ["1", "2", "3"])
def test_results_come_in_order_whatever_the_number_of_workers(monkeypatch, workers):
    monkeypatch.setenv("WORKERS", workers)
    assert list(map_in_order(slow_first, range(20), parallel=True)) == [n * n for n in range(20)]


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5"])
def test_workers_that_are_no_number_are_refused(monkeypatch, value):
    monkeypatch.setenv("WORKERS", value)
    with pytest.raises(ParamsError, match="WORKERS"):
        worker_count()
