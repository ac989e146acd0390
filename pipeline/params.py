"""params.yaml, checked: one section, one class, no defaults in code."""

import difflib
import math
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import ParamsError

PARAMS_FILE = Path("params.yaml")
NUMBER_AS_TEXT = re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+")  # YAML 1.1 reads 1e-3 as text


class Params(BaseModel):
    """Base of every params class: strict types, no unknown keys, no changes after loading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


P = TypeVar("P", bound=Params)


def read_params_file(path: Path = PARAMS_FILE) -> dict[str, Any]:
    """Every section of params.yaml, unchecked.

    Raises:
        ParamsError: the file is missing, is not YAML, or is not a mapping of sections.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParamsError(f"{path}: not found; run from the project's folder") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ParamsError(f"{path}: not YAML ({' '.join(str(error).split())}); correct that line") from None
    if not isinstance(content, dict):
        raise ParamsError(f"{path}: holds {type(content).__name__}, not sections; restore it from git")
    return content


def load_params(section: str, params_class: type[P], path: Path = PARAMS_FILE) -> P:
    """One checked section of params.yaml.

    Raises:
        ParamsError: the section is missing, or a key is unknown, missing, mistyped or out of range.
    """
    content = read_params_file(path)
    if section not in content:
        raise ParamsError(f"{path}: section '{section}' is missing; restore it from git")
    return check_params(section, content[section], params_class, path)


def check_params(section: str, values: Any, params_class: type[P], path: Path = PARAMS_FILE) -> P:
    """`values` as a `params_class`, or a ParamsError that names the first thing wrong."""
    try:
        return params_class.model_validate(values)
    except ValidationError as error:
        raise ParamsError(f"{path}: {explain(section, error, params_class)}") from None


def explain(section: str, error: ValidationError, params_class: type[Params]) -> str:
    """The first problem of a validation, in one line."""
    first = error.errors()[0]
    location = [part for part in first["loc"] if not str(part).startswith("function-")]
    name = ".".join([section, *map(str, location)])
    kind, value = first["type"], first["input"]
    if kind == "extra_forbidden":
        return f"{name} is not a known parameter; {suggestion(location, params_class)}"
    if kind == "missing":
        return f"{name} is missing; add it (git show HEAD:params.yaml shows its place)"
    if isinstance(value, str) and NUMBER_AS_TEXT.fullmatch(value):
        return f"{name}: YAML reads {value} as text; write {plain_number(value)}"
    message = first["msg"].removeprefix("Value error, ")
    return f"{name} is {value!r}: {message[0].lower()}{message[1:]}; correct it"


def plain_number(text: str) -> str:
    """A number without an exponent: '1e-3' gives '0.001'."""
    number = float(text)
    digits = max(1, 3 - math.floor(math.log10(abs(number)))) if number else 1
    return f"{number:.{digits}f}".rstrip("0").rstrip(".")


def suggestion(location: list[Any], params_class: type[Params]) -> str:
    """The known name nearest to an unknown one."""
    return suggest(str(location[-1]), known_names(params_class, location[:-1]))


def suggest(name: str, known: list[str]) -> str:
    """`did you mean 'min_words'?`, or the whole list when nothing is near."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(sorted(known))}"


def known_names(params_class: type[Params], path: list[Any]) -> list[str]:
    """Field names at a place inside nested params classes."""
    current: Any = params_class
    for part in path:
        annotation = current.model_fields[part].annotation if part in getattr(current, "model_fields", {}) else None
        choices = [annotation, *getattr(annotation, "__args__", ())]
        nested = [a for a in choices if isinstance(a, type) and issubclass(a, BaseModel)]
        if nested:
            current = nested[0]
    return list(current.model_fields)
