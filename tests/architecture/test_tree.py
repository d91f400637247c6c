"""The tree names no machine that it was made on, and no place that only its makers know."""

import re
import subprocess

import pytest

_PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/tm" + "p/")
_HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "deb.debian" + ".org", "npmjs" + ".org")
_PRIVATE = re.compile("|".join(re.escape(one) for one in _PLACES + _HOSTS))
_MARKS = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
_PICTURES = {".png", ".ico", ".gz"}


@pytest.fixture(scope="module")
def texts(root):
    """Every text file that is part of the project, by its path."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("this is no clone, so what belongs to the project cannot be told")
    paths = [root / name for name in done.stdout.split("\0") if name]
    kept = [path for path in paths if path.is_file() and path.suffix not in _PICTURES]
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8", errors="replace")
        for path in kept
    }


def found(texts, pattern):
    return [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_private_path_or_a_registry(texts):
    assert found(texts, _PRIVATE) == []


def test_nothing_is_left_for_later(texts):
    assert found(texts, _MARKS) == []
