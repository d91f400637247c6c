"""Pictures as files: what other programs make of them."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from pulse_desktop.model.errors import ExportError
from pulse_desktop.settings.export_choice import ExportChoice, ExportFormat, ExportTheme
from pulse_desktop.ui.charts.export.drawing import Drawing, image, pdf, png, svg
from pulse_desktop.ui.charts.export.work import drawing_of
from pulse_desktop.ui.theme import LIGHT
from simulators import canary

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture
def drawing(qapp, charts):
    return drawing_of(charts.subject(), ExportChoice(), LIGHT)


def grey(source):
    """Lightness of each pixel, shape (height, width), 0 to 1."""
    made = source if isinstance(source, QImage) else QImage.fromData(source)
    plain = made.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()] / 255.0


def apart(one, other):
    return float(np.abs(grey(one) - grey(other)).mean())


def as_rsvg_shows(body, tmp_path):
    (tmp_path / "chart.svg").write_bytes(body)
    command = [shutil.which("rsvg-convert"), tmp_path / "chart.svg"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def as_poppler_shows(body, tmp_path):
    (tmp_path / "chart.pdf").write_bytes(body)
    command = [shutil.which("pdftoppm"), "-r", "96", "-png", tmp_path / "chart.pdf"]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("theme", list(ExportTheme))
@pytest.mark.parametrize(
    ("draw", "show"), [(svg, as_rsvg_shows), (pdf, as_poppler_shows)], ids=["svg", "pdf"]
)
def test_others_see_what_the_image_shows(qapp, charts, tmp_path, theme, draw, show):
    drawing = drawing_of(charts.subject(), ExportChoice(theme=theme), LIGHT)
    seen, expected = show(draw(drawing), tmp_path), image(drawing, 1)
    nothing = replace(drawing.picture, panels=(), lane=(), flags=())
    assert grey(seen).shape == grey(expected).shape
    assert apart(seen, expected) < 0.012
    assert apart(seen, expected) < 0.4 * apart(
        image(replace(drawing, picture=nothing), 1), expected
    )


@pytest.mark.parametrize("points", [720, 2160, 8000])
def test_a_drawings_points_keep_apart(qapp, charts, points):
    subject = charts.subject(charts.series(line=charts.line(points)))
    root = ET.fromstring(svg(drawing_of(subject, ExportChoice(), LIGHT)))
    curves = [NUMBER.findall(curve.get("points")) for curve in root.iter(f"{SVG}polyline")]
    x = [place for curve in curves if len(curve) > 8 for place in curve[::2]]  # no grid line
    assert len(x) > 0.9 * points
    assert len(set(x)) >= 0.95 * len(x)


def test_a_drawing_has_the_size_that_was_asked_for_and_real_text(drawing):
    root = ET.fromstring(svg(drawing))
    assert (root.get("width"), root.get("height")) == ("900", "600")
    assert root.get("viewBox") == "0 0 900 600"
    words = {"".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")}
    assert {"NAS slow on Tuesday", "CPU", "pve2", "slow from here on"} <= words


@pytest.mark.parametrize("draw", [png, svg, pdf])
def test_no_file_says_what_made_it_but_the_product(qapp, charts, draw):
    body = draw(drawing_of(charts.subject(), ExportChoice(), LIGHT), 1)
    private = (str(Path.home()).encode(), str(Path.cwd()).encode())
    for word in (b"Qt 6", "Qt 6".encode("utf-16-be"), b"Generated with", *private):
        assert word not in body
    assert not canary.is_in(body)


def test_an_image_says_its_title_and_the_product_and_nothing_else(drawing):
    made = QImage.fromData(png(drawing, 1))
    assert {key: made.text(key) for key in made.textKeys()} == {
        "Title": "NAS slow on Tuesday",
        "Software": "Pulse Desktop",
    }


def test_an_image_can_have_nothing_behind_it(qapp, charts):
    choice = ExportChoice(is_transparent=True)
    made = QImage.fromData(png(drawing_of(charts.subject(), choice, LIGHT), 1))
    assert made.pixelColor(2, 2).alpha() == 0
    assert not QImage.fromData(
        png(drawing_of(charts.subject(), ExportChoice(), LIGHT), 1)
    ).hasAlphaChannel()


def test_a_page_is_never_transparent(qapp, charts):
    choice = ExportChoice(is_transparent=True, format=ExportFormat.PDF)
    assert drawing_of(charts.subject(), choice, LIGHT).look.is_opaque


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_an_image_has_so_many_pixels_for_each_of_the_layout(drawing, scale):
    made = image(drawing, scale)
    assert (made.width(), made.height()) == (900 * scale, 600 * scale)


def test_an_image_that_is_too_large_is_a_sentence(drawing):
    huge = Drawing(drawing.picture, QSizeF(20_000, 20_000), drawing.look)
    with pytest.raises(ExportError, match="Choose a smaller scale"):
        png(huge, 4)


def test_what_is_left_out_is_not_in_the_file(qapp, charts):
    choice = ExportChoice(has_title=False, has_legend=False, has_notes=False, has_footer=False)
    text = svg(drawing_of(charts.subject(), choice, LIGHT)).decode()
    shown = text[text.index("</defs>") :]
    for words in ("NAS slow", ">pve2<", "slow from here", "Home lab"):
        assert words not in shown


def test_paper_tells_curves_apart_without_colours(qapp, charts):
    on_paper = svg(drawing_of(charts.subject(), ExportChoice(theme=ExportTheme.PRINT), LIGHT))
    assert b"stroke-dasharray" in on_paper
    assert b"stroke-dasharray" not in svg(drawing_of(charts.subject(), ExportChoice(), LIGHT))
