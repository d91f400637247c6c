"""The instants at which the estate is read, live and in the past."""

from datetime import datetime, timedelta

from pulse_desktop.model.clock import epoch_ms, from_epoch_ms

GRID_MS = 10_000
"""Readings lie on the UTC multiples of ten seconds."""

GRID = timedelta(milliseconds=GRID_MS)

KEPT = timedelta(days=90)
"""How far back the estate's past reaches."""


def on_grid(at: datetime) -> datetime:
    """The newest instant of the grid."""
    return from_epoch_ms(epoch_ms(at) // GRID_MS * GRID_MS)


def past_begins(at: datetime) -> datetime:
    """The first instant of the past that is told: a midnight in UTC."""
    return (at - KEPT).replace(hour=0, minute=0, second=0, microsecond=0)
