"""The sidebar that scopes every tab to one platform."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.ui import shapes
from pulse_desktop.ui.theme import colours, scaled, sizes, tabular

_LENS = int(Qt.ItemDataRole.UserRole)
_SHAPE = _LENS + 1
_COUNT = _LENS + 2
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus
_NARROWEST, _WIDEST = 26, 36
"""Characters of a whole row: as many as the longest title takes, and no more than that."""

_COLLAPSED_CHARACTERS = 10
_FIGURES = "000"
"""What is kept free for a count."""

_ELIDED = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Lens:
    """One row of the bar."""

    platform: PlatformId | None
    """``None`` is the row of everything."""

    title: str
    shape: Shape | None
    """The worst of what the platform reports; ``None`` for everything, whose rows say it."""

    count: int


class LensBar(QListWidget):
    """All, and one row a platform that has connections."""

    chosen = Signal(object)
    """Carries a platform's id, or ``None`` for everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lenses: tuple[Lens, ...] = ()
        self._lens: PlatformId | None = None
        self._preferred: PlatformId | None = None
        self._is_collapsed = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Lens"))
        self.setAccessibleDescription(self.tr("Limits every tab to one platform"))
        self.setItemDelegate(_LensPainter(self))
        self.viewport().setAutoFillBackground(False)
        self.currentItemChanged.connect(self._announce)
        self.set_collapsed(collapsed=False)

    @property
    def lens(self) -> PlatformId | None:
        """The platform looked through."""
        return self._lens

    @property
    def is_collapsed(self) -> bool:
        """Whether only shapes and initials show."""
        return self._is_collapsed

    def show_lenses(self, lenses: tuple[Lens, ...]) -> None:
        """Take other rows or counts; the chosen lens stays while its row does."""
        if lenses == self._lenses:
            return
        self._lenses = lenses
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._fill()
        self._fit()
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature
        known = {lens.platform for lens in lenses}
        if self._preferred in known and self._preferred is not None:
            preferred, self._preferred = self._preferred, None
            self.choose(preferred)
        elif self._lens not in known:
            self.choose(None)

    def prefer(self, platform: PlatformId | None) -> None:
        """Look through a lens as soon as its row appears."""
        self._preferred = platform
        self.choose(platform)

    def choose(self, platform: PlatformId | None) -> None:
        """Look through another lens."""
        for row, lens in enumerate(self._lenses):
            if lens.platform == platform:
                self.setCurrentRow(row)
                return

    def set_collapsed(self, *, collapsed: bool) -> None:
        """Show shapes and initials only, or whole rows."""
        self._is_collapsed = collapsed
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        character = sizes(self.font()).character
        if self._is_collapsed:
            self.setFixedWidth(_COLLAPSED_CHARACTERS * character)
        else:
            narrowest, widest = _NARROWEST * character, _WIDEST * character
            self.setFixedWidth(max(narrowest, min(widest, self._taken())))

    def _taken(self) -> int:
        """How wide the longest title makes a row that is not chosen."""
        size = sizes(self.font())
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(lens.title) for lens in self._lenses), default=0)
        beside = metrics.horizontalAdvance(_FIGURES) + size.shape + size.small + 3 * size.medium
        return longest + beside

    def _fill(self) -> None:
        while self.count() > len(self._lenses):
            self.takeItem(self.count() - 1)
        for row, lens in enumerate(self._lenses):
            item = self.item(row) if row < self.count() else QListWidgetItem(self)
            self._describe(item, lens)
            if lens.platform == self._lens:
                self.setCurrentRow(row)

    def _describe(self, item: QListWidgetItem, lens: Lens) -> None:
        said = self.tr("{platform}, {count}").format(platform=lens.title, count=lens.count)
        if lens.shape is not None:
            said = self.tr("{row}, {state}").format(row=said, state=shapes.word(lens.shape))
        item.setText(lens.title)
        item.setToolTip(said)
        item.setData(_ACCESSIBLE, said)
        item.setData(_LENS, lens.platform)
        item.setData(_SHAPE, lens.shape)
        item.setData(_COUNT, lens.count)

    def _announce(self, item: QListWidgetItem | None) -> None:
        lens = None if item is None else item.data(_LENS)
        if lens != self._lens:
            self._lens = lens
            self.chosen.emit(lens)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()


class _LensPainter(QStyledItemDelegate):
    def __init__(self, bar: LensBar) -> None:
        super().__init__(bar)
        self._bar = bar

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, sizes(option.font).row + sizes(option.font).tight)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens = colours(option.palette)
        box = QRectF(option.rect)
        if option.state & _SELECTED:
            painter.fillRect(box, QColor(tokens.selected))
            painter.fillRect(QRectF(0, box.top(), 3, box.height()), QColor(tokens.accent))
        elif option.state & _HOVERED:
            painter.fillRect(box, QColor(tokens.raised))
        self._row(painter, box, option, index)
        if option.state & _FOCUSED and self._bar.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _row(
        self,
        painter: QPainter,
        box: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        size, tokens = sizes(option.font), colours(option.palette)
        left, shape = box.left() + size.medium, index.data(_SHAPE)
        if shape is not None:
            top = box.top() + (box.height() - size.shape) / 2
            mark = QRectF(left, top, size.shape, size.shape)
            shapes.paint(painter, Shape(shape), mark, tokens)  # Qt hands back a plain string
        metrics = option.fontMetrics
        baseline = box.top() + (box.height() + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(scaled(option.font, 1.0, bold=bool(option.state & _SELECTED)))
        painter.setPen(QColor(tokens.text))
        start = left + size.shape + size.small
        title = str(index.data(_DISPLAY))
        if self._bar.is_collapsed:
            painter.drawText(QPointF(start, baseline), _initials(title))
            return
        count = str(index.data(_COUNT))
        right = box.right() - size.medium - metrics.horizontalAdvance(count)
        room = int(right - start) - size.tight
        shown = painter.fontMetrics().elidedText(title, _ELIDED, room)
        painter.drawText(QPointF(start, baseline), shown)
        painter.setFont(tabular(option.font))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QPointF(right, baseline), count)


def _initials(title: str) -> str:
    words = title.split()
    return words[0][:3] if len(words) == 1 else "".join(word[0] for word in words[:2])
