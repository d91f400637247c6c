"""The network interfaces of a container, as its node lists them."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.facet import NetworkInterface
from pulse_desktop.platforms.proxmox.ve.agent.interfaces import interfaces as agents_interfaces

MOST_ROWS = 500


def interfaces(rows: tuple[Any, ...]) -> tuple[NetworkInterface, ...]:
    """Those through which the container can be reached, chosen as those of a machine are."""
    return agents_interfaces([_as_of_agent(row) for row in rows[:MOST_ROWS] if _is_mapping(row)])


def _is_mapping(row: object) -> bool:
    return isinstance(row, dict)


def _as_of_agent(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row.get("name"),
        "hardware-address": row.get("hwaddr"),
        "ip-addresses": [{"ip-address": each} for each in _addresses(row)],
    }


def _addresses(row: dict[str, Any]) -> Iterator[str]:
    """One of each family is told, with its prefix: ``192.168.3.95/22``."""
    for family in ("inet", "inet6"):
        told = row.get(family)
        if isinstance(told, str):
            yield told.partition("/")[0]
