"""The Qt that is installed does not eat references: see the limits in ``pyproject.toml``."""

import subprocess
import sys

_EMIT = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(bool)

application = QCoreApplication([])
bell, heard = Bell(), []
bell.rung.connect(heard.append)
for _ in range(20_000):
    bell.rung.emit(True)
    bell.blockSignals(False)
print(len(heard), all(heard))
"""


def test_twenty_thousand_signals_leave_the_interpreter_sound():
    """In a child, since the defect that this looks for ends the process."""
    command = [sys.executable, "-c", _EMIT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "20000 True"), done.stderr
