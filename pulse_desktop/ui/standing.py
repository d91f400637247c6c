"""How a connection stands, as the shape and the word that people see."""

from PySide6.QtCore import QCoreApplication

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import ConnectionState

_SHAPES = {
    ConnectionState.WAITING: Shape.CHANGING,
    ConnectionState.LIVE: Shape.OK,
    ConnectionState.DEGRADED: Shape.WARNING,
    ConnectionState.FAILED: Shape.CRITICAL,
    ConnectionState.REJECTED: Shape.CRITICAL,
    ConnectionState.NEEDS_SECRET: Shape.WARNING,
    ConnectionState.PAUSED: Shape.OFF,
}


def shape_of(state: ConnectionState) -> Shape:
    """The shape of a connection in ``state``."""
    return _SHAPES[state]


def word_of(state: ConnectionState) -> str:
    """The word for ``state``, in the user's language."""
    return {
        ConnectionState.WAITING: QCoreApplication.translate("Standing", "Waiting"),
        ConnectionState.LIVE: QCoreApplication.translate("Standing", "Live"),
        ConnectionState.DEGRADED: QCoreApplication.translate("Standing", "Degraded"),
        ConnectionState.FAILED: QCoreApplication.translate("Standing", "Failed"),
        ConnectionState.REJECTED: QCoreApplication.translate("Standing", "Sign-in rejected"),
        ConnectionState.NEEDS_SECRET: QCoreApplication.translate("Standing", "Needs a secret"),
        ConnectionState.PAUSED: QCoreApplication.translate("Standing", "Paused"),
    }[state]
