"""TLS in front of a Unix socket: how an engine is opened to a network with certificates."""

import asyncio
import contextlib


class TlsGate:
    """Passes bytes between TLS clients and a socket, as long as the context is open."""

    def __init__(self, socket, context):
        self._socket = str(socket)
        self._context = context
        self._server = None
        self._handlers = set()
        self.port = 0

    @property
    def address(self):
        """As a connection spells it."""
        return f"https://localhost:{self.port}"

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for handler in self._handlers:
            handler.cancel()
        if self._handlers:
            await asyncio.wait(self._handlers)
        await self._server.wait_closed()

    async def _pass(self, reader, writer):
        handler = asyncio.current_task()
        self._handlers.add(handler)
        inner = None
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                inner_reader, inner = await asyncio.open_unix_connection(self._socket)
                async with asyncio.TaskGroup() as group:
                    group.create_task(_pump(reader, inner))
                    group.create_task(_pump(inner_reader, writer))
        finally:
            self._handlers.discard(handler)
            for one in (writer, inner):
                if one is not None:
                    one.transport.abort()


async def _pump(reader, writer):
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()
