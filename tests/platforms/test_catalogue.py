"""The one list of platforms."""

import subprocess
import sys

from pulse_desktop.platforms import PLATFORMS

HEAVY = ("psutil", "httpx", "proxmoxer", "requests", "urllib3", "cryptography", "PySide6", "numpy")


def test_the_platforms_stand_in_the_order_in_which_they_are_offered():
    offered = ["workstation", "docker", "proxmox_ve", "proxmox_backup", "proxmox_mail"]
    assert [one.id for one in PLATFORMS] == offered


def test_every_platform_declares_where_its_numbers_come_from():
    """P-10: its ingestion mode; T-12: none of these is a supplemental provider."""
    assert {one.id: str(one.ingestion) for one in PLATFORMS} == {
        "workstation": "agent",
        "docker": "api",
        "proxmox_ve": "api",
        "proxmox_backup": "api",
        "proxmox_mail": "api",
    }
    assert not any(one.owns_source for one in PLATFORMS)


def test_no_two_platforms_share_a_title():
    assert len({one.title for one in PLATFORMS}) == len(PLATFORMS)


def test_every_platform_polls_often_enough_not_to_be_stale():
    assert all(one.default_interval_s * 2 <= one.stale_after_s for one in PLATFORMS)


def test_knowing_the_platforms_loads_none_of_their_libraries():
    code = (
        "import sys, pulse_desktop.platforms; "
        f"print(*[one for one in {HEAVY!r} if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
