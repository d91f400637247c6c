"""``python -m simulators.proxmox --port 0`` prints where it listens and how to sign in."""

import argparse
import signal
import threading
import time
from datetime import UTC, datetime

from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE, small_estate
from simulators.proxmox.server import Simulator


def main():
    """Serve a small cluster until SIGTERM or SIGINT; the clock goes with the real one."""
    parser = argparse.ArgumentParser(prog="python -m simulators.proxmox")
    parser.add_argument("--port", type=int, default=8006)
    parser.add_argument("--version", default="9.1.2", help="the Proxmox VE to be")
    chosen = parser.parse_args()
    estate = small_estate(datetime.now(UTC))
    estate.version = chosen.version
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with Simulator(estate, port=chosen.port) as simulator:
        print(f"address: {simulator.url}")
        print(f"fingerprint: {simulator.fingerprint}")
        print(f"token: pulse@pve!desktop = {TOKEN_VALUE}")
        print(f"token without permissions: pulse@pve!bare = {TOKEN_VALUE}")
        print(f"user: pulse@pve, password: {PASSWORD}", flush=True)
        before = time.monotonic()
        while not ended.wait(1):
            now = time.monotonic()
            estate.pass_time(now - before)
            before = now


if __name__ == "__main__":
    main()
