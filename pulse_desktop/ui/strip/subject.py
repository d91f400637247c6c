"""The cards as one chart, to be exported: with the axes that a card has no room for."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetricsF

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import mark
from pulse_desktop.ui.charts.composition import Curve, Frame, PanelPlan, compose
from pulse_desktop.ui.charts.export.subject import ExportedSeries, Subject
from pulse_desktop.ui.charts.local_spelling import local_spelling
from pulse_desktop.ui.charts.picture import Band, LaneMark
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.strip import wording
from pulse_desktop.ui.strip.panel import band_line, is_few, known_of, lines_of, row_line, stroke_of
from pulse_desktop.ui.strip.scene import Field
from pulse_desktop.ui.strip.showing import Showing

_SIZE = (1120, 720)
"""Of the sheet: a card is too small to be looked at alone."""


def subject(title: str, showing: Showing, looked_at: Sequence[ResourceId], font: QFont) -> Subject:
    """What is drawn in the cards, and the rows that are looked at."""
    place = showing.scene.cast.place
    kept = tuple(place[one] for one in looked_at if one in place)
    fields = [field for field in showing.scene.fields if field.is_measured]
    plans = [_plan(field, kept, showing) for field in fields]
    frame = Frame(
        window_s=showing.window_s,
        width_px=_SIZE[0],
        height_px=_SIZE[1] / max(1, len(plans)),
        text_width=QFontMetricsF(font).horizontalAdvance,
        formats=showing.formats,
        spelling=local_spelling(),
    )
    return Subject(
        picture=compose(title, plans, frame, lane=_lane(showing)),
        series=tuple(one for field in fields for one in _series(field, kept, showing)),
        window_s=showing.window_s,
        size=_SIZE,
    )


def _plan(field: Field, kept: tuple[int, ...], showing: Showing) -> PanelPlan:
    few, say = is_few(field), showing.formats.say
    curves = tuple(
        _curve(field, place, showing, is_emphasised=kept == (place,))
        for place in _drawn(field, kept)
    )
    return PanelPlan(
        title=say(field.card.title),
        metric=field.card.metric,
        curves=curves,
        bands=() if few else (Band(band_line(field), _named(field, showing.formats)),),
    )


def _named(field: Field, formats: Formats) -> str:
    """What the band is of."""
    text = mark("Strip", "Median and middle 80 % of {n}")
    return formats.say(text.given(n=len(field.now)))


def _curve(field: Field, place: int, showing: Showing, *, is_emphasised: bool) -> Curve:
    hue, dash = stroke_of(field, place)
    member = showing.scene.cast.members[place]
    return Curve(
        name=member.name,
        metric=field.card.metric,
        line=row_line(field, place),
        key=member.id,
        hue=hue,
        dash=dash,
        has_band=False,
        is_emphasised=is_emphasised,
    )


def _drawn(field: Field, kept: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*lines_of(field), *kept)))


def _series(field: Field, kept: tuple[int, ...], showing: Showing) -> list[ExportedSeries]:
    """Each metric by itself, also where a card adds two up.

    Where only the band is drawn, those of all rows that it is of.
    """
    places = _drawn(field, kept) or known_of(field)
    members = [showing.scene.cast.members[place] for place in places]
    return [
        ExportedSeries(member.name, member.id, SeriesKey(member.target, metric), None)
        for member in members
        if member.target is not None
        for metric in field.card.metrics
    ]


def _lane(showing: Showing) -> tuple[LaneMark, ...]:
    return tuple(
        LaneMark(
            found.at_s,
            None,
            found.shape or Shape.OFF,
            wording.happenings(found, showing.formats),
        )
        for found in showing.marks
    )
