"""Colours, type and spacing of the window. Nothing else in the program names a colour.

Every pair of text and surface has a contrast of 4.5:1 or more, every series colour 3:1 on its
surface; ``tests/unit/ui/test_theme.py`` measures them.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from pulse_desktop.model.condition import Shape
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui.drawings import drawing

_DARK_BELOW = 128
"""Lightness of a window colour, 0 to 255, below which it is a dark one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme's tokens, as ``#rrggbb``."""

    window: str
    surface: str
    alternate: str
    """Every second row."""

    raised: str
    """Buttons, tooltips, the hovered row."""

    selected: str
    """Background of what is selected; text and muted stay readable on it."""

    border: str
    track: str
    """The empty part of a bar."""

    tick: str
    """Where on a track the warning begins."""

    bar: str
    """The filled part of a bar that is within its limits."""

    text: str
    muted: str
    ok: str
    warn: str
    crit: str
    accent: str
    """Links, focus, and states that are changing."""

    off: str
    demo: str
    """What says that this is the demo estate; words on it have the surface's colour."""

    series: tuple[str, ...]
    """Curves of a chart, in this order."""

    def of(self, shape: Shape) -> str:
        """The colour that accompanies ``shape``."""
        return {
            Shape.OK: self.ok,
            Shape.WARNING: self.warn,
            Shape.CRITICAL: self.crit,
            Shape.CHANGING: self.accent,
        }.get(shape, self.off)


LIGHT = Colours(
    window="#F5F6F8",
    surface="#FFFFFF",
    alternate="#F9FAFB",
    raised="#EEF1F5",
    selected="#DCE9F7",
    border="#D5DAE1",
    track="#E4E8ED",
    tick="#AEB7C2",
    bar="#7F9CBF",
    text="#1A1F27",
    muted="#586270",
    ok="#1A7F4B",
    warn="#946200",
    crit="#C62828",
    accent="#0B63B8",
    off="#6B7480",
    demo="#7440B8",
    series=(
        "#386BF9",
        "#A96309",
        "#0C9170",
        "#821BB1",
        "#473C09",
        "#085680",
        "#7A1142",
        "#808DA8",
    ),
)

DARK = Colours(
    window="#0F1319",
    surface="#171C24",
    alternate="#1C222B",
    raised="#232A35",
    selected="#1F3A57",
    border="#2C3440",
    track="#2A323D",
    tick="#55606F",
    bar="#587AA3",
    text="#E6EAF0",
    muted="#9AA5B4",
    ok="#4CC38A",
    warn="#F0B429",
    crit="#FF6B6B",
    accent="#6CB6FF",
    off="#8792A2",
    demo="#C3A2FA",
    series=(
        "#4182F8",
        "#CF6C1D",
        "#3AE4BB",
        "#C89EF2",
        "#F7D627",
        "#B1DDF4",
        "#DC1B7E",
        "#848FAC",
    ),
)

PRINT = Colours(
    window="#FFFFFF",
    surface="#FFFFFF",
    alternate="#FFFFFF",
    raised="#FFFFFF",
    selected="#FFFFFF",
    border="#6B6B6B",
    track="#D9D9D9",
    tick="#9A9A9A",
    bar="#8A8A8A",
    text="#000000",
    muted="#3D3D3D",
    ok="#1A7F4B",
    warn="#946200",
    crit="#C62828",
    accent="#0B63B8",
    off="#5A5A5A",
    demo="#6A3BA8",
    series=LIGHT.series,
)
"""For paper: nothing is filled that need not be, and grey says the same as colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Lengths in device-independent pixels, all multiples of the font."""

    tight: int
    small: int
    medium: int
    large: int
    row: int
    """Height of a table row."""

    bar: int
    """Height of a value bar."""

    shape: int
    """Side of a status shape."""

    radius: int
    character: int
    """Average width of a character."""


def sizes(font: QFont) -> Sizes:
    """Spacing and heights that fit ``font``."""
    metrics = QFontMetrics(font)
    height = metrics.height()
    return Sizes(
        tight=max(2, round(height * 0.25)),
        small=max(4, round(height * 0.5)),
        medium=max(6, round(height * 0.75)),
        large=max(8, height),
        row=round(height * 1.9),
        bar=max(6, round(height * 0.5)),
        shape=max(8, round(metrics.ascent() * 0.85)),
        radius=max(2, round(height * 0.25)),
        character=max(5, metrics.averageCharWidth()),
    )


def colours(palette: QPalette) -> Colours:
    """The tokens behind a widget's palette. Ask again after a ``PaletteChange``."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < _DARK_BELOW
    return DARK if dark else LIGHT


def chosen(theme: Theme) -> Colours:
    """The tokens for a preference; ``SYSTEM`` follows the desktop."""
    if theme is Theme.SYSTEM:
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme is Theme.DARK else LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application. Widgets hear of it as a ``PaletteChange``."""
    tokens = chosen(theme)
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    sheet = _stylesheet(tokens, sizes(app.font()))
    if app.styleSheet() != sheet:
        app.setPalette(qt_palette(tokens))
        app.setStyleSheet(sheet)


def tabular(font: QFont) -> QFont:
    """``font`` with figures of equal width, so that columns of numbers align."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """``font`` at another size: 0.85 for captions, 1.3 for a page's heading."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        other.setWeight(QFont.Weight.DemiBold)
    return other


def qt_palette(tokens: Colours) -> QPalette:
    """The tokens in Qt's roles."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.alternate,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.crit,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.selected,
        role.HighlightedText: tokens.text,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.border,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.border,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.off))
    return palette


def _stylesheet(tokens: Colours, size: Sizes) -> str:
    return _frame(tokens, size) + _views(tokens, size) + _controls(tokens, size)


def _frame(tokens: Colours, size: Sizes) -> str:
    """Menus, status bar, headers: what is around the content."""
    return f"""
QToolTip {{ color: {tokens.text}; background: {tokens.raised};
    border: 1px solid {tokens.border}; padding: {size.tight}px; }}
QMenuBar {{ background: {tokens.window}; border-bottom: 1px solid {tokens.border}; }}
QMenuBar::item {{ padding: {size.tight}px {size.small}px; background: transparent; }}
QMenuBar::item:selected {{ background: {tokens.selected}; }}
QStatusBar {{ background: {tokens.window}; border-top: 1px solid {tokens.border}; }}
QStatusBar::item {{ border: none; }}
QHeaderView {{ background: {tokens.surface}; border: none; }}
QHeaderView::section {{ color: {tokens.muted}; background: {tokens.surface}; border: none;
    border-bottom: 1px solid {tokens.border}; padding: {size.tight}px {size.small}px; }}
QHeaderView::section:hover {{ color: {tokens.text}; }}
"""


def _views(tokens: Colours, size: Sizes) -> str:
    """Lists, tabs and what scrolls them."""
    return f"""
QTreeView, QListView, QScrollArea {{ border: none; outline: none; }}
QTreeWidget::item, QTableWidget::item {{ padding: {size.tight}px 0; }}
QTabBar::tab {{ color: {tokens.muted}; background: transparent; border: none;
    border-bottom: 2px solid transparent; padding: {size.small}px {size.medium}px; }}
QTabBar::tab:hover {{ color: {tokens.text}; }}
QTabBar::tab:selected {{ color: {tokens.text}; border-bottom: 2px solid {tokens.accent}; }}
QTabBar::tab:focus {{ background: {tokens.raised}; }}
QTabBar#ranges::tab {{ border: 1px solid {tokens.border}; border-radius: {size.radius}px;
    padding: {size.tight // 2}px {size.small}px; margin-right: {size.tight}px; }}
QTabBar#ranges::tab:selected {{ background: {tokens.selected}; border-color: {tokens.accent}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {size.medium}px; }}
QScrollBar:horizontal {{ height: {size.medium}px; }}
QScrollBar::handle {{ background: {tokens.tick}; border-radius: {size.tight - 1}px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {2 * size.large}px; }}
QScrollBar::handle:horizontal {{ min-width: {2 * size.large}px; }}
QScrollBar::handle:hover {{ background: {tokens.off}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {tokens.border}; }}
"""


def _controls(tokens: Colours, size: Sizes) -> str:
    """What is pressed, ticked and typed into; each shows where the keyboard is."""
    return f"""
QLineEdit, QPlainTextEdit {{ background: {tokens.surface}; border: 1px solid {tokens.border};
    border-radius: {size.radius}px; padding: {size.tight}px {size.small}px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ background: transparent; border: none;
    padding: 0; }}
QPushButton {{ color: {tokens.text}; background: {tokens.raised};
    border: 1px solid {tokens.tick}; border-radius: {size.radius}px;
    padding: {size.tight}px {size.medium}px; }}
QPushButton:hover {{ border-color: {tokens.off}; }}
QPushButton:pressed {{ background: {tokens.selected}; }}
QPushButton:disabled {{ color: {tokens.off}; border-color: {tokens.border}; }}
QPushButton[flat="true"] {{ background: transparent; border-color: transparent; }}
QPushButton[flat="true"]:hover {{ background: {tokens.raised}; }}
QPushButton:focus {{ border: 2px solid {tokens.accent};
    padding: {max(0, size.tight - 1)}px {size.medium - 1}px; }}
QToolButton {{ border: 2px solid transparent; border-radius: {size.radius}px;
    padding: {max(0, size.tight - 1)}px {size.small - 1}px; }}
QToolButton:hover {{ background: {tokens.raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {tokens.selected}; }}
QToolButton:focus {{ border-color: {tokens.accent}; }}
QToolButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center;
    right: {size.tight}px; }}
QToolButton#kinds {{ padding-right: {size.large}px; }}
QToolButton[demo="true"], QLabel#demo {{ color: {tokens.surface}; background: {tokens.demo};
    border-radius: {size.small}px; }}
QToolButton[demo="true"]:focus {{ border-color: {tokens.text}; }}
QToolButton[demo="true"]:disabled {{ color: {tokens.surface}; }}
QLabel#demo {{ padding: {size.tight // 2}px {size.small}px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {size.medium}px; height: {size.medium}px;
    background: {tokens.surface}; border: 1px solid {tokens.off}; border-radius: 2px; }}
QRadioButton::indicator {{ border-radius: {size.medium // 2 + 1}px; }}
QCheckBox::indicator:checked {{ background: {tokens.accent}; border-color: {tokens.accent};
    image: url({_check(tokens)}); }}
QRadioButton::indicator:checked {{ border-color: {tokens.accent};
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {tokens.accent}, stop: 0.5 {tokens.accent},
        stop: 0.6 {tokens.surface}, stop: 1 {tokens.surface}); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {tokens.accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {tokens.accent};
    padding: {max(0, size.tight - 1)}px {size.small - 1}px; }}
"""


def _check(tokens: Colours) -> str:
    """The mark of a ticked box, in the colour that stands out from the accent."""
    return drawing("check-on-dark" if tokens is DARK else "check-on-light").as_posix()
