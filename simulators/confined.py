"""The program where it may neither talk, nor ask a keyring, nor write outside one folder.

Run as a script: the folder, then the program's own words. What is forbidden ends it as a bug does.
"""

import os
import runpy
import socket
import sys
import urllib.parse
from pathlib import Path

from simulators.program import ROOT, Program

_ABROAD = {socket.AF_INET, socket.AF_INET6}
_UNWANTED = ("keyring", "httpx", "proxmoxer", "psutil", "pulse_desktop.platforms")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_PATHS = {"os.mkdir": (0,), "os.remove": (0,), "os.rmdir": (0,), "os.rename": (0, 1)}


class Forbidden(BaseException):
    """Caught by nobody."""


class Confined(Program):
    """``pulse-desktop`` that may write below one folder only."""

    def __init__(self, profile: Path, folder: Path, home: Path) -> None:
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home))
        homes |= dict.fromkeys(("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_DIRS"), str(home))
        super().__init__(profile, PYTHONDONTWRITEBYTECODE="1", PYTHONPATH=str(ROOT), **homes)
        self._folder = folder

    def _command(self, *words: str) -> list[str]:
        _, _, _, *options = super()._command(*words)
        return [sys.executable, __file__, str(self._folder), *options]


class _Guard:
    """Looks at everything that Python is about to do."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, event: str, given: tuple[object, ...]) -> None:
        if event == "socket.__new__" and given[1] in _ABROAD:
            self._forbid("a socket to other computers")
        elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
            self._forbid("a question to a name server")
        elif event == "import" and str(given[0]).startswith(_UNWANTED):
            self._forbid(str(given[0]))
        elif event == "open" and isinstance(given[2], int) and given[2] & _WRITING:
            self._expect_inside(given[0])
        elif event in _PATHS:
            for place in _PATHS[event]:
                self._expect_inside(given[place])
        elif event == "sqlite3.connect":
            self._expect_own_database(str(given[0]))

    def _expect_inside(self, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a descriptor that is open already
        wanted = Path(os.fsdecode(path)).absolute()
        is_on_the_way = self._folder.is_relative_to(wanted)
        if not (is_on_the_way or any(map(wanted.is_relative_to, (self._folder, "/dev")))):
            self._forbid(f"writing {wanted}")

    def _expect_own_database(self, name: str) -> None:
        if name != ":memory:":
            self._expect_inside(urllib.parse.urlsplit(urllib.parse.unquote(name)).path)

    def _forbid(self, what: str) -> None:
        print(f"FORBIDDEN: {what}", file=sys.stderr, flush=True)
        raise Forbidden(what)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    del sys.argv[1]
    sys.addaudithook(_Guard(folder))
    runpy.run_module("pulse_desktop", run_name="__main__", alter_sys=True)
