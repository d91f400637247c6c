"""HTTP bounded in bytes and time; every failure in the user's words."""

import asyncio
import contextlib
import errno
import ssl
from contextlib import asynccontextmanager

import httpx
import pytest
import pytest_asyncio

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.provider.http import Bounds, HttpSession, Way, failure
from pulse_desktop.provider.tls import Trust, ssl_context

BOUNDS = Bounds(time_s=5, size_bytes=1000)
OK = b"HTTP/1.1 200 OK\r\n"


@asynccontextmanager
async def serving(script):
    """A server that lets ``script(reader, writer)`` answer each connection."""
    handlers = set()

    async def handle(reader, writer):
        handlers.add(asyncio.current_task())
        try:
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await reader.readuntil(b"\r\n\r\n")
                await script(reader, writer)
        finally:
            handlers.discard(asyncio.current_task())
            writer.transport.abort()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for handler in handlers:
            handler.cancel()
        if handlers:
            await asyncio.wait(handlers)


@pytest_asyncio.fixture
async def answering():
    """Opens sessions to servers that answer with given bytes."""
    opened = []

    @asynccontextmanager
    async def build(*pieces, then=None):
        async def script(reader, writer):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            if then is not None:
                await then()

        async with serving(script) as port:
            session = HttpSession(Way(host="127.0.0.1", port=port))
            opened.append(session)
            yield session

    yield build
    for session in opened:
        await session.aclose()


def for_ever():
    return asyncio.Event().wait()


async def refused(session, bounds=BOUNDS):
    with pytest.raises(ProviderError) as caught:
        await session.get("/x", bounds=bounds)
    return caught.value


async def test_an_answer_comes_whole(answering):
    async with answering(OK + b"X-Thing: a\r\nContent-Length: 2\r\n\r\nhi") as session:
        reply = await session.get("/x", {"a": "b c"}, bounds=BOUNDS)
    assert (reply.status, reply.headers["x-thing"], reply.body) == (200, "a", b"hi")


async def test_a_long_body_is_cut_off(answering):
    async with answering(OK + b"Content-Length: 5000\r\n\r\n" + b"x" * 5000) as session:
        assert "cut off" in str(await refused(session))


async def test_an_endless_body_is_cut_off(answering):
    async def pour(reader, writer):
        writer.write(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
            await writer.drain()

    async with serving(pour) as port:
        session = HttpSession(Way(host="127.0.0.1", port=port))
        assert (await refused(session)).category is Category.PROTOCOL
        await session.aclose()


async def test_a_silent_server_is_given_up(answering):
    async with answering(then=for_ever) as session:
        error = await refused(session, Bounds(0.05, 1000))
    assert error.category is Category.TIMEOUT


async def test_a_body_that_drips_is_given_up(answering):
    async with answering(OK + b"Content-Length: 9\r\n\r\nx", then=for_ever) as session:
        assert (await refused(session, Bounds(0.05, 1000))).category is Category.TIMEOUT


async def test_a_redirect_is_not_followed(answering):
    head = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    async with answering(head) as session:
        assert (await session.get("/x", bounds=BOUNDS)).status == 302


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        OK + b"Content-Length: nine\r\n\r\n",
        OK + b"Content-Length: 9\r\n\r\nshort",
        OK + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi",
        b"",
    ],
)
async def test_what_is_no_answer_is_an_unexpected_reply(answering, reply):
    async with answering(reply) as session:
        assert (await refused(session)).category is Category.PROTOCOL


async def test_a_closed_port_is_refused(unused_tcp_port):
    session = HttpSession(Way(host="127.0.0.1", port=unused_tcp_port))
    assert (await refused(session)).category is Category.REFUSED
    await session.aclose()


async def test_the_platform_may_say_why_a_socket_did_not_open(tmp_path):
    said = ProviderError(Category.FORBIDDEN, mark("Test", "Ask the porter."))
    seen = []
    way = Way(
        host="localhost",
        socket_path=str(tmp_path / "none"),
        explain=lambda error: seen.append(error.errno) or said,
    )
    session = HttpSession(way)
    assert await refused(session) is said
    assert seen == [errno.ENOENT]
    await session.aclose()


async def test_a_path_too_long_for_a_socket_is_a_failure_too(tmp_path):
    session = HttpSession(Way(host="localhost", socket_path="/" + "x" * 200))
    assert isinstance(await refused(session), ProviderError)
    await session.aclose()


async def test_only_the_pinned_certificate_is_spoken_to(secure):
    trust = Trust(fingerprint=":".join(["AB"] * 32))
    way = Way(host="127.0.0.1", port=secure.port, tls=ssl_context(trust))
    session = HttpSession(way)
    assert (await refused(session)).category is Category.TLS_CHANGED
    await session.aclose()


async def test_a_plain_port_spoken_to_with_tls_says_so(plain):
    way = Way(host="127.0.0.1", port=plain, tls=ssl_context(Trust()))
    session = HttpSession(way)
    assert (await refused(session)).category is Category.PLAIN_HTTP
    await session.aclose()


@pytest.mark.parametrize(
    ("error", "category"),
    [
        (httpx.ReadTimeout("x"), Category.TIMEOUT),
        (httpx.ReadError("x"), Category.PROTOCOL),
        (httpx.RemoteProtocolError("x"), Category.PROTOCOL),
        (httpx.InvalidURL("x"), Category.PROTOCOL),
        (OSError(errno.ECONNRESET, "x"), Category.PROTOCOL),
        (ssl.SSLError(1, "x"), Category.PROTOCOL),
    ],
)
def test_every_failure_has_a_category(error, category):
    assert failure(error, Way(host="h", port=1), 5).category is category


def test_a_connection_closed_under_tls_hints_at_the_client_certificate():
    way = Way(host="h", port=1, tls=ssl_context(Trust()))
    assert "client certificate" in str(failure(httpx.ReadError(""), way, 5))


@pytest.mark.parametrize(
    ("way", "url"),
    [
        (Way(host="h", port=1), "http://h:1"),
        (Way(host="fe80::1", port=1), "http://[fe80::1]:1"),
        (Way(host="h", socket_path="/s"), "http://localhost"),
    ],
)
def test_an_endpoint_has_its_url(way, url):
    assert way.url == url


async def lines_of(session, longest=100):
    async with session.stream("/x", idle_s=1) as stream:
        return [line async for line in stream.lines(longest)]


async def test_lines_come_whole_however_they_are_cut(answering):
    head = OK + b"Content-Length: 13\r\n\r\n"
    async with answering(head + b"one\n\ntw", b"o\nfour") as session:
        assert await lines_of(session) == [b"one", b"two", b"four"]


async def test_a_line_without_end_is_cut_off(answering):
    async with answering(OK + b"\r\n" + b"x" * 500) as session:
        with pytest.raises(ProviderError, match="without end"):
            await lines_of(session)


async def test_a_stream_that_is_idle_too_long_ends(answering):
    async with answering(OK + b"\r\none\n", then=for_ever) as session:
        with pytest.raises(ProviderError) as caught:
            async with session.stream("/x", idle_s=0.05) as stream:
                assert [line async for line in stream.lines(100)] == []
    assert caught.value.category is Category.TIMEOUT


async def test_a_handshake_that_is_cancelled_leaves_no_connection():
    closed = asyncio.Event()

    async def stall(reader, writer):
        await reader.read()
        writer.transport.abort()
        closed.set()

    server = await asyncio.start_server(stall, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        session = HttpSession(Way(host="127.0.0.1", port=port, tls=ssl_context(Trust())))
        assert (await refused(session, Bounds(0.05, 1000))).category is Category.TIMEOUT
        await asyncio.wait_for(closed.wait(), 5)
        await session.aclose()
