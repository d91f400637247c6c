"""What may be handed to the browser."""

import pytest

from pulse_desktop.ui.web import is_web_address, open_web


@pytest.mark.parametrize(
    "address", ["https://pve1:8006", "http://10.0.0.61:8123/x?y#z", "HTTPS://a.lan"]
)
def test_web_addresses_can_be_opened(address):
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "file:///etc/passwd",
        "file://nas/share",
        "javascript:alert(1)",
        "ssh://pve1",
        "//pve1",
        "https://",
        "smb://x/y",
        "x",
    ],
)
def test_nothing_else_is_opened(address):
    assert not is_web_address(address)
    assert not open_web(address)
