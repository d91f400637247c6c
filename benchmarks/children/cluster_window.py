"""The program watched while it polls the simulated cluster, whose token needs no keyring here."""

import sys
from pathlib import Path
from typing import Any

from benchmarks.children import program
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings.keyring_store import SecretStore
from simulators.proxmox.estate import TOKEN_VALUE


async def _given(*_: Any) -> Secret:
    return Secret(TOKEN_VALUE)


if __name__ == "__main__":
    SecretStore.secret_of = _given
    profile, span = sys.argv[1:]
    program.run("beat", Path(profile), float(span))
