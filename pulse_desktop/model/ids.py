"""Typed identifiers. Two ids of different kinds never compare by accident."""

from typing import NewType

ConnectionId = NewType("ConnectionId", str)
"""One saved connection, e.g. ``conn-7f3a``; survives renames and address edits."""

EstateId = NewType("EstateId", str)
"""One named set of connections, e.g. ``cabin``: the name of its folders; survives renames."""

NativeId = NewType("NativeId", str)
"""A source's own name for a thing, e.g. ``home:pve1:101``; unique within one source name."""

PlatformId = NewType("PlatformId", str)
"""A kind of target, as the command line spells it."""

SourceName = NewType("SourceName", str)
"""The contract's word for who reports, as it appears in ``state --json``."""

ResourceId = NewType("ResourceId", str)
"""The canonical id, ``<type>-<16 hex>``. Everything downstream of the registry speaks only this."""
