"""The program as a user has it: its own process, a profile in a temporary folder."""

import pytest

from simulators.program import Program


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path / "profile")
