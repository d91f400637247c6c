"""Where the parts of a card lie, in device-independent pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from pulse_desktop.ui.theme import scaled, sizes, tabular

_VALUE = 1.3
_CAPTION = 0.88
_LINES_HIGH = 6.8
"""Height of a card in lines of text: 96 pixels at the usual size."""

_WIDTH_CHARACTERS = 20
"""The least width of a card in average characters."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The parts, from top to bottom."""

    caption: QRectF
    value: QRectF
    plot: QRectF
    lane: QRectF


def height(font: QFont) -> int:
    """Of every card."""
    return round(_LINES_HIGH * sizes(font).large)


def least_width(font: QFont) -> int:
    """Below this the values have no room."""
    return _WIDTH_CHARACTERS * sizes(font).character


def boxes(width: float, font: QFont) -> Boxes:
    """The parts of a card of that width."""
    size = sizes(font)
    side, inner = size.small, width - 2 * size.small
    caption_height = QFontMetricsF(caption_font(font)).height()
    value_height = QFontMetricsF(value_font(font)).height()
    top = size.tight
    caption = QRectF(side, top, inner, caption_height)
    value = QRectF(side, caption.bottom() - 1, inner, value_height)
    lane_height = lane_side(font)
    lane = QRectF(side, height(font) - size.tight - lane_height, inner, lane_height)
    plot_top = value.bottom() + 1
    plot = QRectF(side, plot_top, inner, max(1.0, lane.top() - 2 - plot_top))
    return Boxes(caption, value, plot, lane)


def lane_side(font: QFont) -> int:
    """Side of a shape in the lane."""
    return max(6, round(sizes(font).large * 0.42))


def caption_font(font: QFont) -> QFont:
    """For titles and notes."""
    return tabular(scaled(font, _CAPTION))


def value_font(font: QFont) -> QFont:
    """For the large value."""
    return tabular(scaled(font, _VALUE, bold=True))
