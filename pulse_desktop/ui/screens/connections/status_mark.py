"""One status shape among other widgets."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui import shapes
from pulse_desktop.ui.theme import colours, sizes


class StatusMark(QWidget):
    """Draws a shape in the theme's colour, and says it to a screen reader."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shape = shape
        self.show_shape(shape)

    def shape(self) -> Shape:
        """The one on show."""
        return self._shape

    def show_shape(self, shape: Shape) -> None:
        """Show another one."""
        self._shape = shape
        self.setAccessibleName(shapes.word(shape))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = sizes(self.font())
        return QSize(size.shape, self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = sizes(self.font()).shape
        painter = QPainter(self)
        try:
            box = QRectF(0, (self.height() - side) / 2, side, side)
            shapes.paint(painter, self._shape, box, colours(self.palette()))
        finally:
            painter.end()
