"""``python -m simulators.proxmox.backup --port 0`` prints where it listens and how to sign in."""

import argparse
import signal
import threading
import time
from datetime import UTC, datetime

from simulators.proxmox.backup.estate import PASSWORD, TOKEN_VALUE, small_estate
from simulators.proxmox.backup.server import BackupSimulator


def main():
    """Serve a small estate until SIGTERM or SIGINT; the clock goes with the real one."""
    parser = argparse.ArgumentParser(prog="python -m simulators.proxmox.backup")
    parser.add_argument("--port", type=int, default=8007)
    parser.add_argument("--version", default="4.0", help="the release to be, as 4.0")
    parser.add_argument("--recorded-days", type=int, default=0, help="how far its graphs go back")
    chosen = parser.parse_args()
    estate = small_estate(datetime.now(UTC))
    estate.version = chosen.version
    estate.recorded_s = chosen.recorded_days * 86_400
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with BackupSimulator(estate, port=chosen.port) as simulator:
        _introduce(simulator)
        before = time.monotonic()
        while not ended.wait(1):
            now = time.monotonic()
            estate.pass_time(now - before)
            before = now


def _introduce(simulator):
    print(f"address: {simulator.url}")
    print(f"fingerprint: {simulator.fingerprint}")
    print(f"token: pulse@pbs!desktop = {TOKEN_VALUE}")
    print(f"token without permissions: pulse@pbs!bare = {TOKEN_VALUE}")
    print(f"user: pulse@pbs, password: {PASSWORD}", flush=True)


if __name__ == "__main__":
    main()
