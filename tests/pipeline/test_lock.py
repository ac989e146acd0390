import pytest

from pipeline.errors import DataError
from pipeline.lock import recorded_out, recorded_stage

LOCK = """\
schema: '2.0'
stages:
  crawl:
    cmd: python -m stages.crawl
    params:
      params.yaml:
        crawl:
          urls: []
    outs:
    - path: dataset/pages
      hash: md5
      md5: abc.dir
      size: 10
      nfiles: 7
"""


def test_recorded_out_tells_hash_and_number_of_files(tmp_path):
    (tmp_path / "dvc.lock").write_text(LOCK, encoding="utf-8")
    found = recorded_out("crawl", "dataset/pages", tmp_path / "dvc.lock")
    assert found is not None
    assert (found.md5, found.nfiles) == ("abc.dir", 7)


def test_without_a_lock_nothing_is_recorded(tmp_path):
    assert recorded_stage("crawl", tmp_path / "dvc.lock") == {}
    assert recorded_out("crawl", "dataset/pages", tmp_path / "dvc.lock") is None


def test_lock_with_a_merge_conflict_is_one_clear_line(tmp_path):
    (tmp_path / "dvc.lock").write_text("<<<<<<< HEAD\nstages: {}\n=======\n>>>>>>> b\n", encoding="utf-8")
    with pytest.raises(DataError, match="merge conflict"):
        recorded_stage("crawl", tmp_path / "dvc.lock")
