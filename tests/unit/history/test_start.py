"""What recorded history costs before the first chart."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("module", ["store", "memory", "retention", "schema", "resolution"])
def test_numpy_is_not_loaded_with_what_is_wired_before_first_paint(module):
    code = f"import sys, pulse_desktop.history.{module}; print('numpy' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
