"""The orchestrator's cluster as everything in it is named by."""

from typing import Literal

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.guests import guest
from pulse_desktop.model.ids import NativeId

NAME = "Production"
CONTEXT = "prod-euw1"
NODES = tuple(guest(f"prod-euw1-k8s-0{at}") for at in range(1, 6))
"""Guests of the hypervisor's cluster; an agent runs on the first three."""

CLUSTER = NativeId(number.uuid("cluster", NAME))
"""The uid of its oldest namespace, which every credential sees alike."""


def native_id(kind: Literal["node", "pod", "deployment"], uid: str) -> NativeId:
    """What the object of that uid is called within the source."""
    return NativeId(f"{CLUSTER}:{kind}:{uid}")
