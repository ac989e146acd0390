"""dvc.yaml, the README and the code agree."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.imports import first_party_files

PIPELINE: dict[str, Any] = yaml.safe_load(Path("dvc.yaml").read_text(encoding="utf-8"))["stages"]
STAGES = ["crawl", "extract", "dedup", "clean", "prepare", "train", "evaluate"]
IN_GIT = {"dataset/demo", "dataset/tombstones.jsonl"}


def names(entries: list[Any]) -> list[str]:
    return [entry if isinstance(entry, str) else next(iter(entry)) for entry in entries]


def outs(stage: str) -> list[str]:
    return names(PIPELINE[stage].get("outs", [])) + names(PIPELINE[stage].get("metrics", []))


def covered(path: str, dependencies: list[str]) -> bool:
    return any(path == dependency or path.startswith(dependency + "/") for dependency in dependencies)


def test_stages_stand_in_the_order_of_the_text():
    assert list(PIPELINE) == STAGES


@pytest.mark.parametrize("stage", STAGES[1:])
def test_dependencies_list_every_first_party_file_that_the_stage_imports(stage):
    dependencies = names(PIPELINE[stage]["deps"])
    missing = [str(p) for p in sorted(first_party_files(f"stages.{stage}")) if not covered(str(p), dependencies)]
    assert missing == []


@pytest.mark.parametrize("stage", STAGES[1:])
def test_dependencies_name_no_code_that_the_stage_does_not_import(stage):
    imported = {str(path) for path in first_party_files(f"stages.{stage}")}
    code = [d for d in names(PIPELINE[stage]["deps"]) if d.endswith(".py")]
    assert [dependency for dependency in code if dependency not in imported] == []


def test_the_crawl_depends_on_no_code():
    assert names(PIPELINE["crawl"]["deps"]) == ["dataset/demo"]


def test_every_output_has_one_owner():
    every = [out for stage in STAGES for out in outs(stage)]
    assert len(every) == len(set(every))


def test_a_stage_reads_only_what_stages_before_it_write():
    written: list[str] = []
    for stage in STAGES:
        data = [d for d in names(PIPELINE[stage]["deps"]) if d.startswith(("dataset/", "reports/", "checkpoints"))]
        assert [d for d in data if d not in IN_GIT and not covered(d, written)] == [], stage
        written += outs(stage)


@pytest.mark.parametrize("stage", ["extract", "dedup", "clean"])
def test_a_library_bump_reruns_the_stages_that_libraries_shape(stage):
    assert "requirements.txt" in PIPELINE[stage]["deps"]


def test_what_grows_persists():
    persisted = {
        name
        for stage in STAGES
        for entry in PIPELINE[stage].get("outs", [])
        if isinstance(entry, dict)
        for name, options in entry.items()
        if options.get("persist")
    }
    assert persisted == {
        "dataset/pages",
        "dataset/metadata/urls.jsonl",
        "dataset/metadata/searches.jsonl",
        "dataset/raw",
        "dataset/metadata/documents.jsonl",
        "checkpoints",
    }


def test_requirements_pin_every_package():
    lines = Path("requirements.txt").read_text(encoding="utf-8").split()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!-]+", line)] == []


def test_every_direct_dependency_is_in_the_compiled_file():
    def pins(path):
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        return {
            re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() + "==" + line.split("==")[1]
            for line in lines
            if "==" in line
        }

    assert pins("requirements.in") - pins("requirements.txt") == set()


README = Path("README.md").read_text(encoding="utf-8") if Path("README.md").exists() else ""


def test_readme_stage_table_equals_dvc_yaml():
    table = re.findall(r"^\| `(\w+)` \|", README, flags=re.MULTILINE)
    assert table == STAGES


def test_every_path_that_the_readme_names_exists():
    later = {out for stage in STAGES for out in outs(stage)}
    later |= {str(parent) for out in later for parent in Path(out).parents}  # made by the first run
    named = set(
        re.findall(
            r"`((?:stages|model|pipeline|commands|dataset|tests|benchmarks|reports|checkpoints)/[\w./-]*)`", README
        )
    )
    assert [p for p in sorted(named) if not Path(p).exists() and not covered(p.rstrip("/"), list(later))] == []


def test_every_command_that_the_readme_names_exists():
    from run import COMMANDS

    named = set(re.findall(r"run\.py ([a-z][\w-]*)", README))
    assert named - set(COMMANDS) == set()
