"""What is around a plot: labels, and the room that they take."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from pulse_desktop.ui.theme import scaled, tabular

_CAPTION = 0.88
_WIDEST_LABEL = "888 MB/s"
_GAP_PX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rim:
    """What is around a plot."""

    has_values: bool = True
    has_times: bool = True
    """Whether instants are written below."""

    pans_on_wheel: bool = True
    """Whether a plain wheel moves the window; elsewhere it scrolls what the chart is in."""


def label_font(font: QFont) -> QFont:
    """That of the axes, for a widget with ``font``."""
    return tabular(scaled(font, _CAPTION))


def gutter_px(font: QFont) -> int:
    """Room for the labels of a value axis."""
    return round(QFontMetricsF(label_font(font)).horizontalAdvance(_WIDEST_LABEL)) + _GAP_PX


def headroom_px(font: QFont) -> int:
    """Room above a plot for the upper half of its uppermost label."""
    return round(QFontMetricsF(label_font(font)).height() / 2) + _GAP_PX // 2


def footer_px(font: QFont, rim: Rim) -> int:
    """Room below a plot: for instants, for the lower half of its lowermost label, or for none."""
    if rim.has_times:
        return round(QFontMetricsF(label_font(font)).height()) + _GAP_PX
    return headroom_px(font) if rim.has_values else _GAP_PX // 4
