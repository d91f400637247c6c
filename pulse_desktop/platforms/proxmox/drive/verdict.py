"""A disk's verdict on itself and its remaining life, as the products list them."""

from pulse_desktop.model import condition
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.facet import Disk
from pulse_desktop.provider.numbers import Loose, integer

PASSED, FAILED, UNKNOWN = "PASSED", "FAILED", "UNKNOWN"

_ALL = 100
_LONGEST_LIFE = 255
"""Percent of the rated life: it is counted in a byte (NVM Express Base Specification 2.0)."""


def health(word: str | None) -> str:
    """``OK``, ``PASSED``, ``FAILED!`` and the sentences of SAS disks as one of three words."""
    said = (word or "").strip().upper()
    if said == "OK" or said.startswith("PASS"):
        return PASSED
    is_bad = said.startswith("FAIL") or "THRESHOLD EXCEEDED" in said
    return FAILED if is_bad else UNKNOWN


def life_left(wearout: Loose) -> int | None:
    """Percent, 0 to 100. A disk that outlived its rated life is given as less than nothing."""
    left = _left(wearout)
    return None if left is None else max(0, left)


def overrun(wearout: Loose) -> int | None:
    """Percent of the rated life that is used, of a disk that has used more than that."""
    left = _left(wearout)
    return None if left is None or left >= 0 else _ALL - left


def standing(disk: Disk) -> Condition:
    """How a disk stands by its verdict; a model that is known to misjudge itself says nothing."""
    if disk.health == PASSED:
        return condition.ONLINE
    has_failed = disk.health == FAILED and not disk.misjudges_itself
    return condition.FAILED if has_failed else condition.UNKNOWN


def _left(wearout: Loose) -> int | None:
    left = integer(wearout)
    return left if left is not None and _ALL - _LONGEST_LIFE <= left <= _ALL else None
