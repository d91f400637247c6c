"""A bug ends here: logged with its traceback, shown in a sentence, and the program stops."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from pulse_desktop.app.headless import complain

logger = logging.getLogger(__name__)


def watch_for_bugs(found: Callable[[BaseException], None]) -> None:
    """Have every exception that nothing caught, also one in a Qt virtual, given to ``found``."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.critical("a bug", exc_info=(kind, error, trace))
        found(error)

    sys.excepthook = hook


def show_crash(application: QApplication, error: BaseException, log: str) -> None:
    """Say what happened, that the data is safe, and where the details are.

    The asyncio loop has ended by now, so the dialog runs on Qt's own.
    """
    text = QCoreApplication.translate(
        "Crash",
        "Something went wrong inside the program ({kind}). What was recorded is safe. "
        "The details are in {log}.",
    ).format(kind=type(error).__name__, log=log)
    complain(text)
    if application.platformName() == "offscreen":
        return
    title = QCoreApplication.translate("Crash", "Pulse Desktop has to close")
    box = QMessageBox(QMessageBox.Icon.Critical, title, text)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.finished.connect(application.quit)
    box.open()
    application.exec()
