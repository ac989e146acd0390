import numpy as np
import pytest

from stages.dedup import boilerplate, candidates
from stages.dedup.buckets import Buckets
from tests.stages.dedup.prose import BASE, edited, links, prose


def test_rows_come_back_by_bucket(tmp_path):
    buckets = Buckets(tmp_path, 3, width=2)
    buckets.add(np.array([2, 0, 2]), np.array([1, 2, 3]), np.array([4, 5, 6]))
    buckets.add(np.array([0]), np.array([7]), np.array([8]))
    assert [rows.tolist() for rows in buckets] == [[[2, 5], [7, 8]], [], [[1, 4], [3, 6]]]


@pytest.mark.parametrize("rows_in_memory", [1, 50, 1000])
def test_number_of_buckets_changes_nothing(monkeypatch, rows_in_memory):
    texts = {"a": BASE, "b": edited(BASE, 0.05), "c": BASE[:2500]} | {f"t{seed}": prose(seed) for seed in range(2, 20)}
    expected = links(texts)
    monkeypatch.setattr(candidates, "BUCKET_HASHES", rows_in_memory)
    monkeypatch.setattr(candidates, "BUCKET_PAIRS", rows_in_memory)
    monkeypatch.setattr(boilerplate, "BUCKET_KEYS", rows_in_memory)
    assert links(texts) == expected
