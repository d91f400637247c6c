"""What the product tells of storages beside the resource list."""

import re

from simulators.proxmox.refusal import Refusal

_STANDING = re.compile(r"/nodes/(?P<node>[^/]+)/storage")

_SEEING = ("Datastore.Audit", "Datastore.Allocate", "Datastore.AllocateSpace")
"""Each of these shows a storage."""


class Storing:
    """``/storage`` and ``/nodes/{node}/storage``."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        if path == "/storage":
            return lambda account, query: self._definitions(account), ("type",)
        if found := _STANDING.fullmatch(path):
            known = ("enabled", "content", "storage", "format", "target")
            return lambda account, query: self._standings(account, found["node"]), known
        return None

    def _definitions(self, account):
        return [self._definition(each) for each in self._seen(account)]

    def _definition(self, storage):
        row = {
            "storage": storage.name,
            "type": storage.plugintype,
            "content": storage.content,
            "digest": "0" * 40,
        }
        if storage.nodes != tuple(node.name for node in self.estate.nodes):
            row["nodes"] = ",".join(storage.nodes)
        if storage.shared:
            row["shared"] = 1
        return row | storage.options | ({} if storage.is_enabled else {"disable": 1})

    def _standings(self, account, name):
        node = next((each for each in self.estate.nodes if each.name == name), None)
        if node is None:
            raise Refusal(500, f"hostname lookup '{name}' failed - failed to get address info")
        if not node.is_online:
            raise Refusal(595, "No route to host")
        return [self._standing(each, name) for each in self._seen(account)]

    def _standing(self, storage, node):
        """Those that the node may not use are listed, too, as disabled."""
        is_enabled = storage.is_enabled and node in storage.nodes
        is_active = is_enabled and storage.is_active
        used, total = (storage.disk, storage.maxdisk) if is_active else (0, 0)
        row = {
            "storage": storage.name,
            "type": storage.plugintype,
            "content": storage.content,
            "shared": storage.shared,
            "enabled": int(is_enabled),
            "active": int(is_active),
            "total": total,
            "used": used,
            "avail": total - used,
        }
        return row | ({"used_fraction": used / total} if total else {})

    def _seen(self, account):
        return [
            each
            for each in self.estate.storages
            if any(account.may(f"/storage/{each.name}", one) for one in _SEEING)
        ]
