"""Cells that a spreadsheet reads and does not run."""

import pytest

from pulse_desktop.ui.spreadsheet import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_what_looks_like_a_command_is_marked_as_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["web-1", "-5 °C", "+3.2 %", "-1,5 GB", "-", "", "1=1", "-2e-3"])
def test_names_and_figures_stay_as_they_are(text):
    assert harmless(text) == (text if text != "-" else "'-")
