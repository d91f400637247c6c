"""What every test has: simulators to import, and Qt without a display."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

settings.register_profile("desk", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

_REAL = {"journeys", "packaging", "peers"}
"""Folders whose tests start servers, displays and programs."""


def pytest_collection_modifyitems(config, items):
    """Where tests run side by side, those that start what there is one of run in one process."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            if _REAL & set(item.path.parts):
                item.add_marker(pytest.mark.xdist_group("real"))
