"""Opening a session to an engine."""

from pulse_desktop.platforms.docker.client import AT_ONCE
from pulse_desktop.platforms.docker.failure import unopened_socket
from pulse_desktop.platforms.docker.route import Route
from pulse_desktop.provider.http import Way
from pulse_desktop.provider.tls import ssl_context


def way(route: Route) -> Way:
    """``route`` for an HTTP session. Reads certificate files, so it may block.

    Raises:
        ProviderError: A certificate file cannot be used.
    """
    address = route.address
    if not route.is_socket:
        tls = ssl_context(route.trust) if route.trust is not None else None
        return Way(host=address.host, port=address.port, tls=tls, connections=AT_ONCE + 1)
    return Way(
        host="localhost",
        socket_path=address.path,
        connections=AT_ONCE + 1,
        explain=lambda error: unopened_socket(error, address.path),
    )
