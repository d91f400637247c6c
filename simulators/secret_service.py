"""A real Secret Service of its own: gnome-keyring, open, on a session bus in a folder."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

_NEEDED = ("dbus-daemon", "gnome-keyring-daemon")
_PASSWORD = b"of the keyring itself"
_READY_S = 15.0


def obstacle() -> str | None:
    """Why no Secret Service can be started here; ``None`` when one can."""
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


class SecretService:
    """A bus and an open keyring while the ``with`` block lasts; its files are below ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment: dict[str, str] = {}
        """What a program needs to reach it."""

        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self):
        runtime = self.home / "runtime"
        runtime.mkdir(parents=True, mode=0o700)
        self.environment = {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(runtime)}
        try:
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
            self._start_keyring()
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
            if process.stdout is not None:
                process.stdout.close()

    def secrets(self) -> list[str]:
        """Every secret that the keyring holds, asked for over the bus."""
        with self._bus() as (bus, secretstorage):
            collection = secretstorage.get_default_collection(bus)
            return [item.get_secret().decode() for item in collection.get_all_items()]

    def _start_bus(self) -> str:
        command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        bus = self._start(command, stdin=subprocess.DEVNULL)
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise RuntimeError("dbus-daemon ended before it gave its address")
        return address

    def _start_keyring(self) -> None:
        """Unlocked by a password on its standard input, as a graphical log-in does."""
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        keyring = self._start(command, stdin=subprocess.PIPE)
        keyring.stdin.write(_PASSWORD)
        keyring.stdin.close()
        deadline = time.monotonic() + _READY_S
        while not self._is_open():
            if keyring.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("gnome-keyring-daemon did not open its keyring")
            time.sleep(0.05)

    def _is_open(self) -> bool:
        from jeepney import DBusAddress, new_method_call

        # Asking for the collection would start a second daemon through the bus.
        driver = DBusAddress("/", "org.freedesktop.DBus", "org.freedesktop.DBus")
        question = new_method_call(driver, "NameHasOwner", "s", ("org.freedesktop.secrets",))
        with self._bus() as (bus, secretstorage):
            is_there = bus.send_and_get_reply(question).body[0]
            return is_there and not secretstorage.get_default_collection(bus).is_locked()

    @contextmanager
    def _bus(self):
        import secretstorage  # only systems with D-Bus have it
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            yield bus, secretstorage

    def _start(self, command, stdin) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=os.environ | self.environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process
