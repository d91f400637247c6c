"""The panel at the right: one resource from every side."""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui import shapes
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.icons import symbol
from pulse_desktop.ui.inspector.charts_page import ChartsPage
from pulse_desktop.ui.inspector.details import details
from pulse_desktop.ui.inspector.details_page import DetailsPage
from pulse_desktop.ui.inspector.events_page import EventsPage
from pulse_desktop.ui.inspector.overview import Overview, overview
from pulse_desktop.ui.inspector.overview_page import OverviewPage
from pulse_desktop.ui.inspector.points_page import PointsPage
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import colours, scaled, sizes
from pulse_desktop.ui.tool_tip import as_written

if TYPE_CHECKING:
    from pulse_desktop.ui.charts.export.subject import Subject
    from pulse_desktop.ui.desk import Recordings

_NARROWEST, _WIDEST = 58, 74
"""Width of the panel in average characters."""


class PageId(StrEnum):
    """A page of the inspector."""

    OVERVIEW = "overview"
    CHARTS = "charts"
    EVENTS = "events"
    RECOVERY = "recovery"
    DETAILS = "details"


class Inspector(QWidget):
    """Shows the resource that is current in the table. Only the open page is kept up to date."""

    followed = Signal(object)
    """Carries the id of a related resource that was asked for."""

    closed = Signal()
    edit_requested = Signal(object)
    """Carries the id of the resource whose notes are to be edited."""

    split_requested = Signal(object)
    """Carries the id of the resource to be split."""

    merge_requested = Signal(object)
    """Carries the id of the resource to be merged with another."""

    undo_requested = Signal(object, object)
    """Carries the id of the resource and the ``Decision`` to take back."""

    def __init__(
        self,
        recordings: "Recordings",
        time: TimeControl,
        auditor: Auditor,
        spawn: Spawn,
        presentation: Presentation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presentation = presentation
        self._auditor = auditor
        self._resource: Resource | None = None
        self._state: ReadState = EMPTY
        self._overview = OverviewPage(self)
        self._charts = ChartsPage(recordings, time, spawn, self)
        self._events = EventsPage(recordings, spawn, self)
        self._points = PointsPage(auditor, self)
        self._details = DetailsPage(self)
        self.setAccessibleName(self.tr("Inspector"))
        self._lay_out()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._tabs.currentChanged.connect(self._turn)
        self._close.clicked.connect(self.closed)
        self._overview.followed.connect(self.followed)
        self._overview.edit_requested.connect(partial(self._ask, self.edit_requested))
        self._overview.split_requested.connect(partial(self._ask, self.split_requested))
        self._overview.merge_requested.connect(partial(self._ask, self.merge_requested))
        self._overview.undo_requested.connect(partial(self._ask, self.undo_requested))

    @property
    def page(self) -> PageId:
        """The page that is open."""
        return list(PageId)[self._tabs.currentIndex()]

    @property
    def shown(self) -> ResourceId | None:
        """The resource on show."""
        return None if self._resource is None else self._resource.id

    def open_page(self, page: PageId) -> None:
        """Turn to a page."""
        self._tabs.setCurrentIndex(list(PageId).index(page))

    def subject(self) -> "Subject | None":
        """The charts that are open, to be exported."""
        return self._charts.subject() if self._charts.isVisible() else None

    def show_resource(self, resource: Resource | None, state: ReadState) -> None:
        """Show another resource, or the same a moment later; ``None`` empties the panel."""
        self._resource, self._state = resource, state
        self._body.setVisible(resource is not None)
        self._nothing.setVisible(resource is None)
        if resource is not None:
            self._head(resource)
            self._fill(resource)

    def start_over(self) -> None:
        """Show nothing, and keep nothing of what was read: another estate follows."""
        self._charts.start_over()
        self._events.start_over()
        self._points.start_over()
        self.show_resource(None, EMPTY)

    def present(self, presentation: Presentation) -> None:
        """Write values another way."""
        self._presentation = presentation
        self._overview.offer_changes(offered=not presentation.is_past)
        self.show_resource(self._resource, self._state)

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self.setMinimumWidth(_NARROWEST * size.character)
        self.setMaximumWidth(_WIDEST * size.character)
        self._nothing = QLabel(self.tr("Select a row to see it from every side."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._body = QWidget(self)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(self._header())
        body.addWidget(self._tab_bar())
        self._pages = QStackedWidget(self)
        pages = (self._overview, self._charts, self._events, self._points, self._details)
        for page in pages:
            self._pages.addWidget(page)
        body.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)
        column.addWidget(self._nothing)
        self._body.hide()

    def _header(self) -> QHBoxLayout:
        size = sizes(self.font())
        self._shape = QLabel(self)
        self._name = QLabel(self)
        self._name.setFont(scaled(self.font(), 1.3, bold=True))
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._caption = QLabel(self)
        self._caption.setTextFormat(Qt.TextFormat.PlainText)
        self._caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self, autoRaise=True)
        self._close.setAccessibleName(self.tr("Close the inspector"))
        self._close.setToolTip(self.tr("Close the inspector (F4)"))
        self._draw_close()
        words = QVBoxLayout()
        words.setSpacing(size.tight // 2)
        words.addWidget(self._name)
        words.addWidget(self._caption)
        row = QHBoxLayout()
        row.setContentsMargins(size.large, size.medium, size.small, size.small)
        row.setSpacing(size.small)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tab_bar(self) -> QTabBar:
        self._tabs = QTabBar(self, drawBase=False, expanding=False)
        self._tabs.setAccessibleName(self.tr("Pages of the inspector"))
        for title in (
            self.tr("Overview"),
            self.tr("Charts"),
            self.tr("Events"),
            self.tr("Recovery"),
            self.tr("Details"),
        ):
            self._tabs.addTab(title)
        return self._tabs

    def _head(self, resource: Resource) -> None:
        size, tokens = sizes(self.font()), colours(self.palette())
        side = round(size.shape * 1.3)
        shape = resource.condition.shape
        self._shape.setPixmap(shapes.pixmap(shape, tokens, side, self.devicePixelRatioF()))
        self._shape.setAccessibleName(shapes.word(shape))
        self._shape.setContentsMargins(0, size.tight, 0, 0)
        self._name.setText(resource.name)
        self._name.setToolTip(as_written(resource.name))
        word = self._presentation.formats.say(resource.condition.word)
        self._caption.setText(f"{self._presentation.platforms(resource)} · {word}")

    def _fill(self, resource: Resource) -> None:
        page = self.page
        if page is PageId.OVERVIEW:
            self._overview.show_overview(self._written(resource))
        elif page is PageId.CHARTS:
            self._charts.show_resource(resource, self._presentation)
        elif page is PageId.EVENTS:
            self._events.show_resource(resource, self._presentation)
        elif page is PageId.RECOVERY:
            self._points.show_resource(resource, self._presentation)
        else:
            self._details.show_details(details(resource, self._presentation))

    def _written(self, resource: Resource) -> Overview:
        standing = self._auditor.standing(resource.id)
        return overview(resource, self._state, self._presentation, standing)

    def _turn(self, position: int) -> None:
        self._pages.setCurrentIndex(position)
        if self._resource is not None:
            self._fill(self._resource)

    def _ask(self, signal: SignalInstance, *rest: object) -> None:
        """Say for which resource something was asked."""
        if self._resource is not None:
            signal.emit(self._resource.id, *rest)

    def _draw_close(self) -> None:
        self._close.setIcon(symbol("close", colours(self.palette()), sizes(self.font()).large))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw_close()
            if self._resource is not None:
                self._head(self._resource)
