"""One bounded HTTPS exchange at a time with a Proxmox product.

proxmoxer gives the resource URLs, the services' particulars and the failure of a refused call.
Its own sessions are left aside: they sign in outside of the session that was told whom to trust,
follow redirects with the ticket cookie along, and read bodies without bound. ``Exchange`` stands
in for the session. It connects through a context that has compared the pin before anything is
sent, follows nothing, uses no proxy, and reads at most ``BODY_LIMIT_BYTES``; whoever waits for it
sets the deadline and calls ``cut``, which ends a blocked read at once.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from pulse_desktop.platforms.proxmox.address import Address

BODY_LIMIT_BYTES = 16 * 1024 * 1024
"""Several times the largest body seen of any call that is made."""

CONNECT_S = 5.0
READ_S = 30.0
"""Silence that ends a read even when nobody waits any more."""

_CHUNK_BYTES = 64 * 1024

_GONE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError)
"""How a connection that the server closed while it was idle shows itself."""


class Oversized(Exception):
    """The body is longer than anything the product would send."""


class Redirected(Exception):
    """The endpoint sent us elsewhere; nobody was asked there."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer. The names are those that proxmoxer reads."""

    status_code: int
    reason: str
    content: bytes


class Exchange:
    """A connection that is opened when needed and kept. Used by one thread at a time."""

    def __init__(self, address: Address, context: ssl.SSLContext) -> None:
        self.address = address
        self._context = context
        self._connection: http.client.HTTPConnection | None = None
        self._socket: ssl.SSLSocket | None = None
        self._guard = threading.Lock()
        self._is_cut = False
        self._is_busy = False
        self.is_reached = False
        """Whether the last connection came about, its certificate being the expected one."""

        self.headers: Mapping[str, str] = {}
        """Sent with each request: the credential."""

    def request(
        self,
        method: str,
        url: str,
        data: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request and read the answer whole.

        Raises:
            OSError: No connection, no TLS, no answer in time, or cut.
            http.client.HTTPException: The answer is not HTTP or ends too early.
            Oversized: The answer is too long.
            Redirected: The answer is a redirect.
        """
        parts = urlsplit(url)
        query = "&".join(part for part in (parts.query, urlencode(params or {})) if part)
        target = f"{parts.path}?{query}" if query else parts.path
        body = urlencode(data).encode() if data else None
        with self._working():
            is_kept = self._connection is not None
            try:
                return self._exchanged(method, target, body)
            except _GONE:
                if not is_kept or self._is_cut:
                    raise
            return self._exchanged(method, target, body)

    def cut(self) -> None:
        """End whatever is being waited for and close, for good. Called from any thread."""
        with self._guard:
            self._is_cut = True
            if not self._is_busy:
                self._close()
            elif self._socket is not None:
                # Not SSLSocket.shutdown, which would take the session from under the reader.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    @contextlib.contextmanager
    def _working(self) -> Iterator[None]:
        """While it lasts, sockets are closed by this thread and by no other."""
        with self._guard:
            self._is_busy = True
        try:
            yield
        finally:
            with self._guard:
                self._is_busy = False
                if self._is_cut:
                    self._close()

    def _close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        if self._connection is not None:
            self._connection.close()
        self._socket = self._connection = None

    def _exchanged(self, method: str, target: str, body: bytes | None) -> Reply:
        try:
            connection = self._connection or self._connected()
            connection.request(method, target, body, self._all_headers(body))
            with connection.getresponse() as response:
                reply = Reply(response.status, response.reason, _read(response))
        except BaseException:
            with self._guard:
                self._close()
            raise
        if connection.sock is None:
            with self._guard:
                self._close()
        return reply

    def _connected(self) -> http.client.HTTPConnection:
        self.is_reached = False
        where = (self.address.host, self.address.port)
        try:
            plain = socket.create_connection(where, CONNECT_S)
        except UnicodeError as error:
            # A name that cannot be put into DNS, such as one with a label of 64 letters.
            raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            secure = self._context.wrap_socket(
                plain, server_hostname=self.address.host, do_handshake_on_connect=False
            )
        except BaseException:
            plain.close()
            raise
        self._hold(secure)
        secure.do_handshake()
        secure.settimeout(READ_S)
        connection = http.client.HTTPConnection(*where)
        connection.sock = secure
        # Left to itself it would open a plain connection where this one has ended.
        connection.auto_open = 0
        self._connection = connection
        self.is_reached = True
        return connection

    def _hold(self, secure: ssl.SSLSocket) -> None:
        """Makes the socket reachable for ``cut``, or ends here when that came first."""
        with self._guard:
            self._socket = secure
            if self._is_cut:
                raise ConnectionAbortedError("cut")

    def _all_headers(self, body: bytes | None) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", **self.headers}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


def _read(response: http.client.HTTPResponse) -> bytes:
    if 300 <= response.status < 400:  # noqa: PLR2004
        raise Redirected
    chunks, total = [], 0
    while chunk := response.read1(_CHUNK_BYTES):
        total += len(chunk)
        if total > BODY_LIMIT_BYTES:
            raise Oversized
        chunks.append(chunk)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(chunks)
