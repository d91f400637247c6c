"""In which dress a picture is painted: colours, type, and which of its parts are wanted."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette

from pulse_desktop.ui.theme import Colours, colours, tabular

_CAPTION = 0.88
_TITLE = 1.3


class Part(Enum):
    """What a picture can do without."""

    TITLE = auto()
    LEGEND = auto()
    NOTES = auto()
    FOOTER = auto()


ALL_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything about a painting that is not in the picture. Lengths are pixels of the painter."""

    colours: Colours
    font: QFont
    """Of a fixed size in pixels, so that every device lays it out alike."""

    parts: frozenset[Part] = ALL_PARTS
    is_opaque: bool = True
    """Whether the ground is filled; otherwise it stays as it was."""

    is_monochrome: bool = False
    """Tell curves apart by dashes, too: for paper without colours."""

    @classmethod
    def of(cls, palette: QPalette, font: QFont) -> "Look":
        """That of a widget on the screen."""
        return cls(colours=colours(palette), font=fixed(font, QFontInfo(font).pixelSize()))

    @property
    def text_font(self) -> QFont:
        """With figures of equal width."""
        return tabular(self.font)

    @property
    def caption_font(self) -> QFont:
        """For axes, lane and footer."""
        return fixed(self.text_font, self.font.pixelSize() * _CAPTION)

    @property
    def heading_font(self) -> QFont:
        """For the name of a panel."""
        return _bold(fixed(self.font, self.font.pixelSize()))

    @property
    def title_font(self) -> QFont:
        """For the name of the picture."""
        return _bold(fixed(self.font, self.font.pixelSize() * _TITLE))

    def series(self, hue: int) -> QColor:
        """The colour of a curve."""
        return QColor(self.colours.series[hue % len(self.colours.series)])


def fixed(font: QFont, pixels: float) -> QFont:
    """``font`` in a size that no resolution changes."""
    other = QFont(font)
    other.setPixelSize(max(1, round(pixels)))
    return other


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """``share`` of ``colour`` on ``ground``, opaque."""
    rest = 1 - share
    return QColor(
        round(colour.red() * share + ground.red() * rest),
        round(colour.green() * share + ground.green() * rest),
        round(colour.blue() * share + ground.blue() * rest),
    )


def _bold(font: QFont) -> QFont:
    font.setWeight(QFont.Weight.DemiBold)
    return font
