"""The two rows above a chart: which one and when; and what is drawn of it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.saved_chart import Against, SavedChart, Strength, Strongest
from pulse_desktop.ui.clock.range_bar import RangeBar
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.theme import scaled, sizes
from pulse_desktop.ui.tool_tip import as_written
from pulse_desktop.ui.workspace.commands import WorkspaceCommands
from pulse_desktop.ui.workspace.seam import WindowSeam

_COUNTS = (3, 5, 8, 12)
_TITLE = 1.15
_NAME_CHARACTERS = 32
"""Of a chart's name: the ranges beside it are used more."""


class Toolbar(QWidget):
    """Shows what the chart says of itself, and tells what is chosen."""

    compared = Signal(object)
    """Carries an ``Against``."""

    rooted = Signal(bool)
    """Whether value axes are to begin at 0."""

    ranked = Signal(object)
    """Carries a ``Strongest``."""

    charts_requested = Signal()
    """The menu of saved charts is about to open: ``charts`` wants to be filled."""

    def __init__(
        self,
        commands: WorkspaceCommands,
        control: TimeControl,
        seam: WindowSeam,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self.charts, self.notes = QMenu(self), QMenu(self)
        self._name = self._menu_button(self.charts)
        self._name.setFont(scaled(self.font(), _TITLE, bold=True))
        self._note = self._menu_button(self.notes)
        self._note.setText(_opening(self.tr("Notes")))
        self._ranges = RangeBar(control, seam.presents, self)
        self._compare = self._choice(self.tr("Compare with"))
        self._axis = self._choice(self.tr("Value axis"))
        self._count = self._choice(self.tr("How many of the strongest"))
        self._strength = self._choice(self.tr("Strongest by"))
        self._fill_choices()
        self._lay_out()
        self.show_crowd(crowded=False)
        self._connect()

    def show_chart(self, chart: SavedChart, *, is_saved: bool) -> None:
        """Show what ``chart`` is called and says; ``is_saved`` as it is, under its name."""
        name = chart.name or self.tr("Unnamed chart")
        is_plain = is_saved or not chart.name
        shown = name if is_plain else self.tr("{name} *").format(name=name)
        room = _NAME_CHARACTERS * sizes(self.font()).character
        cut = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self._name.setText(_opening(cut.replace("&", "&&")))
        self._lower.setVisible(bool(chart.series))
        self._name.setAccessibleName(self.tr("Chart {name}").format(name=name))
        differs = "" if is_plain else self.tr("It differs from what is saved.")
        whole = "" if cut == shown else name
        self._name.setToolTip(as_written("\n".join(filter(None, (whole, differs)))))
        self._offer_pinned(chart)
        self._set(self._compare, chart.comparison.against)
        self._set(self._axis, chart.starts_at_zero)
        wanted = chart.strongest or Strongest(Strength.MAXIMUM)
        self._set(self._count, wanted.count)
        self._set(self._strength, wanted.by)

    def show_crowd(self, *, crowded: bool) -> None:
        """Offer which of too many curves are drawn, or nothing where all are."""
        for widget in (self._top, self._count, self._strength):
            widget.setVisible(crowded)

    def give_place(self, widget: QWidget) -> None:
        """Show something of a window's own in the place of what leads to one."""
        self._pop_out.hide()
        self._upper.addWidget(widget)

    def narrow(self, *, narrow: bool) -> None:
        """Keep to what is needed where there is little room."""
        self._compare_label.setVisible(not narrow)
        self._axis_label.setVisible(not narrow)

    def _fill_choices(self) -> None:
        for against, text in (
            (Against.NOTHING, self.tr("nothing")),
            (Against.DAY, self.tr("previous day")),
            (Against.WEEK, self.tr("previous week")),
            (Against.PINNED, self.tr("pinned time (P)")),
        ):
            self._compare.addItem(text, against)
        self._axis.addItem(self.tr("from zero"), True)  # noqa: FBT003 - the item's value
        self._axis.addItem(self.tr("fitted"), False)  # noqa: FBT003 - as above
        for count in _COUNTS:
            self._count.addItem(self.tr("Top {n}").format(n=count), count)
        for strength, text in (
            (Strength.MAXIMUM, self.tr("by max")),
            (Strength.AVERAGE, self.tr("by avg")),
            (Strength.CURRENT, self.tr("by current")),
        ):
            self._strength.addItem(text, strength)

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._compare_label = QLabel(self.tr("Compare"), self)
        self._axis_label = QLabel(self.tr("Y"), self)
        self._top = QLabel(self.tr("Show"), self)
        for label in (self._compare_label, self._axis_label, self._top):
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        commands = self._commands
        upper = self._upper = _row(size.small)
        upper.addWidget(self._name)
        upper.addSpacing(size.medium)
        upper.addWidget(self._ranges, 1)
        upper.addWidget(self._button(commands.export))
        self._pop_out = self._button(commands.pop_out)
        upper.addWidget(self._pop_out)
        lower = _row(size.small)
        lower.addWidget(self._push_button(commands.add))
        for widget in (self._compare_label, self._compare, self._axis_label, self._axis):
            lower.addWidget(widget)
        lower.addWidget(self._button(commands.table))
        lower.addWidget(self._note)
        lower.addStretch(1)
        for widget in (self._top, self._count, self._strength):
            lower.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.medium, size.small, size.medium, size.tight)
        column.setSpacing(size.tight)
        column.addLayout(upper)
        self._lower = QWidget(self)
        self._lower.setLayout(lower)
        column.addWidget(self._lower)

    def _connect(self) -> None:
        self._compare.activated.connect(self._choose_comparison)
        self._axis.activated.connect(self._choose_axis)
        self._count.activated.connect(self._rank)
        self._strength.activated.connect(self._rank)
        self.charts.aboutToShow.connect(self.charts_requested)

    def _choose_comparison(self) -> None:
        self.compared.emit(self._compare.currentData())

    def _choose_axis(self) -> None:
        self.rooted.emit(self._axis.currentData())

    def _rank(self) -> None:
        self.ranked.emit(Strongest(self._strength.currentData(), self._count.currentData()))

    def _offer_pinned(self, chart: SavedChart) -> None:
        """Nothing can be compared with an instant that nobody pinned."""
        items = self._compare.model()
        if isinstance(items, QStandardItemModel):
            item = items.item(self._compare.findData(Against.PINNED))
            item.setEnabled(chart.comparison.pinned_s is not None)

    def _set(self, choice: QComboBox, value: object) -> None:
        place = choice.findData(value)
        if place >= 0:
            choice.setCurrentIndex(place)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox(self)
        choice.setAccessibleName(name)
        choice.setToolTip(name)
        return choice

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _push_button(self, action: QAction) -> QPushButton:
        """For what is done most."""
        button = QPushButton(f"{action.text()}  {action.shortcut().toString()}", self)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        return button

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(_open_below, menu, button))
        return button


def _opening(text: str) -> str:
    """The text of a button that opens a menu."""
    return f"{text}  ▾"


def _open_below(menu: QMenu, button: QToolButton, *_checked: bool) -> None:
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _row(spacing: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return row
