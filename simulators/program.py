"""The program itself as a child process, driven through its command line."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PATIENCE_S = 30.0


class Program:
    """``pulse-desktop`` on one profile."""

    def __init__(self, profile: Path, **environment: str) -> None:
        self.profile = profile
        self._environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment

    def call(self, *words: str, secret: str = "", expect: int | None = 0):
        """Run a command to its end."""
        done = subprocess.run(
            self._command(*words),
            env=self._environment,
            cwd=ROOT,
            input=secret,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        return done

    def json(self, *words: str):
        """Run a command and read its JSON, whatever its status."""
        done = self.call(*words, "--json", expect=None)
        if not done.stdout:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def add(self, platform: str, name: str, address: str, *options: str, secret: str = "") -> None:
        """Save a connection."""
        words = ("--platform", platform, "--name", name, "--address", address, *options)
        self.call("connections", "add", *words, secret=secret)

    def state(self, *options: str):
        """The state document; resources by name."""
        document = self.json("state", *options)
        return {resource["name"]: resource for resource in document["resources"]}

    def events(self, *options: str):
        """The timeline's texts with the resource they are about, newest first."""
        document = self.json("events", *options)
        return [(event["resourceName"], event["text"]) for event in document["events"]]

    @contextmanager
    def running(self, *words: str, given: str = ""):
        """A process that runs until the block ends, then gets SIGTERM and must end well.

        ``given``: what it finds on its standard input.
        """
        with _filled_pipe(given) as stdin:
            process = subprocess.Popen(
                self._command(*words),
                env=self._environment,
                cwd=ROOT,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()

    @property
    def log(self) -> str:
        """What the program logged."""
        path = self.profile / "state" / "logs" / "pulse-desktop.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "pulse_desktop", "--profile", str(self.profile), *words]


@contextmanager
def _filled_pipe(text: str):
    """The reading end of a pipe that holds ``text``, a few lines at most, and then ends."""
    reader, writer = os.pipe()
    os.write(writer, text.encode())
    os.close(writer)
    try:
        yield reader
    finally:
        os.close(reader)


def eventually(condition, patience_s: float = _PATIENCE_S):
    """Ask ``condition()`` of another process until it holds, and return what it gave.

    Other processes have no event to wait for, so this asks again and again.
    """
    deadline = time.monotonic() + patience_s
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"it did not come about in {patience_s:g} s")
        time.sleep(0.1)
    return answer
