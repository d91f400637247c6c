"""``python -m simulators.proxmox.mail --port 0`` prints where it listens and how to sign in."""

import argparse
import signal
import threading
import time
from datetime import UTC, datetime

from simulators.proxmox.mail.estate import PASSWORD, small_estate
from simulators.proxmox.mail.server import MailSimulator


def main():
    """Serve a gateway until SIGTERM or SIGINT; the clock goes with the real one."""
    parser = argparse.ArgumentParser(prog="python -m simulators.proxmox.mail")
    parser.add_argument("--port", type=int, default=8006)
    parser.add_argument("--version", default="9.1.0", help="the Proxmox Mail Gateway to be")
    parser.add_argument("--cluster", action="store_true", help="of two nodes")
    chosen = parser.parse_args()
    estate = small_estate(datetime.now(UTC))
    estate.version = chosen.version
    if chosen.cluster:
        estate.form_cluster()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with MailSimulator(estate, port=chosen.port) as simulator:
        print(f"address: {simulator.url}")
        print(f"fingerprint: {simulator.fingerprint}")
        print(f"user: pulse@pmg, password: {PASSWORD}")
        print(f"user who may not see the queues: keeper@pmg, password: {PASSWORD}", flush=True)
        before = time.monotonic()
        while not ended.wait(1):
            now = time.monotonic()
            estate.pass_time(now - before)
            before = now


if __name__ == "__main__":
    main()
