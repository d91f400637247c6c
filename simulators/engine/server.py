"""HTTP/1.1 for the simulated engine, on a Unix socket or a port, with or without TLS."""

import asyncio
import contextlib
from urllib.parse import parse_qsl, urlsplit

from simulators.engine.api import Answer, Api, wanted_events
from simulators.engine.estate import as_json, listen

_REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found"}


class EngineServer:
    """Serves one ``Api`` as long as the context is open."""

    def __init__(self, api: Api, *, socket=None, port=0, tls=None):
        self.api = api
        self._socket = socket
        self._tls = tls
        self.port = port
        self._server = None
        self._handlers = set()

    @property
    def address(self):
        """As a connection spells it."""
        if self._socket is not None:
            return f"unix://{self._socket}"
        return f"{'https' if self._tls else 'tcp'}://127.0.0.1:{self.port}"

    async def __aenter__(self):
        if self._socket is not None:
            self._server = await asyncio.start_unix_server(self._serve, str(self._socket))
            return self
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, ssl=self._tls
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        self.drop()
        if self._handlers:
            await asyncio.wait(self._handlers)
        await self._server.wait_closed()

    def drop(self):
        """Break every open connection, as a proxy or a crash would."""
        for handler in self._handlers:
            handler.cancel()

    async def _serve(self, reader, writer):
        handler = asyncio.current_task()
        self._handlers.add(handler)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._one(reader, writer):
                    await writer.drain()
        finally:
            self._handlers.discard(handler)
            writer.transport.abort()

    async def _one(self, reader, writer):
        """Answer one request; whether another may follow on this connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, _ = head.split("\r\n", 1)[0].split(" ")
        parts = urlsplit(target)
        parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
        if parts.path.endswith("/events"):
            return await self._events(writer, parts.path, parameters)
        answer = self.api.answer(method, parts.path, parameters)
        if callable(answer):
            await answer(writer)
            return False
        self._write(writer, answer)
        return True

    def _write(self, writer, answer):
        head = {
            **self.api.headers(),
            "Content-Type": answer.content_type,
            "Content-Length": str(len(answer.body)),
            **answer.headers,
        }
        writer.write(_head(answer.status, head) + answer.body)

    async def _events(self, writer, path, parameters):
        section = self.api.section(path)
        instead = self.api.instead.get(section) if isinstance(section, str) else section
        wanted = instead or wanted_events(parameters)
        if isinstance(wanted, Answer):
            self._write(writer, wanted)
            return True
        types, since, until = wanted
        queue = listen(self.api.estate)
        try:
            head = {**self.api.headers(), "Transfer-Encoding": "chunked"}
            writer.write(_head(200, head))
            for event in list(self.api.estate.history):
                if since is not None and since <= event["timeNano"] <= (until or event["timeNano"]):
                    _chunk(writer, event, types)
            while until is None or until > self.api.estate.clock() * 1e9:
                await writer.drain()
                _chunk(writer, await queue.get(), types)
        finally:
            self.api.estate.listeners.discard(queue)
        writer.write(b"0\r\n\r\n")
        return True


def _head(status, headers):
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _chunk(writer, event, types):
    if types and event["Type"] not in types:
        return
    body = as_json(event)
    writer.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
