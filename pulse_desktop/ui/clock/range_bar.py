"""The ranges in a row, above the charts that they are chosen for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from pulse_desktop.ui.clock.custom_range import CustomRange
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.clock.wording import RANGE_TITLES, breadcrumb, title
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

_FAVOURITES = (
    Range.DAY,
    Range.HOUR,
    Range.WEEK,
    Range.MINUTES_15,
    Range.DAYS_30,
    Range.HOURS_6,
    Range.YEAR,
    Range.DAYS_90,
    Range.HOURS_12,
    Range.ALL,
)
"""Which of them stay longest where there is little room."""

_WIDEST = 22
"""Characters of the last button; a longer text is cut, and whole in the tool tip."""


class RangeBar(QWidget):
    """A button a range, as many as fit; the last one has the others and the custom range.

    The last button bears the name of what is shown where no other button does.
    """

    def __init__(
        self,
        control: TimeControl,
        presents: Callable[[], Presentation],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._presents = presents
        self._buttons = {chosen: self._make(chosen) for chosen in Range}
        self._more = self._checkable()
        self._menu = QMenu(self._more)
        self._lay_out()
        self._more.clicked.connect(self._offer)
        self._menu.aboutToHide.connect(self._show)
        control.changed.connect(self._show)
        self._show()

    def shown(self) -> tuple[Range, ...]:
        """The ranges that have a button of their own at this width."""
        return tuple(r for r, button in self._buttons.items() if button.isVisibleTo(self))

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Range"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it is as narrow as it gets
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self._more)
        row.addStretch(1)

    def _make(self, chosen: Range) -> QToolButton:
        button = self._checkable()
        button.setText(translate(RANGE_TITLES[chosen]))
        button.clicked.connect(partial(self._choose, chosen))
        return button

    def _checkable(self) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _choose(self, chosen: Range) -> None:
        self._control.choose(chosen)
        self._show()  # pressing the chosen one unticked it

    def _offer(self) -> None:
        """Open the menu of what has no button."""
        self._menu.clear()
        hidden = [chosen for chosen in Range if not self._buttons[chosen].isVisibleTo(self)]
        for chosen in hidden:
            action = self._menu.addAction(self._buttons[chosen].text())
            action.setCheckable(True)
            action.setChecked(chosen is self._control.window.range)
            action.triggered.connect(partial(self._choose, chosen))
        if hidden:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Custom…"), self.choose_custom)
        if self._control.window.outer:
            self._menu.addAction(self.tr("Back out of the zoom"), self._control.back)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def choose_custom(self) -> CustomRange:
        """Let the user name a stretch."""
        popover = CustomRange(self._control, self._presents(), self)
        popover.open_below(self._more)
        return popover

    def _show(self) -> None:
        window = self._control.window
        for chosen, button in self._buttons.items():
            button.setChecked(chosen is window.range)
        self._name_the_rest()
        self._fit()

    def _name_the_rest(self) -> None:
        """What is shown, where it is no offered range; else what the last button is for."""
        window, present = self._control.window, self._control.present
        formats = self._presents().formats
        if window.range is None:
            room = _WIDEST * sizes(self.font()).character
            named = title(window, present, formats)
            text = self.fontMetrics().elidedText(named, Qt.TextElideMode.ElideMiddle, room)
            self._more.setText(f"{text}  ▾")
            self._more.setToolTip(breadcrumb(window, present, formats))
        else:
            self._more.setText(self.tr("Custom  ▾"))
            self._more.setToolTip(self.tr("Other ranges, from and to"))
        self._more.setAccessibleName(self._more.toolTip())
        self._more.setChecked(window.range is None)
        self.updateGeometry()

    def _fit(self) -> None:
        """Show the chosen range, then the favourites, as long as there is room."""
        room = self.width() - self._more.sizeHint().width()
        chosen = self._control.window.range
        order = sorted(_FAVOURITES, key=lambda one: one is not chosen)
        for one in order:
            button = self._buttons[one]
            room -= button.sizeHint().width()
            button.setVisible(room >= 0)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(button.sizeHint().width() for button in self._buttons.values())
        more = self._more.sizeHint()
        return QSize(wide + more.width(), more.height())

    @override
    def minimumSizeHint(self) -> QSize:
        """The chosen range and the last button."""
        more = self._more.sizeHint()
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return QSize(widest + more.width(), more.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
