"""The floor: an empty main window and nothing else. Run by its path."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.children.frame import FrameWatch, report, report_frame


def main(task: str, span_s: float) -> None:
    """Show the window, and report what was asked for."""
    application = QApplication(["bare-window"])
    window = QMainWindow()
    if task == "paint":
        FrameWatch(window, report_frame)
    elif task == "beat":
        _beat(application, span_s)
    window.show()
    if task == "stay":
        report({})
    application.exec()


def _beat(application: QApplication, span_s: float) -> None:
    from PySide6.QtCore import QTimer

    from benchmarks.children.heartbeat import Heartbeat

    heart = Heartbeat(application)
    heart.start()

    def ended() -> None:
        report({"gaps_ms": heart.stop()})
        application.quit()

    QTimer.singleShot(round(span_s * 1000), ended)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
