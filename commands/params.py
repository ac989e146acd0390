"""Every section of params.yaml and the class that checks it."""

import importlib
from typing import Any

from pipeline.errors import ParamsError
from pipeline.params import PARAMS_FILE, Params, check_params, read_params_file, suggest

SECTIONS = {
    "crawl": "stages.crawl.params:CrawlParams",
    "extract": "stages.extract.params:ExtractParams",
    "dedup": "stages.dedup.params:DedupParams",
    "clean": "stages.clean.params:CleanParams",
    "prepare": "stages.prepare.corpus:PrepareParams",
    "tokenizer": "model.tokenizer:TokenizerParams",
    "model": "model.params:ModelParams",
    "memory": "model.memory:MemoryParams",
    "mixture": "model.mixture:MixtureParams",
    "train": "model.params:TrainParams",
    "evaluate": "stages.evaluate.params:EvaluateParams",
    "sampling": "model.params:SamplingParams",
}


def params_class(section: str) -> type[Params]:
    """The class that a section is checked with, imported when asked for."""
    module, name = SECTIONS[section].split(":")
    found: type[Params] = getattr(importlib.import_module(module), name)
    return found


def check_every_section() -> dict[str, Any]:
    """The whole of params.yaml, after every section has passed its own class.

    Raises:
        ParamsError: a section is unknown or missing, or holds what its class refuses.
    """
    content = read_params_file()
    for section in content:
        if section not in SECTIONS:
            raise ParamsError(f"{PARAMS_FILE}: {section} is not a known section; {suggest(section, list(SECTIONS))}")
    for section in SECTIONS:
        if section not in content:
            raise ParamsError(f"{PARAMS_FILE}: section '{section}' is missing; restore it from git")
        check_params(section, content[section], params_class(section))
    return content
