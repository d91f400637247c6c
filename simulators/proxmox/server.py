"""The simulated endpoint: TLS, HTTP/1.1 with the product's reason phrases, and faults on demand."""

import contextlib
import socket
import threading
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from simulators.proxmox.api import Answer, Api, Request
from simulators.proxmox.certificate import self_signed

API = "/api2/json"


@dataclass(frozen=True, slots=True)
class Fault:
    """How an answer goes wrong. The default is that it does not."""

    status: int = 200
    reason: str = "OK"
    body: bytes | None = None
    """Instead of the real one."""

    content_type: str = "application/json;charset=UTF-8"
    location: str | None = None
    delay_s: float = 0.0
    hangs: bool = False
    """Says nothing until the server stops."""

    drips: bool = False
    """Sends its header one byte at a time, and never ends it."""

    endless: bool = False
    """Sends body without end and without announcing a length."""

    cut_after: int | None = None
    """Announces the whole body and sends this much."""

    times: int = 1_000_000


class Load:
    """How many requests below ``/nodes/{node}`` were under way at once, at most."""

    def __init__(self):
        self.peaks = Counter()
        self._now = Counter()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def of(self, path):
        """While one is answered. ``""`` counts all nodes together."""
        parts = path.split("/")
        names = (parts[2], "") if parts[1:2] == ["nodes"] and len(parts) > 2 else ()
        with self._lock:
            self._now.update(names)
            for name in names:
                self.peaks[name] = max(self.peaks[name], self._now[name])
        try:
            yield
        finally:
            with self._lock:
                self._now.subtract(names)


class Simulator:
    """An endpoint that listens while the ``with`` block lasts."""

    def __init__(self, estate, identity=None, port=0, host="127.0.0.1", node=None):
        self.estate = estate
        self.host = host
        self.identity = identity or self_signed()
        self.api = self.made_api(estate, node)
        self.faults = {}
        self.requests = []
        self.received = bytearray()
        """Everything that came through TLS, in whatever state it is."""

        self.connections = 0
        self.load = Load()
        self.is_mute = False
        """Accepts connections and does not even begin TLS."""

        self.open = set()
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.context = self.identity.context()
        self._server = _Server((host, port), _Handler, self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    product = "Proxmox Virtual Environment"

    def made_api(self, estate, node):
        """What answers; ``node`` is whose endpoint this is."""
        return Api(estate, node)

    @property
    def port(self):
        """Where it listens."""
        return self._server.server_port

    @property
    def url(self):
        """``https://127.0.0.1:…``."""
        return f"https://{self.host}:{self.port}"

    @property
    def fingerprint(self):
        """SHA-256 of the certificate that it presents."""
        return self.identity.fingerprint

    def renew_certificate(self):
        """Present another certificate from the next connection on."""
        self.identity = self_signed()
        self.context = self.identity.context()

    def fault(self, path, fault=None, **fields):
        """Let ``path`` (below the API, ``*``, or ``/nodes/pve2/*``) go wrong from now on."""
        self.faults[path] = [fault or Fault(**fields), (fault or Fault(**fields)).times]

    def heal(self):
        """End all faults."""
        self.faults.clear()

    def fault_of(self, path):
        """The fault that strikes this request, if any."""
        with self.lock:
            wide = [key for key in self.faults if key[-1] == "*" and path.startswith(key[:-1])]
            entry = self.faults.get(path) or self.faults.get(max(wide, key=len, default=""))
            if entry is None or entry[1] <= 0:
                return None
            entry[1] -= 1
            return entry[0]

    def hang_up(self):
        """Close the connections that are open now."""
        with self.lock:
            for each in tuple(self.open):
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(each, socket.SHUT_RDWR)

    def start(self):
        """Begin to listen."""
        self._thread.start()

    def stop(self):
        """Hang up on everyone and end."""
        self.stopping.set()
        self._server.shutdown()
        self.hang_up()
        self._server.server_close()
        self._thread.join()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, address, handler, simulator):
        self.simulator = simulator
        super().__init__(address, handler)

    def process_request_thread(self, request, client_address):
        """A connection from its first byte to its last."""
        simulator = self.simulator
        with simulator.lock:
            simulator.connections += 1
            simulator.open.add(request)
        secure = request
        try:
            if simulator.is_mute:
                while request.recv(4096):
                    continue
                return
            secure = simulator.context.wrap_socket(request, server_side=True)
            with simulator.lock:
                simulator.open.add(secure)
            self.finish_request(secure, client_address)
        except (OSError, ValueError):
            pass
        finally:
            with simulator.lock:
                simulator.open -= {request, secure}
            secure.close()
            request.close()


class _Recorded:
    """A readable file that keeps a copy of what was read."""

    def __init__(self, file, copy):
        self._file, self._copy = file, copy

    def readline(self, limit=-1):
        """One line, copied."""
        line = self._file.readline(limit)
        self._copy += line
        return line

    def read(self, size=-1):
        """So many bytes, copied."""
        data = self._file.read(size)
        self._copy += data
        return data

    def close(self):
        """Close the file below."""
        self._file.close()

    @property
    def closed(self):
        """Whether the file below is closed."""
        return self._file.closed


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server_version = "pve-api-daemon/3.0"
    sys_version = ""

    def setup(self):
        super().setup()
        self.simulator = self.server.simulator
        self.rfile = _Recorded(self.rfile, self.simulator.received)

    def do_GET(self):
        self._respond()

    def do_POST(self):
        self._respond()

    def log_message(self, *_):
        """Nothing: requests are kept in ``Simulator.requests``."""

    def _respond(self):
        request = self._whole()
        self.simulator.requests.append(request)
        path = request.path.removeprefix(API)
        fault = self.simulator.fault_of(path)
        with self.simulator.load.of(path):
            if fault is None:
                self._send(self._answer(request, path))
            else:
                self._go_wrong(fault, request, path)

    def _whole(self):
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return Request(self.command, parts.path, query, headers, form)

    def _answer(self, request, path):
        if request.path.startswith(f"{API}/"):
            return self.simulator.api.answer(request, path)
        if request.path == "/":
            page = f"<html><head><title>pve1 - {self.simulator.product}</title></head></html>"
            return Answer(200, "OK", page.encode(), "text/html; charset=UTF-8")
        return Answer(404, "no such file", b"", "text/plain")

    def _send(self, answer):
        self._head(answer, len(answer.body))
        self.wfile.write(answer.body)

    def _head(self, answer, length):
        self.send_response(answer.status, answer.reason)
        self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _go_wrong(self, fault, request, path):
        if self.simulator.stopping.wait(None if fault.hangs else fault.delay_s):
            self.close_connection = True
            return
        answer = self._spoilt(fault, request, path)
        if fault.drips:
            self._drip()
        elif fault.endless:
            self._head(answer, None)
            self._pour()
        elif fault.cut_after is not None:
            self._head(answer, len(answer.body))
            self.wfile.write(answer.body[: fault.cut_after])
            self.close_connection = True
        else:
            self._send(answer)

    def _spoilt(self, fault, request, path):
        body = fault.body
        if body is None:
            body = self._answer(request, path).body if fault.status == 200 else b'{"data":null}'
        headers = {"Location": fault.location} if fault.location else {}
        return Answer(fault.status, fault.reason, body, fault.content_type, headers)

    def _drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.wfile.flush()
        while not self.simulator.stopping.wait(0.05):
            self.wfile.write(b".")
            self.wfile.flush()

    def _pour(self):
        self.close_connection = True
        self.wfile.write(b'{"data":[')
        while not self.simulator.stopping.is_set():
            self.wfile.write(b'{"type":"qemu"},' * 4096)
