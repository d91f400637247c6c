"""The mark in the status bar that says that nothing on show is the user's."""

from PySide6.QtWidgets import QLabel, QWidget


class DemoPill(QLabel):
    """Words on the demo's colour; hidden until the demo estate is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Demo estate"), parent)
        self.setObjectName("demo")
        self.setToolTip(self.tr("Everything on show is made up. Nothing of yours is touched."))
        self.hide()
