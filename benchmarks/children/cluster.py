"""A simulated Proxmox cluster in a process of its own; it says where it listens, until SIGTERM."""

import signal
import sys
import threading
import time
from datetime import UTC, datetime

from benchmarks.children.frame import report
from benchmarks.proxmox_estate import SIZES, cluster
from simulators.proxmox.server import Simulator


def main(size: str) -> None:
    """Serve; the clock goes with the real one."""
    estate, ended = cluster(*SIZES[size], datetime.now(UTC)), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with Simulator(estate) as simulator:
        report({"address": simulator.url, "fingerprint": simulator.fingerprint})
        before = time.monotonic()
        while not ended.wait(1):
            now = time.monotonic()
            estate.pass_time(now - before)
            before = now


if __name__ == "__main__":
    main(sys.argv[1])
