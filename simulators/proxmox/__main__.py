"""``python -m simulators.proxmox --port 0`` prints where it listens and how to sign in.

SIGUSR1 gives it another certificate; SIGUSR2 lets it hang, and a second one ends that.
"""

import argparse
import signal
import threading
import time
from datetime import UTC, datetime

from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE, small_estate
from simulators.proxmox.protection import nightly
from simulators.proxmox.server import Simulator


def main():
    """Serve a small cluster until SIGTERM or SIGINT; the clock goes with the real one."""
    parser = argparse.ArgumentParser(prog="python -m simulators.proxmox")
    parser.add_argument("--port", type=int, default=8006)
    parser.add_argument("--version", default="9.1.2", help="the Proxmox VE to be")
    parser.add_argument("--recorded-days", type=int, default=0, help="how far its graphs go back")
    chosen = parser.parse_args()
    estate = small_estate(datetime.now(UTC))
    estate.version = chosen.version
    now_s = int(estate.now.timestamp())
    estate.protection.backups += nightly(now_s, 101) + nightly(now_s, 201, "lxc")
    estate.recorded_s = 86_400 * chosen.recorded_days
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with Simulator(estate, port=chosen.port) as simulator:
        signal.signal(signal.SIGUSR1, lambda *_: _renew(simulator))
        signal.signal(signal.SIGUSR2, lambda *_: _toggle_hanging(simulator))
        _introduce(simulator)
        before = time.monotonic()
        while not ended.wait(1):
            now = time.monotonic()
            estate.pass_time(now - before)
            before = now


def _introduce(simulator):
    print(f"address: {simulator.url}")
    print(f"fingerprint: {simulator.fingerprint}")
    print(f"token: pulse@pve!desktop = {TOKEN_VALUE}")
    print(f"token without permissions: pulse@pve!bare = {TOKEN_VALUE}")
    print(f"user: pulse@pve, password: {PASSWORD}", flush=True)


def _renew(simulator):
    simulator.renew_certificate()
    simulator.hang_up()
    print(f"fingerprint: {simulator.fingerprint}", flush=True)


def _toggle_hanging(simulator):
    if simulator.faults:
        simulator.heal()
    else:
        simulator.fault("*", hangs=True)


if __name__ == "__main__":
    main()
