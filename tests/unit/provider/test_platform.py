"""Which platforms a run offers."""

import pytest

from pulse_desktop.provider.platform import offered
from simulators.scripted import Scripted, platform

NAS = platform(Scripted(), opt_out="PULSE_ENABLE_TRUENAS")
PLAIN = platform(Scripted())


def test_a_platform_is_offered_unless_it_is_switched_off():
    """P-09: on by default."""
    assert offered((NAS, PLAIN), {}) == (NAS, PLAIN)
    assert offered((NAS, PLAIN), {"PULSE_ENABLE_TRUENAS": "true"}) == (NAS, PLAIN)


@pytest.mark.parametrize("word", ["false", " FALSE ", "0", "no", "off"])
def test_a_platform_can_be_opted_out_of(word):
    """P-09: its variable says no; every other platform stays."""
    assert offered((NAS, PLAIN), {"PULSE_ENABLE_TRUENAS": word}) == (PLAIN,)
