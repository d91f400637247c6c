"""The tree under examination, read once."""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pulse_desktop"


@dataclass(frozen=True)
class Module:
    """One source file and its syntax tree."""

    path: Path
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path below the package: ``ui/theme.py``."""
        return str(self.path.relative_to(PACKAGE))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def modules() -> tuple[Module, ...]:
    """Every module of the program."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    return tuple(Module(path, text, ast.parse(text)) for path, text in sources.items())


@pytest.fixture(scope="session")
def contracts() -> frozenset[str]:
    """The ids of the import contracts."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return frozenset(one["id"] for one in project["tool"]["importlinter"]["contracts"])
