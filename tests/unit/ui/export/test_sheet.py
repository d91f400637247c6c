"""Where everything of a picture goes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont

from pulse_desktop.ui.charts.legend_room import legend_room
from pulse_desktop.ui.charts.look import Look, Part, fixed
from pulse_desktop.ui.charts.picture import Flag
from pulse_desktop.ui.charts.sheet import sheet
from pulse_desktop.ui.theme import LIGHT

WIDE, SQUARE, TINY = (QRectF(0, 0, w, h) for w, h in ((1280, 720), (1080, 1080), (240, 240)))


@pytest.fixture
def look(qapp):
    return Look(colours=LIGHT, font=fixed(QFont(), 13))


@pytest.fixture
def picture(charts):
    return charts.subject().picture


def many(charts, count):
    series = [charts.series(f"host-{n}", line=charts.line(seed=n)) for n in range(count)]
    return charts.subject(*series).picture


def plots(laid):
    return [place.axes.area for place in laid.places]


@pytest.mark.parametrize("rect", [WIDE, SQUARE, TINY])
@pytest.mark.parametrize("count", [1, 3, 9, 30])
def test_plots_lie_within_the_sheet_and_apart_from_legend_and_footer(charts, look, rect, count):
    laid = sheet(rect, many(charts, count), look)
    for area in plots(laid):
        assert area.width() > 0
        assert area.height() >= 24
    if rect is not TINY:
        assert plots(laid)[-1].bottom() <= laid.times.area.bottom() <= laid.footer.top()
        assert not any(p.axes.area.intersects(p.legend) for p in laid.places)


@pytest.mark.parametrize("part", list(Part))
def test_what_is_not_wanted_takes_no_room(look, picture, part):
    less = replace(look, parts=look.parts - {part})
    assert sum(a.height() * a.width() for a in plots(sheet(WIDE, picture, less))) > sum(
        a.height() * a.width() for a in plots(sheet(WIDE, picture, look))
    )


def test_few_curves_are_told_below_the_plots_and_many_beside_them(charts, look):
    size = QSizeF(1200, 620)
    assert legend_room(many(charts, 3).panels, size, look).bottom > 0
    assert legend_room(many(charts, 14).panels, size, look).right > 0


def with_one_figure(picture):
    def shortened(panel):
        return replace(panel, legend=tuple(replace(r, figures=r.figures[:1]) for r in panel.legend))

    return replace(picture, panels=tuple(map(shortened, picture.panels)))


def test_a_figure_for_each_of_few_curves_stands_beside_the_title(charts, look):
    laid = sheet(WIDE, with_one_figure(many(charts, 3)), look)
    assert laid.room.is_in_titles
    assert plots(laid)[0].right() == pytest.approx(laid.footer.right())


def test_curves_that_have_no_room_beside_the_title_are_a_table(charts, look):
    assert not sheet(WIDE, with_one_figure(many(charts, 20)), look).room.is_in_titles


def test_what_has_room_nowhere_is_left_out(charts, look):
    room = legend_room(many(charts, 9).panels, QSizeF(300, 60), look)
    assert (room.right, room.bottom, room.boxes) == (0, 0, ())


def test_notes_that_would_overlap_go_into_rows_and_then_lose_their_text(charts, look):
    window = charts.subject().window_s
    crowd = tuple(Flag(window[0] + 60 * n, "a note of some length") for n in range(6))
    laid = sheet(WIDE, charts.subject(picture={"flags": crowd}).picture, look)
    assert [chip.row for chip in laid.chips] == [0, 1, 2, None, None, None]


def test_a_note_at_the_right_edge_is_written_to_its_left(charts, look):
    window = charts.subject().window_s
    late = (Flag(window[1] - 1, "disk replaced"),)
    laid = sheet(WIDE, charts.subject(picture={"flags": late}).picture, look)
    assert laid.chips[0].box.right() <= plots(laid)[0].right() + 1


def test_notes_outside_the_window_are_not_shown(charts, look):
    flags = (Flag(0.0, "long ago"),)
    assert sheet(WIDE, charts.subject(picture={"flags": flags}).picture, look).chips == ()
