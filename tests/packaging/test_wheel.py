"""What ``pipx install .`` and ``uv tool install .`` give: a program that starts anywhere."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with the wheel, which borrows its dependencies from this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install"]
    options = ["--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([*pip, *options], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin"


def test_everything_in_resources_is_in_the_wheel(names, root):
    files = [path for path in (root / "resources").rglob("*") if path.is_file()]
    wanted = {f"pulse_desktop/_resources/{path.relative_to(root / 'resources')}" for path in files}
    assert wanted
    assert wanted <= names


def test_every_module_and_nothing_of_the_tests_is_in_the_wheel(names, root):
    modules = {str(path.relative_to(root)) for path in (root / "pulse_desktop").rglob("*.py")}
    assert modules <= names
    assert {Path(name).parts[0] for name in names} == {"pulse_desktop", _metadata(names)}


def _metadata(names):
    return next(Path(name).parts[0] for name in names if name.endswith("/METADATA"))


def test_the_installed_program_starts_outside_of_the_tree(installed, tmp_path):
    command = [installed / "pulse-desktop", "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "usage: pulse-desktop" in done.stdout


def test_the_installed_program_sets_up_its_surroundings_before_qt_loads(installed, tmp_path):
    code = (
        "import os, sys; os.environ.clear(); import pulse_desktop.__main__; "
        "print(os.environ['QT_NO_GUI_THREADPOOL'], os.environ['OPENBLAS_NUM_THREADS'], "
        "os.environ['QT_API'], 'PySide6' in sys.modules)"
    )
    command = [installed / "python", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1", "1", "pyside6", "False"], done.stderr
