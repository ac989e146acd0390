"""Which first-party files a module imports, directly or not: read from the source, nothing is executed."""

import ast
from pathlib import Path

PACKAGES = ("stages", "model", "pipeline", "commands")


def file_of(module: str) -> Path | None:
    """The file of a first-party module, or None for anything else."""
    if module.split(".")[0] not in PACKAGES:
        return None
    path = Path(*module.split("."))
    candidates = (path / "__init__.py", path.with_suffix(".py"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def imported_modules(path: Path) -> set[str]:
    """Every module name that a file may import, at any depth of its code, parents included."""
    names: set[str] = set()
    package = ".".join(path.parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(filter(None, [package if node.level else "", node.module or ""]))
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return {".".join(name.split(".")[: i + 1]) for name in names for i in range(len(name.split(".")))}


def first_party_files(module: str) -> set[Path]:
    """The module's own files and all that they import. Running a package also runs its `__main__`."""
    parents = [".".join(module.split(".")[: i + 1]) for i in range(len(module.split(".")))]
    waiting = [path for name in [*parents, f"{module}.__main__"] if (path := file_of(name))]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        waiting += [target for name in imported_modules(path) if (target := file_of(name))]
    return found
