"""A contract that cannot turn red protects nothing: one violation each is planted, and found."""

import shutil
import subprocess
import sys

import pytest

VIOLATIONS = {
    "floors": ("model/planted.py", "import pulse_desktop.resources.registry"),
    "platforms": ("platforms/workstation/planted.py", "import pulse_desktop.platforms.docker"),
    "catalogue": ("monitoring/planted.py", "import pulse_desktop.platforms"),
    "cycles": ("model/text.py", "import pulse_desktop.model.condition"),
    "qt": ("monitoring/planted.py", "from PySide6 import QtCore"),
    "charts": ("ui/planted.py", "import pyqtgraph"),
    "loop": ("ui/planted.py", "from qasync import QEventLoop"),
    "http": ("platforms/workstation/planted.py", "import httpx"),
    "vendor": ("provider/planted.py", "import proxmoxer"),
    "bypass": ("platforms/proxmox/planted.py", "import requests"),
    "psutil": ("monitoring/planted.py", "import psutil"),
    "sqlite": ("timeline/planted.py", "from sqlite3 import Connection"),
    "keyring": ("ui/planted.py", "import keyring"),
}
"""By contract: where to plant, and which line."""

_LINT = """
from importlinter.cli import lint_imports
raise SystemExit(lint_imports(no_cache=True, limit_to_contracts={contracts!r}))
"""


@pytest.fixture
def tree(tmp_path, root):
    """A copy of the program that may be spoilt."""
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "pulse_desktop", tmp_path / "pulse_desktop", ignore=skipped)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree, *contracts):
    """What the linter says, empty when every contract (or each of those named) is kept."""
    code = _LINT.format(contracts=contracts)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def plant(tree, module, line):
    path = tree / "pulse_desktop" / module
    before = path.read_text(encoding="utf-8") if path.exists() else '"""Planted."""\n'
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")


def test_the_program_keeps_every_contract(tree):
    assert lint(tree) == ""


def test_every_contract_has_a_violation_to_prove_it(contracts):
    assert contracts == VIOLATIONS.keys()


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_import_breaks_its_contract(tree, contract):
    plant(tree, *VIOLATIONS[contract])
    assert "BROKEN" in lint(tree, contract)


def test_a_package_without_a_floor_breaks_the_floors(tree):
    (tree / "pulse_desktop" / "attic").mkdir()
    plant(tree, "attic/__init__.py", "")
    assert "attic" in lint(tree, "floors")


def test_an_import_inside_a_function_is_seen_too(tree):
    plant(tree, "monitoring/planted.py", "def later() -> None:\n    import psutil\n")
    assert "BROKEN" in lint(tree, "psutil")
