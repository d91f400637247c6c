"""Which other resource is the same thing: a list to search, likely ones first."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.screens.connections.wording import caption, sentence
from pulse_desktop.ui.screens.sameness.candidate_rows import SHOWN, CandidateRow, narrowed
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.tool_tip import as_written

_WIDTH, _HEIGHT = 104, 30
"""In characters and lines."""

_ID = Qt.ItemDataRole.UserRole
_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class MergeDialog(QDialog):
    """The list is as it was when the dialog opened. Deletes itself when closed."""

    chosen = Signal(object)
    """Carries the id of the resource to merge with."""

    def __init__(
        self,
        resource: Resource,
        rows: tuple[CandidateRow, ...],
        parent: QWidget | None = None,
        *,
        is_kept: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Merge {name} with…").format(name=resource.name))
        self._name = resource.name
        self._rows = rows
        self._filter = QLineEdit(self, placeholderText=self.tr("Search by name, place or evidence"))
        self._filter.setClearButtonEnabled(True)
        self._filter.setAccessibleName(self.tr("Search"))
        self._filter.installEventFilter(self)
        self._make_list()
        self._more = caption("", self)
        self._consequence = caption(self._explained(is_kept=is_kept), self)
        self._arrange()
        self._filter.textChanged.connect(self._fill)
        self._list.itemSelectionChanged.connect(self._follow)
        self._list.itemDoubleClicked.connect(self._accept_item)
        self._fill("")
        self._filter.setFocus()

    def candidates(self) -> list[str]:
        """The names on show, in order."""
        return [self._item(at).text(0) for at in range(self._list.topLevelItemCount())]

    def search(self, text: str) -> None:
        """Narrow the list down."""
        self._filter.setText(text)

    def select(self, identity: ResourceId) -> None:
        """Choose a row, if it is on show."""
        for at in range(self._list.topLevelItemCount()):
            if self._item(at).data(0, _ID) == identity:
                self._list.setCurrentItem(self._item(at))

    def _make_list(self) -> None:
        size = sizes(self.font())
        self._list = QTreeWidget(self)
        self._list.setAccessibleName(self.tr("Resources of the same type"))
        self._list.setHeaderLabels([self.tr("Name"), self.tr("Where"), self.tr("In common")])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 28 * size.character)
        header.resizeSection(1, 28 * size.character)

    def _explained(self, *, is_kept: bool) -> str:
        text = self.tr(
            "It becomes part of {name}, which keeps its id and its history. You can undo this."
        ).format(name=self._name)
        if not is_kept:
            text += " " + self.tr(
                "Nothing is being recorded, so this holds only until the program ends."
            )
        return text

    def _arrange(self) -> None:
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.small)
        question = self.tr("Which of these is the same thing as {name}?").format(name=self._name)
        column.addWidget(sentence(question, self))
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)
        column.addWidget(self._more)
        column.addWidget(self._consequence)
        column.addWidget(self._buttons())
        self.resize(_WIDTH * size.character, _HEIGHT * self.fontMetrics().height())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._merge: QPushButton = buttons.addButton(
            self.tr("Merge"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._merge.setDefault(True)
        buttons.accepted.connect(self._accept_current)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self, text: str) -> None:
        found = narrowed(self._rows, text)
        self._list.clear()
        for row in found[:SHOWN]:
            item = QTreeWidgetItem(self._list, [row.name, row.where, row.evidence])
            item.setData(0, _ID, row.id)
            for column in range(3):
                item.setToolTip(column, as_written(item.text(column)))
        self._more.setText(self._told(len(found)))
        self._more.setVisible(bool(self._more.text()))
        self._follow()

    def _told(self, count: int) -> str:
        if not self._rows:
            return self.tr("There is no other resource of this type.")
        if not count:
            return self.tr("Nothing fits what you typed.")
        hidden = count - SHOWN
        if hidden > 0:
            return self.tr("and {n} more: type to narrow the list down").format(n=hidden)
        return ""

    def _follow(self) -> None:
        self._merge.setEnabled(bool(self._list.selectedItems()))

    def _accept_item(self, item: QTreeWidgetItem, *_column: int) -> None:
        self.chosen.emit(item.data(0, _ID))
        self.accept()

    def _accept_current(self) -> None:
        selected = self._list.selectedItems()
        if selected:
            self._accept_item(selected[0])

    def _item(self, position: int) -> QTreeWidgetItem:
        item = self._list.topLevelItem(position)
        if item is None:
            raise IndexError(position)
        return item

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that move in a list do so while the search has the focus."""
        if isinstance(event, QKeyEvent) and _moves(event):
            QApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)


def _moves(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() in _LIST_KEYS
