import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """An empty project folder with the project's params.yaml, as the current one."""
    shutil.copy2(PROJECT / "params.yaml", tmp_path / "params.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path
