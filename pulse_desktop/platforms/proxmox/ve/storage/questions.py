"""What is asked about storages (the API's catalogue, paths below ``api2/json``)."""

from datetime import timedelta

from pulse_desktop.platforms.proxmox.rounds.question import Question, Weight
from pulse_desktop.platforms.proxmox.ve.storage import wire

DEFINITIONS = Question(
    title="configured storages",
    path="storage",
    decode=wire.definitions,
    every=timedelta(minutes=5),
    deadline_s=5,
)
STANDINGS = Question(
    title="storages of a node",
    path="nodes/{node}/storage",
    decode=wire.standings,
    every=timedelta(seconds=60),
    deadline_s=30,
    weight=Weight.LONG,
)
"""Activates each storage in turn, so one that hangs holds up the whole answer."""
