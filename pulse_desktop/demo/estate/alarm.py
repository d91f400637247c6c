"""What the storage appliances warn of: alerts that stand, as incidents."""

from datetime import datetime, timedelta

from pulse_desktop.demo.estate import number, upkeep
from pulse_desktop.demo.estate.appliance import Appliance, Drive, Pool
from pulse_desktop.demo.story import FILLING
from pulse_desktop.model.snapshot import Incident, Severity

_FILLING_POOL = "archive"
_NOTICE, _WARNING = timedelta(days=30), timedelta(days=48)
"""After so long the filling pool has passed 85 and 90 percent, where the appliance speaks."""


def of_pool(nas: Appliance, pool: Pool, at: datetime) -> tuple[Incident, ...]:
    """What stands against a pool: how full it is, and a drive of it that ails."""
    drives = (one for one in nas.drives if one.pool == pool.name)
    ailing = tuple(incident for drive in drives for incident in of_drive(drive, at))
    return (*_capacity(pool, at), *ailing)


def of_drive(drive: Drive, at: datetime) -> tuple[Incident, ...]:
    """What stands against a drive that remaps sectors."""
    if not drive.reallocated or at < upkeep.AILING_SINCE:
        return ()
    return (
        Incident(
            provider="truenas",
            native_id=number.uuid("alert", drive.serial),
            code="truenas_smart",
            severity=Severity.WARNING,
            summary=f"Device /dev/{drive.name}: the number of reallocated sectors is growing",
            started_at=upkeep.AILING_SINCE,
        ),
    )


def _capacity(pool: Pool, at: datetime) -> tuple[Incident, ...]:
    began = FILLING.began(at)
    if pool.name != _FILLING_POOL or at - began < _NOTICE:
        return ()
    is_late = at - began >= _WARNING
    since = began + (_WARNING if is_late else _NOTICE)
    percent = 90 if is_late else 85
    return (
        Incident(
            provider="truenas",
            native_id=number.uuid("alert", pool.name, f"{since:%Y%m%d}"),
            code="capacity_runway_low",
            severity=Severity.WARNING if is_late else Severity.MONITOR,
            summary=f"Pool {pool.name} is more than {percent} % full",
            started_at=since,
        ),
    )
