"""Status shapes can be told apart without their colour."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.ui import shapes, standing
from pulse_desktop.ui.icons import program_icon, symbol
from pulse_desktop.ui.theme import DARK, LIGHT


def covered(shape):
    """Which pixels ``shape`` covers, whatever their colour."""
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    shapes.paint(painter, shape, QRectF(0, 0, 24, 24), LIGHT)
    painter.end()
    return frozenset(
        (x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 127
    )


def test_no_two_shapes_look_alike_in_grey(qapp):
    seen = {shape: covered(shape) for shape in Shape}
    for one in Shape:
        for other in Shape:
            if one is not other:
                assert len(seen[one] ^ seen[other]) > 30, (one, other)


@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_has_a_word(shape):
    assert shapes.word(shape)


def test_an_icon_is_crisp_at_twice_the_size(qapp):
    icon = shapes.icon(Shape.OK, DARK, 10)
    assert icon.pixmap(icon.availableSizes()[0], 2.0).devicePixelRatio() == 2.0


def test_the_worst_shape_is_the_one_to_act_on():
    assert shapes.worst([Shape.OK, Shape.WARNING, Shape.OFF]) is Shape.WARNING
    assert shapes.worst([Shape.OK, Shape.UNKNOWN]) is Shape.UNKNOWN
    assert shapes.worst([]) is Shape.OFF


@pytest.mark.parametrize("state", list(ConnectionState))
def test_every_state_of_a_connection_has_a_shape_and_a_word(state):
    assert standing.shape_of(state) in Shape
    assert standing.word_of(state)


@pytest.mark.parametrize("name", ["close", "copy", "open", "search"])
def test_symbols_are_drawn_in_the_themes_colour(qapp, name):
    icon = symbol(name, DARK, 16)
    image = icon.pixmap(16).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))


def test_the_program_has_an_icon(qapp):
    assert not program_icon().isNull()
