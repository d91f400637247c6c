"""What an exported chart says below it: the program, the estate, the stretch of time, the zone."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pulse_desktop.ui.charts.export.footer import footer
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.clock.time_window import Present, Stretch
from pulse_desktop.ui.clock.wording import stretch
from pulse_desktop.ui.formatting import Formats

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published


def signed(
    subject: Subject, published: "Published | None", present: Present, formats: Formats
) -> Subject:
    """``subject`` with its footer."""
    spelled = stretch(Stretch(*subject.window_s), present, formats)
    words = footer(_estate(published), spelled)
    return replace(subject, picture=replace(subject.picture, footer=words))


def _estate(published: "Published | None") -> str:
    if published is None or published.estates is None:
        return ""
    if published.is_demo:
        return QCoreApplication.translate("Demo", "Demo estate")
    named = {estate.id: estate.name for estate in published.estates.living}
    return named.get(published.estate, "") if published.estate is not None else ""
