"""How the tests are spread: the longest files first, so that no process is left alone with one at the end."""

import pytest

LONGEST = (
    "tests/test_demo_pipeline.py",
    "tests/test_demo_changes.py",
    "tests/commands/test_merge.py",
    "tests/commands/test_compare.py",
    "tests/stages/crawl/test_crawl_revisit.py",
    "tests/test_remotes.py",
    "tests/test_notebook.py",
    "tests/stages/crawl/test_crawl_resume.py",
    "tests/commands/test_forget.py",
    "tests/stages/crawl/test_crawl_shared.py",
    "tests/model/serve/test_serve.py",
    "tests/stages/crawl/test_crawl_stage.py",
    "tests/stages/test_train.py",
    "tests/model/test_web_engine.py",
    "tests/stages/crawl/test_crawl_discovery.py",
    "tests/test_real_novels.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of LONGEST in front; the order inside a file stays."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.split("::")[0], len(places)))
