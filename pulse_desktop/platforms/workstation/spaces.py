"""How full file systems are, read so that one which never answers holds up nothing."""

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Mapping

from pulse_desktop.platforms.workstation.sample import Mount, Space

LIMIT_S = 5.0
"""How long all file systems together may take."""


def read_space(mount_point: str) -> Space:
    """Ask the file system at ``mount_point``. Never returns from a dead server.

    Raises:
        OSError: It is gone or refuses.
    """
    usage = shutil.disk_usage(mount_point)
    return Space(usage.total, usage.used, usage.free)


class Spaces:
    """Looks at each file system in a thread of its own, and leaves alone those still stuck."""

    def __init__(self, read: Callable[[str], Space] = read_space, limit_s: float = LIMIT_S) -> None:
        self._read = read
        self._limit_s = limit_s
        self._looks: dict[str, _Look] = {}

    def read(self, mounts: Iterable[Mount]) -> Mapping[Mount, Space | None]:
        """The space of each mount; ``None`` for one that did not answer in time.

        One that refuses or vanished meanwhile is left out.
        """
        wanted = {mount: self._look(mount.mount_point) for mount in mounts}
        deadline = time.monotonic() + self._limit_s
        for look in wanted.values():
            look.wait(deadline - time.monotonic())
        self._looks = {point: look for point, look in self._looks.items() if look.is_running}
        return {
            mount: look.space
            for mount, look in wanted.items()
            if look.is_running or look.space is not None
        }

    def _look(self, point: str) -> "_Look":
        look = self._looks.get(point)
        if look is None or not look.is_running:
            look = self._looks[point] = _Look(self._read, point)
        return look


class _Look:
    """One question to one file system. Its thread is a daemon: it may outlive the program."""

    def __init__(self, read: Callable[[str], Space], point: str) -> None:
        self.space: Space | None = None
        self._read = read
        self._point = point
        self._thread = threading.Thread(target=self._run, name=f"space {point}", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.space = self._read(self._point)
        except OSError:
            self.space = None

    def wait(self, limit_s: float) -> None:
        """Wait for the answer for at most ``limit_s``."""
        self._thread.join(max(limit_s, 0.0))

    @property
    def is_running(self) -> bool:
        """Whether it has not come back yet."""
        return self._thread.is_alive()
