"""Endpoints on this computer: one that speaks TLS, and one that does not."""

import asyncio
from datetime import UTC, datetime

import pytest

from simulators.proxmox.estate import small_estate
from simulators.proxmox.server import Simulator


@pytest.fixture
def secure():
    """A TLS endpoint with a self-signed certificate that records what it is sent."""
    with Simulator(small_estate(datetime(2026, 5, 1, tzinfo=UTC))) as simulator:
        yield simulator


@pytest.fixture
async def plain():
    """The port of a server that answers HTTP without TLS."""

    async def answer(reader, writer):
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
def free_port(unused_tcp_port):
    """A port on which nothing listens."""
    return unused_tcp_port
