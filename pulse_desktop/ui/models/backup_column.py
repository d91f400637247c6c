"""The column that tells how long ago a workload was backed up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models.column import Column, Filed, Raw
from pulse_desktop.ui.presentation import Presentation

FRESH, AGEING = timedelta(hours=24), timedelta(hours=72)
"""Up to which age a backup is as it should be, and from which it is too old (Pulse 6)."""

LastBackup = Callable[[Resource], datetime | None]


def backup_column(last_backup: LastBackup) -> Column:
    """The column, with when ``last_backup`` says that each was."""

    def order(resource: Resource) -> float | None:
        at = last_backup(resource)
        return None if at is None else float(-epoch_ms(at))

    def filed(resource: Resource, _presentation: Presentation) -> Raw:
        at = last_backup(resource)
        return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")

    return Column(
        id="backup",
        title=mark("Columns", "Backup"),
        value=order,
        text=lambda resource, presentation: _age(last_backup(resource), presentation),
        told=lambda resource, presentation: _told(last_backup(resource), presentation),
        filed=Filed("UTC", filed),
        characters=12,
        rank=5,
    )


def _age(at: datetime | None, presentation: Presentation) -> str:
    """``✓ 12h 4m``, ``⚠ 2d 1h``, ``✗ 9d 0h``; nothing where none is known of."""
    if at is None:
        return MISSING
    age = presentation.now() - at
    sign = "✓" if age <= FRESH else "⚠" if age <= AGEING else "✗"
    return f"{sign} {presentation.formats.uptime(age)}"


def _told(at: datetime | None, presentation: Presentation) -> str:
    """The same in words."""
    formats = presentation.formats
    if at is None:
        return formats.say(mark("Guest", "No backup is known of"))
    age = presentation.now() - at
    when = formats.absolute(at)
    if age <= FRESH:
        return formats.say(mark("Guest", "Last backup {at}").given(at=when))
    if age <= AGEING:
        return formats.say(mark("Guest", "Last backup {at}: more than a day ago").given(at=when))
    return formats.say(mark("Guest", "Last backup {at}: too long ago").given(at=when))
