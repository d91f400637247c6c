"""What is asked about physical disks, and how often."""

from dataclasses import replace
from datetime import timedelta

from pulse_desktop.platforms.proxmox.rounds.question import Question, Weight
from pulse_desktop.platforms.proxmox.ve.disks import wire

LISTING = Question(
    title="physical disks",
    path="nodes/{node}/disks/list",
    decode=wire.disks,
    every=timedelta(minutes=10),
    deadline_s=60,
    weight=Weight.LONG,
)
"""The node asks every disk for its health, which wakes those that sleep."""

PRESENCE = replace(LISTING, path="nodes/{node}/disks/list?skipsmart=1")
"""The same without a word of the disks themselves, so that none of them wakes."""

HEALTH = Question(
    title="health of a physical disk",
    path="nodes/{node}/disks/smart?disk={0}",
    decode=wire.health,
    every=timedelta(minutes=30),
    deadline_s=15,
    weight=Weight.LONG,
)
