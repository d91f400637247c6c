"""The forms of the platforms that the program offers, in a window of the usual size."""

from dataclasses import replace

import pytest

from pulse_desktop.platforms import PLATFORMS
from simulators import desk as script


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda each: each.id)
def test_a_form_is_no_wider_than_its_place(editing, platform):
    """What does not fit would be cut off at its left edge by the keyboard's way through it."""
    editor = editing(platform=platform, desk=_desk_of_all_platforms())
    place = editor._area.viewport()
    assert editor.form.minimumSizeHint().width() <= place.width()


def _desk_of_all_platforms():
    return replace(script.scripted_desk(), platforms=lambda: PLATFORMS)
