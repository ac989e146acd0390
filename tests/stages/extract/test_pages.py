"""Small pages of the kinds that fiction sites serve, with the exact text that they hold."""

from pathlib import Path

import pytest

from stages.extract import extract_text

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_gives_exactly_its_text(page):
    assert extract_text(page.read_bytes()) == page.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("page", PAGES[::5], ids=lambda page: page.stem)
def test_text_does_not_depend_on_pages_before(page):
    first = extract_text(page.read_bytes())
    for other in PAGES[:8]:
        extract_text(other.read_bytes())
    assert extract_text(page.read_bytes()) == first
