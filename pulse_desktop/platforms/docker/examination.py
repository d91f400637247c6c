"""The connection test of an engine, run step by step."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.address import TLS_PORT
from pulse_desktop.platforms.docker.client import Engine
from pulse_desktop.platforms.docker.failure import unopened_socket
from pulse_desktop.platforms.docker.host import DOCKER, PODMAN
from pulse_desktop.platforms.docker.route import Route, route
from pulse_desktop.platforms.docker.sections import Sight, look, preview
from pulse_desktop.platforms.docker.session import way
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.reach import Endpoint, approach
from pulse_desktop.provider.stage import Stage, StageId, StageState
from pulse_desktop.provider.step import Finding, begin, finish

_COMPARE = mark(
    "Docker",
    "On the engine's host: openssl x509 -in server-cert.pem -noout -fingerprint -sha256",
)


async def examine(target: Target, surroundings: Surroundings) -> AsyncGenerator[Stage, None]:
    """Run the test. Each stage as it begins and as it ends; a failed one is the last."""
    stage, found = await finish(StageId.REACH, _routed(target.connection, surroundings))
    if found is None:
        yield stage
        return
    async with aclosing(_approached(found)) as steps:
        async for stage in steps:
            yield stage
    if stage.state is StageState.FAILED:
        return
    loop, workers = asyncio.get_running_loop(), surroundings.workers
    engine = Engine(await loop.run_in_executor(workers, way, found), workers)
    try:
        async with aclosing(_questioned(engine)) as steps:
            async for stage in steps:
                yield stage
    finally:
        await engine.aclose()


async def _routed(connection: Connection, surroundings: Surroundings) -> Finding[Route]:
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(surroundings.workers, route, connection)
    return Finding(value=found, detail=mark("Docker", "found"))


async def _approached(found: Route) -> AsyncGenerator[Stage, None]:
    address = found.address
    if found.is_socket:
        yield begin(StageId.REACH)
        stage, _ = await finish(StageId.REACH, _opened(address.path))
        yield stage
        return
    endpoint = Endpoint(
        host=address.host, port=address.port, product=DOCKER, usual_port=TLS_PORT, compare=_COMPARE
    )
    async for stage in approach(endpoint, found.trust):
        yield stage


async def _opened(path: str) -> Finding[bool]:
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except OSError as error:
        raise unopened_socket(error, path) from error
    writer.transport.abort()
    return Finding(value=True, detail=mark("Docker", "open"))


async def _questioned(engine: Engine) -> AsyncGenerator[Stage, None]:
    yield begin(StageId.VERSION)
    stage, product = await finish(StageId.VERSION, _version(engine))
    yield stage
    if product is None:
        return
    yield begin(StageId.PERMISSIONS)
    stage, sight = await finish(StageId.PERMISSIONS, look(engine))
    yield stage
    if sight is None:
        return
    yield begin(StageId.PREVIEW)
    stage, _ = await finish(StageId.PREVIEW, _preview(sight))
    yield stage


async def _version(engine: Engine) -> Finding[str]:
    greeting = await engine.greet()
    product = PODMAN if greeting.is_podman else DOCKER
    try:
        told = (await engine.version()).version
    except ProviderError as error:
        if error.category is not Category.FORBIDDEN:
            raise
        told = ""
    # Distributions append their own revision: 20.10.24+dfsg1.
    number = told.partition("+")[0][:30] or "?"
    detail = mark("Docker", "{product} {version} · API {api}").given(
        product=product,
        version=number,
        api=engine.api_version,
    )
    return Finding(value=product, detail=detail)


async def _preview(sight: Sight) -> Finding[bool]:
    return preview(sight)
