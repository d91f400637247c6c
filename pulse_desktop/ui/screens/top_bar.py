"""The row below the menus: the tabs, the estate, the time, and the filter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QTabBar, QWidget
from typing_extensions import override

from pulse_desktop.ui.icons import symbol
from pulse_desktop.ui.screens.tab import TITLES, TabId
from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.translation import translate

_NARROWEST, _WIDEST = 13, 34
"""Characters of the filter: it gives way where there is little room."""


class TopBar(QWidget):
    """Says which tab is wanted and what names must contain. Gives what is ``beside`` a place."""

    turned = Signal(object)
    """Carries a ``TabId``."""

    filtered = Signal(str)
    left = Signal()
    """Esc or Enter in the filter: back to the rows."""

    def __init__(self, beside: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._tabs = QTabBar(self, drawBase=False, expanding=False)
        self._tabs.setUsesScrollButtons(False)  # the buttons beside them give way
        self._tabs.setAccessibleName(self.tr("Tabs"))
        for position, (identity, title) in enumerate(TITLES.items()):
            self._tabs.addTab(translate(title))
            self._tabs.setTabData(position, identity)
            self._tabs.setTabToolTip(position, f"Ctrl+{position + 1}")
        self._count = QLabel(self)
        self._count.setForegroundRole(self._count.palette().ColorRole.PlaceholderText)
        self._filter = _Filter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.tight, size.tight, size.medium, size.tight)
        row.setSpacing(size.medium)
        row.addWidget(self._tabs)
        row.addStretch(1)
        for widget in beside:
            row.addWidget(widget)
        row.addWidget(self._count)
        row.addWidget(self._filter)
        self._tabs.currentChanged.connect(self._turn)
        self._filter.textChanged.connect(self.filtered)
        self._filter.left.connect(self.left)

    @property
    def tab(self) -> TabId:
        """The tab that is up."""
        return TabId(self._tabs.tabData(self._tabs.currentIndex()))

    def turn_to(self, tab: TabId) -> None:
        """Bring a tab up."""
        self._tabs.setCurrentIndex(list(TabId).index(tab))

    def text(self) -> str:
        """What names must contain."""
        return self._filter.text()

    def set_text(self, text: str) -> None:
        """Show the filter of another tab."""
        self._filter.setText(text)

    def focus_filter(self) -> None:
        """Let the user type a filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def tell_count(self, shown: int, total: int) -> None:
        """Say how many rows there are, and of how many when some are left out."""
        if not total:
            self._count.setText("")
        elif shown == total:
            self._count.setText(str(total))
        else:
            self._count.setText(self.tr("{shown} of {total}").format(shown=shown, total=total))

    def allow_filter(self, *, allowed: bool) -> None:
        """Enable the filter where there are rows."""
        self._filter.setEnabled(allowed)

    def _turn(self, position: int) -> None:
        self.turned.emit(TabId(self._tabs.tabData(position)))


class _Filter(QLineEdit):
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Filter by name or tag  /"))
        self.setAccessibleName(self.tr("Filter by name or tag"))
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._magnifier = QAction(self.tr("Filter by name or tag"), self)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._draw()

    def _draw(self) -> None:
        self._magnifier.setIcon(symbol("search", colours(self.palette()), sizes(self.font()).large))

    def _wide(self, characters: int) -> QSize:
        return QSize(characters * sizes(self.font()).character, super().sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return self._wide(_WIDEST)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._wide(_NARROWEST)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
