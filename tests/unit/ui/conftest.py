"""The made-up estate of the window's tests, as values."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def estate():
    """The module ``tests/gui/estate.py``: builders of resources and published states."""
    path = Path(__file__).parents[2] / "gui" / "estate.py"
    spec = importlib.util.spec_from_file_location("unit_estate", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def presentation(estate):
    """English formats at the estate's present."""
    from pulse_desktop.ui.presentation import Presentation

    return Presentation(now=lambda: estate.NOW, titles=estate.TITLES)
