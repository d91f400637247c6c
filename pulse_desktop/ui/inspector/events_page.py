"""The inspector's timeline: what happened to one resource, newest first and as it happens."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text
from pulse_desktop.ui.inspector.event_feed import EventFeed
from pulse_desktop.ui.inspector.event_line import TITLES, EventLine, day_title, event_line
from pulse_desktop.ui.inspector.event_list import EventList
from pulse_desktop.ui.inspector.event_model import DayHeading, EventModel, Row
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Recordings

_ENOUGH = 60
"""Lines that fill any window."""


class EventsPage(QWidget):
    """A search field and a menu of kinds over the list; the list reads on while it is scrolled."""

    def __init__(
        self, recordings: "Recordings", spawn: Spawn, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._resource: Resource | None = None
        self._presentation = Presentation()
        self._kind: ChangeKind | None = None
        self._lines: dict[str, EventLine] = {}
        self._feed = EventFeed(recordings, spawn, self)
        self._model = EventModel(self)
        self._lay_out()
        self._feed.changed.connect(self._show)
        self._feed.failed.connect(self._complain)
        self._list.wanted.connect(self._feed.read_on)
        self._search.textChanged.connect(self._show)
        self._menu.aboutToShow.connect(self._fill_menu)

    def show_resource(self, resource: Resource, presentation: Presentation) -> None:
        """Read its timeline, or look for what is new in it."""
        is_other = self._resource is None or resource.id != self._resource.id
        if is_other or presentation is not self._presentation:
            self._lines.clear()
        self._resource, self._presentation = resource, presentation
        ids = (resource.id, *resource.aliases)
        if ids != self._feed.resources:
            self._feed.follow(ids, self._kind)
        else:
            self._feed.refresh()

    def start_over(self) -> None:
        """Keep nothing that was read: what comes next may have the same id and be another."""
        self._resource = None
        self._lines.clear()
        self._feed.forget()

    def choose_kind(self, kind: ChangeKind | None) -> None:
        """Show entries of that kind only, or of all kinds."""
        self._kind = kind
        self._name_button()
        if self._resource is not None:
            self._feed.follow(self._feed.resources, kind)

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._search = QLineEdit(self, placeholderText=self.tr("Search events"))
        self._search.setClearButtonEnabled(True)
        self._search.setAccessibleName(self.tr("Search events"))
        self._menu = QMenu(self)
        self._kinds = QToolButton(self)
        self._kinds.setObjectName("kinds")
        self._kinds.setMenu(self._menu)
        self._kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._name_button()
        self._message = QLabel(self, wordWrap=True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._message.setMargin(size.large)
        self._list = EventList(self._model, self)
        head = QHBoxLayout()
        head.setSpacing(size.small)
        head.setContentsMargins(0, 0, size.medium, 0)
        head.addWidget(self._search, 1)
        head.addWidget(self._kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.medium, size.medium, 0, 0)
        column.addLayout(head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._list)

    def _show(self) -> None:
        """Bring the list up to what was read; read on while a search fills no screen."""
        words = self._search.text().casefold()
        found = [line for line in self._told() if not words or line.holds(words)]
        self._model.show_rows(list(self._rows(found)))
        if found:
            self._stack.setCurrentWidget(self._list)
        else:
            self._say(self._why_nothing(words))
        is_short = len(found) < _ENOUGH or self._list.is_near_the_end
        if words and is_short and self._feed.has_more:
            self._feed.read_on()

    def _told(self) -> Iterator[EventLine]:
        """Every change that was read as a line; each is put into words once."""
        if self._resource is None:
            return
        for change in self._feed.changes:
            line = self._lines.get(change.id)
            if line is None:
                line = event_line(change, self._resource, self._presentation)
                self._lines[change.id] = line
            yield line

    def _rows(self, lines: list[EventLine]) -> Iterator[Row]:
        day = None
        for line in lines:
            if line.day != day:
                day = line.day
                yield DayHeading(day, day_title(day, self._presentation))
            yield line

    def _why_nothing(self, words: str) -> str:
        if not self._feed.is_read:
            return ""
        if self._feed.has_more:
            return self.tr("Searching…")
        if words or self._kind is not None:
            return self.tr("No events match.")
        return self.tr("No events yet.")

    def _complain(self, reason: Text) -> None:
        """What was read stays on show; it is still true."""
        if not self._feed.changes:
            self._say(translate(reason))

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)

    def _name_button(self) -> None:
        say = self._presentation.formats.say
        title = self.tr("All kinds") if self._kind is None else say(TITLES[self._kind])
        self._kinds.setText(title)
        self._kinds.setAccessibleName(self.tr("Kind of events: {kind}").format(kind=title))

    def _fill_menu(self) -> None:
        """The kinds that occur, and how often."""
        self._menu.clear()
        choices = QActionGroup(self._menu)
        choices.triggered.connect(self._choose)
        self._offer(choices, None, self.tr("All kinds"))
        for kind, title in TITLES.items():
            count = self._feed.counts.get(kind, 0)
            if count or kind is self._kind:
                self._offer(choices, kind, f"{self._presentation.formats.say(title)} ({count})")

    def _offer(self, choices: QActionGroup, kind: ChangeKind | None, title: str) -> None:
        action = QAction(title, choices, checkable=True, checked=kind is self._kind)
        action.setData(kind)
        self._menu.addAction(action)

    def _choose(self, action: QAction) -> None:
        kind = action.data()
        self.choose_kind(None if kind is None else ChangeKind(kind))
