"""What is asked about the upkeep of a node, and how often."""

from datetime import timedelta

from pulse_desktop.platforms.proxmox.rounds.question import Question, Weight
from pulse_desktop.platforms.proxmox.upkeep import wire as shared
from pulse_desktop.platforms.proxmox.ve.upkeep import wire

SERVICES = Question(
    title="services of a node",
    path="nodes/{node}/services",
    decode=shared.services,
    every=timedelta(seconds=60),
    deadline_s=15,
    weight=Weight.HEAVY,
)
UPDATES = Question(
    title="updates of a node",
    path="nodes/{node}/apt/update",
    decode=shared.updates,
    every=timedelta(hours=6),
    deadline_s=15,
)
"""As of when the node last looked for updates, which it does once a day."""

SUBSCRIPTION = Question(
    title="subscription of a node",
    path="nodes/{node}/subscription",
    decode=shared.subscription,
    every=timedelta(hours=6),
    deadline_s=10,
)
CERTIFICATES = Question(
    title="certificates of a node",
    path="nodes/{node}/certificates/info",
    decode=wire.certificates,
    every=timedelta(hours=6),
    deadline_s=10,
)
