"""How processes on one profile talk: a local socket, one word a line.

A connection is a loan. Who asked for ``hand-over`` holds the profile for as long as its
connection stays open; the operating system closes it with the process, so no crash keeps it.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pulse_desktop.model.ids import EstateId

logger = logging.getLogger(__name__)

_LONGEST_LINE = 64
_ANSWER_S = 15.0
"""A recorder may have a last sweep to write before it lets go."""


class Word(StrEnum):
    """Everything that is ever said."""

    RAISE = "raise"
    """To a window: come to the front."""

    HAND_OVER = "hand-over"
    """To a recorder: let me write while this connection is open."""

    ESTATE = "estate"
    """To either: which estate have you opened? Answered with its id."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Lender:
    """A recorder that lets another process write for a while."""

    hand_over: Callable[[], Awaitable[None]]
    """Stop writing. Returns once everything is on disk and the lock is free."""

    take_back: Callable[[], None]
    """The borrower is gone; also called when this process ends first."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What this process does when it is spoken to."""

    raise_window: Callable[[], None] | None = None
    """Bring the window to the front; ``None`` where there is none."""

    lender: Lender | None = None
    """``None`` in a window: it keeps the profile until it is closed."""

    estate: Callable[[], EstateId] | None = None
    """The one that is open."""


class LocalServer:
    """Listens on the profile's socket. Owner of the socket file."""

    def __init__(self, path: Path, manners: Manners) -> None:
        self._path = path
        self._manners = manners
        self._server: asyncio.Server | None = None
        self._conversations: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def start(self) -> None:
        """Listen. The caller holds the writer lock, so a socket file left behind is dead.

        Raises:
            OSError: The socket cannot be made.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, self._path, limit=_LONGEST_LINE)
        self._path.chmod(0o600)

    async def stop_listening(self) -> None:
        """Hear nobody new and remove the socket file. A loan goes on."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._path.unlink(missing_ok=True)

    async def close(self) -> None:
        """Stop listening, and hang up on everybody. Who waits in ``hand_over`` must be let go."""
        await self.stop_listening()
        for writer in self._conversations.values():
            writer.close()
        if self._conversations:
            await asyncio.wait(self._conversations)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        conversation = asyncio.current_task()
        if conversation is not None:
            self._conversations[conversation] = writer
        try:
            word = await _heard(reader)
            if word is Word.RAISE and self._manners.raise_window is not None:
                self._manners.raise_window()
                await _say(writer, Word.DONE)
            elif word is Word.HAND_OVER and self._manners.lender is not None:
                await _lend(self._manners.lender, reader, writer)
            elif word is Word.ESTATE and self._manners.estate is not None:
                await _say(writer, self._manners.estate())
            else:
                await _say(writer, Word.REFUSED)
        except OSError as error:
            logger.debug("local socket: %s", error)
        finally:
            writer.close()
            self._conversations = {c: w for c, w in self._conversations.items() if w is not writer}


async def listening(path: Path, manners: Manners) -> LocalServer:
    """A server that listens where a socket can be made; the caller holds the writer lock."""
    server = LocalServer(path, manners)
    try:
        await server.start()
    except OSError as error:
        logger.warning("a second start cannot raise this window: %s", error)
    return server


async def _lend(lender: Lender, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await lender.hand_over()
        await _say(writer, Word.DONE)
        await reader.read()
    finally:
        lender.take_back()


class Loan:
    """The right to write, borrowed from a recorder until ``give_back``."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def give_back(self) -> None:
        """Close the connection; the recorder takes over again."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()


async def raise_other(path: Path) -> bool:
    """Ask the window that is open on this profile to come to the front."""
    answer = await _ask(path, Word.RAISE)
    if answer is None:
        return False
    word, writer = answer
    writer.close()
    return word is Word.DONE


async def borrow(path: Path) -> Loan | None:
    """Ask the recorder that writes this profile to let this process write."""
    answer = await _ask(path, Word.HAND_OVER)
    if answer is None:
        return None
    word, writer = answer
    if word is Word.DONE:
        return Loan(writer)
    writer.close()
    return None


async def open_estate(path: Path) -> EstateId | None:
    """Which estate the process that writes this profile has open; ``None`` without an answer."""
    answer = await _asked(path, Word.ESTATE)
    if answer is None:
        return None
    line, writer = answer
    writer.close()
    return None if line in {"", Word.REFUSED} else EstateId(line)


async def _ask(path: Path, word: Word) -> tuple[Word | None, asyncio.StreamWriter] | None:
    answer = await _asked(path, word)
    if answer is None:
        return None
    line, writer = answer
    return _word(line), writer


async def _asked(path: Path, word: Word) -> tuple[str, asyncio.StreamWriter] | None:
    """The other's answer, whatever it says, and the connection it came by."""
    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=_LONGEST_LINE)
    except OSError:
        return None
    try:
        async with asyncio.timeout(_ANSWER_S):
            await _say(writer, word)
            return await _line(reader), writer
    except (OSError, TimeoutError):
        writer.close()
        return None


async def _heard(reader: asyncio.StreamReader) -> Word | None:
    return _word(await _line(reader))


async def _line(reader: asyncio.StreamReader) -> str:
    """What was said, without its end; empty where it is no line of ours."""
    try:
        return (await reader.readline()).decode("ascii").strip()
    except ValueError:
        return ""


def _word(line: str) -> Word | None:
    try:
        return Word(line)
    except ValueError:
        return None


async def _say(writer: asyncio.StreamWriter, answer: str) -> None:
    writer.write(f"{answer}\n".encode("ascii"))
    await writer.drain()
