"""What keys do on a chart."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Command(Enum):
    """An act on the crosshair, the selection, or the window of time."""

    EARLIER = auto()
    LATER = auto()
    FAR_EARLIER = auto()
    FAR_LATER = auto()
    FIRST = auto()
    LAST = auto()
    SELECT_EARLIER = auto()
    SELECT_LATER = auto()
    SELECT_FAR_EARLIER = auto()
    SELECT_FAR_LATER = auto()
    SELECT_FIRST = auto()
    SELECT_LAST = auto()
    PAN_EARLIER = auto()
    PAN_LATER = auto()
    ENTER = auto()
    """Zoom into what is selected, or open the chart."""

    PIN = auto()
    DROP = auto()
    """Take the selection away, then the crosshair."""


_LEFT, _RIGHT, _HOME, _END = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End
_COMMANDS = {
    (_LEFT, _NONE): Command.EARLIER,
    (_RIGHT, _NONE): Command.LATER,
    (_LEFT, _CONTROL): Command.FAR_EARLIER,
    (_RIGHT, _CONTROL): Command.FAR_LATER,
    (_HOME, _NONE): Command.FIRST,
    (_END, _NONE): Command.LAST,
    (_LEFT, _SHIFT): Command.SELECT_EARLIER,
    (_RIGHT, _SHIFT): Command.SELECT_LATER,
    (_LEFT, _SHIFT | _CONTROL): Command.SELECT_FAR_EARLIER,
    (_RIGHT, _SHIFT | _CONTROL): Command.SELECT_FAR_LATER,
    (_HOME, _SHIFT): Command.SELECT_FIRST,
    (_END, _SHIFT): Command.SELECT_LAST,
    (_LEFT, _ALT): Command.PAN_EARLIER,
    (_RIGHT, _ALT): Command.PAN_LATER,
    (Qt.Key.Key_Return, _NONE): Command.ENTER,
    (Qt.Key.Key_Enter, _NONE): Command.ENTER,
    (Qt.Key.Key_P, _NONE): Command.PIN,
    (Qt.Key.Key_Escape, _NONE): Command.DROP,
}

STEPS = {
    Command.EARLIER: -1,
    Command.LATER: 1,
    Command.FAR_EARLIER: -10,
    Command.FAR_LATER: 10,
    Command.SELECT_EARLIER: -1,
    Command.SELECT_LATER: 1,
    Command.SELECT_FAR_EARLIER: -10,
    Command.SELECT_FAR_LATER: 10,
}
"""By how many points the crosshair goes."""

ENDS = {
    Command.FIRST: 0,
    Command.LAST: -1,
    Command.SELECT_FIRST: 0,
    Command.SELECT_LAST: -1,
}
"""To which point it goes."""

SELECTING = frozenset(
    {
        Command.SELECT_EARLIER,
        Command.SELECT_LATER,
        Command.SELECT_FAR_EARLIER,
        Command.SELECT_FAR_LATER,
        Command.SELECT_FIRST,
        Command.SELECT_LAST,
    }
)


def command_of(event: QKeyEvent) -> Command | None:
    """What a key stands for; ``None`` for one that charts leave to others."""
    return _COMMANDS.get((Qt.Key(event.key()), event.modifiers() & ~_KEYPAD))
