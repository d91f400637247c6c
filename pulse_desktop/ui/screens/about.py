"""What this program is, which version, and on what it runs."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from pulse_desktop import __version__
from pulse_desktop.ui.icons import program_icon
from pulse_desktop.ui.theme import scaled, sizes


class AboutDialog(QDialog):
    """Deletes itself when closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Pulse Desktop"))
        size = sizes(self.font())
        picture = QLabel(self)
        picture.setPixmap(program_icon().pixmap(4 * size.large, 4 * size.large))
        title = QLabel(f"Pulse Desktop {__version__}", self)
        title.setFont(scaled(self.font(), 1.3, bold=True))
        sentence = QLabel(self.tr("One window over a whole homelab, with no server to run."), self)
        runs_on = QLabel(self._runs_on(), self)
        runs_on.setForegroundRole(runs_on.palette().ColorRole.PlaceholderText)
        runs_on.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large * 2, size.large, size.large * 2, size.large)
        column.setSpacing(size.small)
        for label in (picture, title, sentence, runs_on):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(size.small)
        column.addWidget(buttons)

    def _runs_on(self) -> str:
        return self.tr("MIT licence · Python {python} · Qt {qt} · {system}").format(
            python=platform.python_version(), qt=qVersion(), system=platform.system()
        )
