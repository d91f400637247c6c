"""Names as evidence of identity."""

import pytest

from pulse_desktop.model.identity import NO_IDENTITY, Identity, short_hostname


@pytest.mark.parametrize("name", ["pve1", " PVE1.lan. ", "pve1.", "Pve1.home.arpa"])
def test_a_short_hostname_is_lower_case_and_ends_at_the_first_dot(name):
    assert short_hostname(name) == "pve1"


def test_an_identity_without_evidence_equals_any_other_without():
    assert Identity() == NO_IDENTITY
