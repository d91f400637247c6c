"""The inspector's page of recovery points: how it stands, which copies there are, who looked."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.resource import Resource
from pulse_desktop.recovery.standing import Standing
from pulse_desktop.resources.read_state import WORKLOAD_TYPES
from pulse_desktop.ui import shapes
from pulse_desktop.ui.clipboard import put
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.inspector.captions import caption, heading, muted, value
from pulse_desktop.ui.inspector.points_model import SIZE, VERIFIED, WHEN, WHERE, PointsModel
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery import wording
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.table.header import RowHeight
from pulse_desktop.ui.theme import colours, sizes

_WIDEST = {WHEN: "30 Sep 2026 00:00", SIZE: "99.9 GB", VERIFIED: "✓"}
"""What a column has to have room for; the store takes the rest."""


class PointsPage(QWidget):
    """Asks the auditor; follows its answers while it is looked at."""

    def __init__(self, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._auditor = auditor
        self._resource: Resource | None = None
        self._presentation = Presentation()
        self._standing: Standing | None = None
        self._points = PointsModel(self)
        self._lay_out()
        self._dress()
        auditor.audited.connect(self._follow)

    def show_resource(self, resource: Resource, presentation: Presentation) -> None:
        """Show another resource, or the same a moment later."""
        is_as_before = presentation.calls_as(self._presentation)
        self._resource, self._presentation = resource, presentation
        self._auditor.want()
        standing = self._auditor.standing(resource.id)
        if standing is not self._standing or not is_as_before:
            self._standing = standing
            self._points.show_points(() if standing is None else standing.points(), presentation)
        self._say()

    def start_over(self) -> None:
        """Keep nothing: another estate follows."""
        self._resource = self._standing = None
        self._points.show_points((), self._presentation)

    def words(self) -> str:
        """What is said above the list."""
        return f"{self._state.text()}. {self._reason.text()}"

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._shape = QLabel(self)
        self._state = heading("", self)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._reason = muted("", self)
        self._last, self._plan = value("", self), value("", self)
        self._looks = caption("", self)
        head = QHBoxLayout()
        head.setSpacing(size.small)
        head.addWidget(self._shape)
        head.addWidget(self._state, 1)
        facts = QFormLayout()
        facts.setHorizontalSpacing(size.medium)
        facts.setVerticalSpacing(size.tight)
        facts.addRow(muted(self.tr("Last good"), self), self._last)
        facts.addRow(muted(self.tr("Rhythm"), self), self._plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.medium, size.medium, 0, size.small)
        column.setSpacing(size.small)
        column.addLayout(head)
        column.addWidget(self._reason)
        column.addLayout(facts)
        column.addWidget(self._tree(), 1)
        column.addWidget(self._looks)

    def _tree(self) -> QTreeView:
        size = sizes(self.font())
        self._list = QTreeView(self)
        self._list.setModel(self._points)
        self._list.setAccessibleName(self.tr("Recovery points"))
        self._list.setRootIsDecorated(False)
        self._list.setIndentation(0)
        self._list.setUniformRowHeights(True)
        self._list.setItemDelegate(RowHeight(self._list))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setIconSize(QSize(size.shape, size.shape))
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHERE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(2 * size.small)
        for column, widest in _WIDEST.items():
            shape = size.shape + size.tight if column == WHEN else 0
            room = self.fontMetrics().horizontalAdvance(widest) + shape
            header.resizeSection(column, room + 2 * size.small)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._list)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        return self._list

    def _follow(self) -> None:
        if self._resource is not None and self.isVisible():
            self.show_resource(self._resource, self._presentation)

    def _say(self) -> None:
        standing, resource = self._standing, self._resource
        for part in (self._shape, self._list):
            part.setVisible(standing is not None)
        for fact in (self._last, self._plan):
            fact.setText(MISSING)
        self._looks.setText("")
        if resource is None or standing is None:
            is_workload = resource is not None and resource.type in WORKLOAD_TYPES
            self._state.setText("")
            self._reason.setText("" if is_workload else self._only_of_workloads())
            return
        self._tell(standing)

    def _only_of_workloads(self) -> str:
        return self.tr("Recovery points are shown for what runs on hosts: guests and workloads.")

    def _tell(self, standing: Standing) -> None:
        presentation, size = self._presentation, sizes(self.font())
        formats = presentation.formats
        shape, tokens = wording.shape(standing), colours(self.palette())
        pixmap = shapes.pixmap(shape, tokens, size.shape, self.devicePixelRatioF())
        self._shape.setPixmap(pixmap)
        self._shape.setAccessibleName(shapes.word(shape))
        self._state.setText(formats.say(wording.state(standing)))
        self._reason.setText(formats.say(wording.reason(standing)))
        self._last.setText(wording.last_good(standing, presentation))
        self._plan.setText(wording.plan(standing, presentation))
        told = wording.looks(standing.evidence.looks, presentation)
        self._looks.setText(
            self.tr("Looked through by\n{looks}").format(looks=told) if told else ""
        )

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self._list.selectedIndexes()})
        put("\n".join(map(self._points.line, rows)))

    def _dress(self) -> None:
        tokens, side = colours(self.palette()), sizes(self.font()).shape
        self._points.dress({shape: shapes.icon(shape, tokens, side) for shape in Shape})

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()
            self._say()
