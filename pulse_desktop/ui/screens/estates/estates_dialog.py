"""Every estate: open it, make another, rename, delete, and how many systems are in all of them."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import Text
from pulse_desktop.settings.estates import Estate
from pulse_desktop.ui.screens.connections.notice import Notice
from pulse_desktop.ui.screens.connections.wording import muted
from pulse_desktop.ui.screens.estates.estate_model import EstateModel
from pulse_desktop.ui.screens.estates.estate_table import EstateTable
from pulse_desktop.ui.screens.estates.name_dialog import NameDialog
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Estates, Published, Tally

_WIDTH, _HEIGHT = 84, 20
"""In characters and lines."""


class EstatesDialog(QDialog):
    """Shows what is published; every act goes to the desk and comes back published."""

    chosen = Signal(str)
    """Carries the ``EstateId`` of the one to be opened."""

    def __init__(self, estates: "Estates", spawn: Spawn, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Estates"))
        self._estates, self._spawn = estates, spawn
        self._opened: EstateId | None = None
        self._shown: EstateId | None = None
        """As ``_opened``, but none of them while the demo estate is on show."""

        self._deleted: list[Estate] = []
        self._request = 0
        self._news: object = None
        self._counted: object = None
        """The news that was there when the estates were last counted."""

        self._make_actions()
        self._make_table()
        self._notice = Notice(self)
        self.naming = NameDialog(self)
        self._act: Callable[[str], Awaitable[None]] = estates.create
        """What is done with the name that is being typed."""

        self._total = muted("", self)
        self._arrange()
        self._connect()
        self._follow_selection()

    def show_published(self, published: "Published") -> None:
        """Take a newer list, and count again when it is another."""
        listed = published.estates
        if listed is None:
            return
        before, place = self._selected(), self.table.currentIndex().row()
        self._opened, self._shown = published.estate, published.shown
        self._remember_deleted(listed.deleted)
        self.rows.show_estates(listed.living, published.shown)
        self._select(before.id if before is not None else published.estate, place)
        self._follow_selection()
        standing = tuple((each.connection.id, each.state) for each in published.connections)
        self._news = (listed, published.estate, standing)
        self._count_news()

    def refuse(self, message: Text) -> None:
        """Say what could not be done, and why."""
        self._notice.say(translate(message), self.tr("Dismiss"))

    def notice(self) -> Notice:
        """The bar that offers to undo, or says what could not be done."""
        return self._notice

    def total(self) -> str:
        """The sentence about all estates."""
        return self._total.text()

    def _make_actions(self) -> None:
        self.open_action = self._action(self.tr("Open"))
        self.new_action = self._action(self.tr("New…"), "Ctrl+N")
        self.rename_action = self._action(self.tr("Rename…"), "F2")
        self.delete_action = self._action(self.tr("Delete"), "Del")
        self.undo_action = self._action(self.tr("Undo"), "Ctrl+Z")

    def _make_table(self) -> None:
        self.rows = EstateModel(self)
        self.table = EstateTable(self.rows, self)

    def _arrange(self) -> None:
        size = sizes(self.font())
        middle = QHBoxLayout()
        middle.setSpacing(size.medium)
        middle.addWidget(self.table, 1)
        middle.addLayout(self._buttons())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addWidget(self._notice)
        column.addLayout(middle, 1)
        column.addWidget(self._total)
        self.resize(_WIDTH * size.character, _HEIGHT * self.fontMetrics().height())
        self.table.setFocus()

    def _buttons(self) -> QVBoxLayout:
        self._open = PrimaryButton(self.open_action.text(), self)
        self._open.set_primary(primary=True)
        self._open.clicked.connect(self.open_action.trigger)
        column = QVBoxLayout()
        column.setSpacing(sizes(self.font()).small)
        column.addWidget(self._open)
        self._doing: list[tuple[QPushButton, QAction]] = [(self._open, self.open_action)]
        for action in (self.new_action, self.rename_action, self.delete_action):
            button = QPushButton(action.text(), self)
            button.setToolTip(_keys(action))
            button.clicked.connect(action.trigger)
            column.addWidget(button)
            self._doing.append((button, action))
        column.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        column.addWidget(close)
        return column

    def _connect(self) -> None:
        self.open_action.triggered.connect(self._open_selected)
        self.new_action.triggered.connect(self._ask_for_new)
        self.rename_action.triggered.connect(self._ask_for_name)
        self.delete_action.triggered.connect(self._delete_selected)
        self.undo_action.triggered.connect(self._undo)
        self.table.doubleClicked.connect(self.open_action.trigger)
        self.table.selectionModel().currentRowChanged.connect(self._follow_selection)
        self._notice.accepted.connect(self._undo)
        self.naming.entered.connect(self._name)

    def _action(self, text: str, keys: str = "") -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.addAction(action)
        return action

    def _selected(self) -> Estate | None:
        return self.rows.estate_at(self.table.currentIndex().row())

    def _select(self, estate: EstateId | None, place: int) -> None:
        """Select that one, or what is at its ``place`` when it is gone."""
        row = self.rows.row_of(estate) if estate is not None else None
        if row is None:
            row = max(0, min(place, self.rows.rowCount() - 1))
        if self.table.currentIndex().row() != row:
            self.table.selectRow(row)

    def _follow_selection(self) -> None:
        estate = self._selected()
        is_other = estate is not None and estate.id != self._opened
        self.open_action.setEnabled(estate is not None and estate.id != self._shown)
        self.delete_action.setEnabled(is_other)
        self.rename_action.setEnabled(estate is not None)
        for button, action in self._doing:
            button.setEnabled(action.isEnabled())

    def _open_selected(self) -> None:
        estate = self._selected()
        if estate is not None:
            self.chosen.emit(estate.id)

    def _remember_deleted(self, deleted: tuple[Estate, ...]) -> None:
        """In the order in which they went, so that the last one comes back first."""
        self._deleted = [estate for estate in self._deleted if estate in deleted]
        self._deleted += [estate for estate in deleted if estate not in self._deleted]

    def _ask_for_new(self) -> None:
        self._act = self._estates.create
        self.naming.ask(self.tr("New estate"), self.tr("Create"))

    def _ask_for_name(self) -> None:
        estate = self._selected()
        if estate is not None:
            self._act = partial(self._estates.rename, estate.id)
            title = self.tr("Rename “{name}”").format(name=estate.name)
            self.naming.ask(title, self.tr("Rename"), estate.name)

    def _name(self, name: str) -> None:
        self._spawn(self._take_name(name))

    async def _take_name(self, name: str) -> None:
        try:
            await self._act(name)
        except PulseError as error:
            self.naming.refuse(translate(error.message))
        else:
            self.naming.accept()

    def _delete_selected(self) -> None:
        estate = self._selected()
        if estate is not None:
            self._spawn(self._delete(estate))

    async def _delete(self, estate: Estate) -> None:
        try:
            await self._estates.delete(estate.id)
        except PulseError as error:
            self.refuse(error.message)
            return
        text = self.tr(
            "Deleted “{name}”. Its connections and its history go when Pulse is closed."
        ).format(name=estate.name)
        self._notice.say(text, self.tr("Dismiss"), self.tr("Undo"), Shape.OFF)

    def _undo(self) -> None:
        if self._deleted:
            self._spawn(self._restore(self._deleted[-1].id))

    async def _restore(self, estate: EstateId) -> None:
        try:
            await self._estates.restore(estate)
        except PulseError as error:
            self.refuse(error.message)
        else:
            self._notice.hide()

    def _count_news(self) -> None:
        """Count when something is new that may change a number, and somebody looks."""
        if self._news == self._counted or not self.isVisible():
            return
        self._counted = self._news
        self._request += 1
        self._spawn(self._read_counts(self._request))

    async def _read_counts(self, request: int) -> None:
        tally = await self._estates.tally()
        if request == self._request:
            self.rows.show_tally(tally)
            self._total.setText(self._sentence(tally))

    def _sentence(self, tally: "Tally") -> str:
        total = tally.total
        if total.count is not None:
            return self.tr("Monitored systems in all estates: {count}").format(count=total.count)
        estate = self.rows.first_unknown()
        reason = translate(total.sentence) if total.sentence is not None else ""
        text = self.tr("Monitored systems in all estates: not known. {estate}: {reason}")
        return text.format(estate=estate.name if estate is not None else "", reason=reason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._counted = None
        self._count_news()


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
