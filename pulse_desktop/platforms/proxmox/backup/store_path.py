"""What a server and its datastores are called: in its API, and among our resources."""

from urllib.parse import quote

from pulse_desktop.model.ids import ConnectionId, NativeId

SERVER = "localhost"
"""What every backup server calls itself; its list of nodes is for its administrator only."""


def store_path(store: str, listing: str) -> str:
    """``admin/datastore/main/groups``."""
    return f"admin/datastore/{quote(store, safe='')}/{listing}"


def server_id(connection: ConnectionId) -> NativeId:
    """The server does not know itself by any name that lasts; its connection does."""
    return NativeId(connection)


def store_id(connection: ConnectionId, store: str) -> NativeId:
    """``conn-7f3a/main``."""
    return NativeId(f"{connection}/{store}")
