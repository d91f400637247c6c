"""A chart on the clipboard: an image for documents, and its legend as text for everything else."""

from collections.abc import Iterator

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from pulse_desktop.ui.charts.picture import Panel, Picture


def mime_data(made: QImage, picture: Picture) -> QMimeData:
    """Both forms. An image keeps no sign of where it was made."""
    data = QMimeData()
    data.setImageData(made)
    data.setText(legend_text(picture))
    return data


def legend_text(picture: Picture) -> str:
    """Title, figures of each panel below their headings, and footer; tabs between columns."""
    lines = [picture.title] if picture.title else []
    for panel in picture.panels:
        lines.extend("\t".join(cells) for cells in _table(panel))
    if picture.footer:
        lines.append(picture.footer)
    return "\n".join(lines) + "\n"


def _table(panel: Panel) -> Iterator[list[str]]:
    headings = dict.fromkeys(heading for row in panel.legend for heading, _ in row.figures)
    yield [panel.title, *headings]
    for row in panel.legend:
        figures = dict(row.figures)
        yield [row.name, *(figures.get(heading, "") for heading in headings)]
