"""A real Secret Service: gnome-keyring on a session bus of its own, one for each test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

PRELUDE = """
import asyncio
from pulse_desktop.model.errors import SecretError
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings.keyring_store import SecretStore

async def outcome(act):
    try:
        found = await act
    except SecretError as error:
        return error.state
    return found.reveal() if isinstance(found, Secret) else found

def say(act):
    print(asyncio.run(outcome(act)))

store = SecretStore(patience_s=20)
"""
UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null"
"""Starts the daemon with its collection open, as a graphical log-in does."""

LOCK = """
import secretstorage
from contextlib import closing
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
"""


class Session:
    """A home folder in which Python code runs, with a session bus or without one."""

    def __init__(self, home):
        self.home = home

    def run(self, *steps):
        """Run pieces of code one after another on a bus with an open keyring; what each said."""
        lines = [UNLOCKED, *(f'"$0" -c "${n}"' for n in range(1, len(steps) + 1))]
        shell = ["dbus-run-session", "--", "sh", "-ec", "\n".join(lines)]
        return self._said(*shell, sys.executable, *(PRELUDE + step for step in steps))

    def run_without_a_bus(self, code):
        """Run code where no keyring can be reached."""
        return self._said(sys.executable, "-c", PRELUDE + code)

    def _said(self, *command):
        environment = {"PATH": os.defpath, "HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command,
            cwd=self.home,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()


@pytest.fixture
def session(tmp_path):
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed (Debian: gnome-keyring, dbus)")
    return Session(tmp_path)


@pytest.fixture
def lock():
    """Code that locks the keyring."""
    return LOCK
