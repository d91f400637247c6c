"""What a guest agent reads in ``/proc/meminfo``."""

import pytest

from pulse_desktop.platforms.proxmox.ve.memory.meminfo import parsed

WHOLE = """MemTotal:        8000000 kB
MemFree:         1000000 kB
MemAvailable:    5000000 kB
Buffers:          200000 kB
Cached:          3000000 kB
Shmem:            100000 kB
SReclaimable:     400000 kB
HugePages_Total:       0
"""
OLD = WHOLE.replace("MemAvailable:    5000000 kB\n", "")


def test_available_memory_is_read():
    assert parsed(WHOLE).available == 5000000 * 1024


def test_an_old_kernel_leaves_it_to_be_worked_out():
    assert parsed(OLD).available == (1000000 + 200000 + 3000000 + 400000 - 100000) * 1024


@pytest.mark.parametrize(
    "content",
    [
        "",
        WHOLE.replace("MemTotal", "MemTotals"),
        WHOLE + "MemFree: 5 kB\n",
        WHOLE.replace("5000000 kB", "5000000 MB"),
        WHOLE.replace("5000000 kB", "9000000 kB"),
        OLD.replace("Buffers", "Puffers"),
        "x" * 100_000,
    ],
    ids=("empty", "no_total", "twice", "other_unit", "too_much", "in_parts", "noise"),
)
def test_what_is_not_whole_says_nothing(content):
    assert parsed(content) is None


def test_a_cut_answer_is_good_for_what_it_tells_itself():
    assert parsed(WHOLE[:100], is_cut=True).available == 5000000 * 1024
    assert parsed(OLD, is_cut=True) is None
