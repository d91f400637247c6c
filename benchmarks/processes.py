"""Starting the processes that are measured: the program, a bare window, a simulated engine."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_BARE_WINDOW = Path(__file__).parent / "children" / "bare_window.py"
_PATIENCE_S = 60.0
"""A child that says nothing for this long beyond its span has failed."""

Report = Mapping[str, Any]
"""What a child reports, by name."""


class ChildFailed(RuntimeError):
    """A process that is measured ended without a report."""


def program(task: str, profile: Path, span_s: float = 0.0) -> list[str]:
    """The command that starts the program on a profile, watched."""
    return [sys.executable, "-m", "benchmarks.children.program", task, str(profile), str(span_s)]


def bare_window(task: str, span_s: float = 0.0) -> list[str]:
    """The command that starts an empty main window."""
    return [sys.executable, str(_BARE_WINDOW), task, str(span_s)]


@contextmanager
def running(command: list[str]) -> Iterator["Child"]:
    """A child process that is ended with the block."""
    process = subprocess.Popen(
        command, env=_environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Child(process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


class Child:
    """A process that reports on its standard output, one line at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def line(self) -> str:
        """The next line it prints.

        Raises:
            ChildFailed: It ended without one.
        """
        assert self._process.stdout is not None  # noqa: S101 - it was started with a pipe
        line = self._process.stdout.readline()
        if not line:
            raise ChildFailed(f"{self._process.args!r} ended with {self._process.wait()}")
        return line.strip()

    def report(self) -> Report:
        """The next line, as values by name.

        Raises:
            ChildFailed: It ended without one.
        """
        values: Report = json.loads(self.line())
        return values

    def wait(self) -> None:
        """Until it ended by itself.

        Raises:
            ChildFailed: It does not end, or not well.
        """
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process.wait(_PATIENCE_S) == 0:
                return
        raise ChildFailed(f"{self._process.args!r} ended with {self._process.returncode}")


def reported(command: list[str]) -> Report:
    """Run a child to its end; its report.

    Raises:
        ChildFailed: It brought none, or did not end well.
    """
    with running(command) as child:
        report = child.report()
        child.wait()
    return report


@contextmanager
def engine(folder: Path, containers: int) -> Iterator[str]:
    """A simulated Docker Engine in a process of its own; the address of its socket."""
    socket = folder / "engine.sock"
    words = ("-m", "simulators.engine", "--socket", str(socket), "--containers", str(containers))
    with running([sys.executable, *words]) as child:
        child.line()  # it says so once it listens
        yield f"unix://{socket}"


def _environment() -> dict[str, str]:
    """Ours, with this package to be found, and byte code kept from the first start on."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
