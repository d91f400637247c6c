"""Where a window stands, so that it comes back there: on its screen, or else on the first."""

from collections.abc import Sequence
from dataclasses import dataclass

Rect = tuple[int, int, int, int]
"""Left, top, width and height in device-independent pixels."""

_LEAST = (480, 320)


@dataclass(frozen=True, slots=True)
class Display:
    """A screen: its name and the part of it that windows may cover."""

    name: str
    room: Rect


def relative(window: Rect, display: Display) -> Rect:
    """Where ``window`` stands on its screen, whatever stands beside that."""
    left, top, _width, _height = display.room
    return window[0] - left, window[1] - top, window[2], window[3]


def restored(screen: str, place: Rect, displays: Sequence[Display]) -> Rect:
    """Where a window goes that stood at ``place`` of ``screen``; the first display is the main one.

    It is never larger than the screen, nor beyond its edges.
    """
    display = next((one for one in displays if one.name == screen), displays[0])
    left, top, room_width, room_height = display.room
    width = min(max(place[2], _LEAST[0]), room_width)
    height = min(max(place[3], _LEAST[1]), room_height)
    return (
        left + min(max(place[0], 0), room_width - width),
        top + min(max(place[1], 0), room_height - height),
        width,
        height,
    )
