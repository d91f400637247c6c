"""``python -m simulators.engine --socket PATH --containers 200``: serve until interrupted."""

import argparse
import asyncio
import contextlib
import signal

from simulators.engine.api import Api
from simulators.engine.estate import Estate
from simulators.engine.server import EngineServer


async def serve(arguments):
    """Serve until a signal asks to end; now and then kill one container and start it again."""
    estate = Estate(arguments.containers, arguments.services)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, ended.set)
    server = EngineServer(Api(estate), socket=arguments.socket, port=arguments.port)
    async with server:
        print(server.address, flush=True)
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), arguments.restart_every or None)
            if arguments.restart_every and not ended.is_set():
                _restart(estate)


def _restart(estate):
    name = next(iter(estate.containers))
    estate.end(name, 137, signal="9")
    estate.start(name)


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m simulators.engine")
    parser.add_argument("--socket", help="path of a Unix socket; a port is used without one")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--containers", type=int, default=200)
    parser.add_argument("--services", type=int, default=3)
    parser.add_argument("--restart-every", type=float, metavar="SECONDS", default=0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
