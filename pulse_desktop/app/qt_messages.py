"""Qt's own messages go to the log like everyone else's."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

logger = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_OFFSCREEN_LACKS = "This plugin does not support"
"""A display that is none cannot raise windows or hint at sizes, and says so each time."""


def log_qt_messages() -> None:
    """From now on."""
    qInstallMessageHandler(_log)


def _log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    is_expected = message.startswith(_OFFSCREEN_LACKS)
    level = logging.DEBUG if is_expected else _LEVELS.get(kind, logging.WARNING)
    logger.log(level, "%s %s", context.category, message)
