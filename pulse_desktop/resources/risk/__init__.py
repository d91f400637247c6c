"""How endangered disks, arrays, pools and backup stores are, and why."""

from pulse_desktop.resources.risk.array import PROTECTION_CODES, REBUILD_CODES
from pulse_desktop.resources.risk.assessment import (
    AT_RISK,
    RANKS,
    is_backup_store,
    protection,
    rebuild,
    risk_of,
    summary,
)
from pulse_desktop.resources.risk.disk import DISK_CODES
from pulse_desktop.resources.risk.store import affected_stores

__all__ = [
    "AT_RISK",
    "DISK_CODES",
    "PROTECTION_CODES",
    "RANKS",
    "REBUILD_CODES",
    "affected_stores",
    "is_backup_store",
    "protection",
    "rebuild",
    "risk_of",
    "summary",
]
