import pytest

from pipeline.errors import ParamsError
from pipeline.params import check_params, load_params
from stages.extract.params import ExtractParams

GOOD = {"min_characters": 200, "max_page_bytes": 1000, "languages": ["en"], "min_language_confidence": 0.5}


def test_params_file_is_valid():
    load_params("extract", ExtractParams)


def test_language_outside_the_adults_only_rules_is_refused():
    from pathlib import Path

    with pytest.raises(ParamsError, match="'ja', not covered by the adults-only rules"):
        check_params("extract", GOOD | {"languages": ["en", "ja"]}, ExtractParams, Path("params.yaml"))
