"""What the virtualisation manager calls its objects, within its connection."""

from typing import Literal

from pulse_desktop.model.ids import NativeId

CONNECTION = "demo-vcenter"


def native_id(kind: Literal["host", "vm", "datastore"], number: int) -> NativeId:
    """Object ids are unique only within one connection, so it goes before them."""
    return NativeId(f"{CONNECTION}:{kind}:{kind}-{number}")
