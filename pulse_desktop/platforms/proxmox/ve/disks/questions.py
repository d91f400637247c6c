"""What is asked about physical disks, and how often."""

from datetime import timedelta

from pulse_desktop.platforms.proxmox.ve.disks import wire
from pulse_desktop.platforms.proxmox.ve.rounds.question import Question, Weight

LISTING = Question(
    title="physical disks",
    path="nodes/{node}/disks/list",
    decode=wire.disks,
    every=timedelta(minutes=10),
    deadline_s=60,
    weight=Weight.LONG,
)
"""The node asks every disk for its health, which wakes those that sleep."""

HEALTH = Question(
    title="health of a physical disk",
    path="nodes/{node}/disks/smart?disk={0}",
    decode=wire.health,
    every=timedelta(minutes=30),
    deadline_s=15,
    weight=Weight.LONG,
)
