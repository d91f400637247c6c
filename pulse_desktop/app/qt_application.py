"""The one ``QApplication``, on whatever display there is."""

import os
import sys

from PySide6.QtWidgets import QApplication

from pulse_desktop import __version__
from pulse_desktop.app.qt_messages import log_qt_messages


def make_application() -> QApplication:
    """Qt with our name; off-screen where there is no display."""
    if sys.platform == "linux" and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    log_qt_messages()
    application = QApplication(["pulse-desktop"])
    application.setApplicationName("Pulse Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("pulse-desktop")
    application.setQuitOnLastWindowClosed(False)  # quit() would stop the loop mid-shutdown
    return application


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
