"""A real X display of its own: Xvfb, a window manager, and hands that type and click."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

SIZE = (1600, 1000)
"""Pixels. Every window of the program fits."""

_PATIENCE_S = 20.0
_CALL_S = 20.0
_NEEDED = ("Xvfb", "openbox", "xdotool", "import")

_READ_CLIPBOARD = """
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
print(application.clipboard().text(), end="")
"""


def obstacle() -> str | None:
    """Why no display can be started here; ``None`` when one can."""
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


class Display:
    """One display with openbox on it, while the ``with`` block lasts.

    Keys and clicks go through the X server, as those of a user do: to whatever has the focus,
    and to whatever lies under the pointer.
    """

    def __init__(self) -> None:
        self.name = ""
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to show itself here."""
        return {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def __enter__(self):
        try:
            self._start_server()
            self._start(("openbox", "--sm-disable"), {"DISPLAY": self.name})
            self._until(lambda: self._xdotool("get_num_desktops", check=False))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        while self._processes:
            process = self._processes.pop()
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def press(self, *keys: str) -> None:
        """Press keys one after another, in xdotool's spelling: ``ctrl+n``, ``Tab``, ``F4``."""
        if keys:
            self._xdotool("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        """Type text into whatever has the focus."""
        if text:
            self._xdotool("type", "--delay", "15", "--", text)

    def click(self, window: str, x: int, y: int) -> None:
        """Press the left button inside a window; negative numbers count from right and bottom."""
        width, height = self.size(window)
        at = (str(x % width), str(y % height))
        self._xdotool("mousemove", "--window", window, *at, "click", "1")

    def window(self, title: str, patience_s: float = _PATIENCE_S) -> str:
        """The window on show whose title matches a regular expression, once it has the focus."""
        return self._until(lambda: self._focused(title), patience_s)

    def find(self, title: str) -> str:
        """The one window on show whose title matches, wherever the focus is."""
        return self._xdotool("search", "--onlyvisible", "--name", title)

    def titles(self) -> list[str]:
        """Titles of the windows on show."""
        found = self._xdotool("search", "--onlyvisible", "--name", ".", check=False).split()
        return [self._xdotool("getwindowname", each, check=False) for each in found]

    def active_title(self) -> str:
        """Title of the window that has the focus."""
        return self._xdotool("getactivewindow", "getwindowname", check=False)

    def resize(self, window: str, width: int, height: int) -> None:
        """Give a window another size, as a drag at its corner does."""
        self._xdotool("windowsize", "--sync", window, str(width), str(height))

    def minimise(self, window: str) -> None:
        """Put a window away."""
        self._xdotool("windowminimize", "--sync", window)

    def size(self, window: str) -> tuple[int, int]:
        """Width and height without the frame."""
        lines = self._xdotool("getwindowgeometry", "--shell", window).splitlines()
        told = dict(line.split("=", 1) for line in lines)
        return int(told["WIDTH"]), int(told["HEIGHT"])

    def pixels(self, window: str, area: tuple[int, int, int, int]) -> bytes:
        """What an area (left, top, width, height) of a window shows, three bytes a pixel."""
        left, top, width, height = area
        whole = self.size(window)
        at = f"{width}x{height}+{left % whole[0]}+{top % whole[1]}"
        return self._shot(window, "-crop", at, "-depth", "8", "rgb:-")

    def picture(self, path: Path) -> Path:
        """Save what the whole screen shows as PNG."""
        self._shot("root", str(path))
        return path

    def clipboard(self) -> str:
        """The text that was copied last, read as another program reads it."""
        done = subprocess.run(
            [sys.executable, "-c", _READ_CLIPBOARD],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=_CALL_S,
            check=True,
        )
        return done.stdout

    def _start_server(self) -> None:
        reader, writer = os.pipe()
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ("Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp")
        with os.fdopen(reader, encoding="ascii") as told:
            try:
                self._start(command, {}, pass_fds=(writer,))
            finally:
                os.close(writer)
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb ended before it named its display")
        self.name = f":{number}"

    def _start(self, command, environment, pass_fds=()) -> None:
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=pass_fds,
        )
        self._processes.append(process)

    def _shot(self, window: str, *words: str) -> bytes:
        done = subprocess.run(
            ["import", "-window", window, *words],
            env=os.environ | {"DISPLAY": self.name},
            stdout=subprocess.PIPE,
            timeout=_CALL_S,
            check=True,
        )
        return done.stdout

    def _focused(self, title: str) -> str:
        found = self._xdotool("search", "--onlyvisible", "--name", title, check=False).split()
        active = self._xdotool("getactivewindow", check=False)
        return active if active in found else ""

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=os.environ | {"DISPLAY": self.name},
            capture_output=True,
            text=True,
            timeout=_CALL_S,
            check=check,
        )
        return done.stdout.strip()

    def _until(self, condition, patience_s: float = _PATIENCE_S):
        deadline = time.monotonic() + patience_s
        while not (answer := condition()):
            if time.monotonic() > deadline:
                shown = f"on show: {self.titles()}; in front: {self.active_title()!r}"
                raise AssertionError(f"it did not come about in {patience_s:g} s; {shown}")
            time.sleep(0.05)
        return answer
