"""The source tree as the architecture tests see it: files, and who imports whom."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "coverage",
    "dist",
    "instance",
    "node_modules",
}


@dataclass(frozen=True)
class Import:
    """``importer`` needs ``imported``, both dotted module names; ``line`` is where it says so."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def files(*suffixes: str, under: str = "") -> Iterator[Path]:
    """Every file of ours whose name ends in one of ``suffixes``, also without git."""
    for folder, names, found in os.walk(ROOT / under):
        at_root = Path(folder) == ROOT
        names[:] = sorted(
            name
            for name in names
            if name not in NOT_OURS
            and not name.endswith(".egg-info")
            and not (at_root and name == "build")
        )
        yield from (Path(folder) / name for name in sorted(found) if name.endswith(suffixes))


def module_name(path: Path) -> str:
    """``backend/ledger/service.py`` -> ``backend.ledger.service``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_module(name: str) -> bool:
    """Whether one of our files or folders has this dotted name."""
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def imports(path: Path) -> Iterator[Import]:
    """Every import in a Python file, wherever it stands; a submodule taken by name counts."""
    importer = module_name(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(importer, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, importer, path)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield Import(importer, full if is_module(full) else base, node.lineno)


def _base(node: ast.ImportFrom, importer: str, path: Path) -> str:
    if not node.level:
        return node.module or ""
    package = importer.split(".")
    keep = len(package) - node.level + (path.name == "__init__.py")
    return ".".join([*package[:keep], *([node.module] if node.module else [])])
