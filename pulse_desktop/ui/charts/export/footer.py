"""The line below a chart that says what it is of."""

from PySide6.QtCore import QTimeZone

_SEPARATOR = " · "


def footer(estate: str, stretch: str) -> str:
    """Program, estate, stretch of time and time zone; what is empty is left out."""
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return _SEPARATOR.join(part for part in ("Pulse Desktop", estate, stretch, zone) if part)
