"""Arrays of pixels as Qt takes them: in one piece, not one by one."""

import ctypes
from typing import cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPaintEngine, QPainter, QPolygonF

from pulse_desktop.history.line import FloatArray


def polygon(points: FloatArray) -> QPolygonF:
    """``points``, shape (n, 2)."""
    made = QPolygonF()
    made.resize(len(points))
    if len(points):
        flat = np.ascontiguousarray(points, dtype=np.float64)
        address = shiboken6.getCppPointer(made.data())[0]
        ctypes.memmove(address, flat.ctypes.data, flat.nbytes)
    return made


def draw_rects(painter: QPainter, rects: FloatArray) -> None:
    """Draw left, top, width and height, shape (n, 4)."""
    if len(rects):
        flat = np.ascontiguousarray(rects, dtype=np.float64)
        first = cast("QRectF", shiboken6.wrapInstance(flat.ctypes.data, QRectF))
        painter.drawRects(first, len(flat))


def draw_segments(painter: QPainter, points: FloatArray) -> None:
    """Draw a line from each of ``points``, shape (n, 2), to the next, each for itself."""
    if len(points) > 1:
        flat = np.ascontiguousarray(np.hstack((points[:-1], points[1:])), dtype=np.float64)
        first = cast("QLineF", shiboken6.wrapInstance(flat.ctypes.data, QLineF))
        painter.drawLines(first, len(flat))


def is_raster(painter: QPainter) -> bool:
    """Whether pixels are painted, and not a file of shapes."""
    return painter.paintEngine().type() is QPaintEngine.Type.Raster
