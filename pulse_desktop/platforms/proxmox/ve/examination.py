"""The staged connection test of Proxmox VE."""

from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.facet import NodeFacet
from pulse_desktop.model.snapshot import Lack, Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.ve import form
from pulse_desktop.platforms.proxmox.ve.grants import reading
from pulse_desktop.platforms.proxmox.ve.lacking import lacking, said_in_full
from pulse_desktop.platforms.proxmox.ve.privileges import Granted, Reach, Wanted, wanted_in
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.platforms.proxmox.ve.release import number
from pulse_desktop.platforms.proxmox.ve.snapshot import nothing_granted
from pulse_desktop.provider.reach import Endpoint
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState
from pulse_desktop.provider.step import Finding, begin, finish


def endpoint(address: Address) -> Endpoint:
    """What the shared steps need to know."""
    return Endpoint(
        host=address.host,
        port=address.port,
        product="Proxmox VE",
        usual_port=form.PORT,
        compare=form.COMPARE,
    )


async def inside(provider: ProxmoxVe, connection: Connection) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on, up to one that failed."""
    yield begin(StageId.SIGN_IN)
    stage, accepted = await finish(StageId.SIGN_IN, _signing_in(provider))
    yield stage
    if accepted is None:
        return
    yield begin(StageId.VERSION)
    stage, version = await finish(StageId.VERSION, _version(provider))
    yield stage
    if version is None:
        return
    yield begin(StageId.PERMISSIONS)
    stage, granted = await finish(StageId.PERMISSIONS, _permissions(provider, connection, version))
    yield _with_cures(stage, connection)
    if granted is None:
        return
    yield begin(StageId.PREVIEW)
    stage, _ = await finish(StageId.PREVIEW, _preview(provider))
    yield stage


_EXPECTED = mark("Proxmox", "About {count} requests a minute to this server.")


async def _signing_in(provider: ProxmoxVe) -> Finding[bool]:
    """Looks at the login page first, so that no credential goes to another product."""
    try:
        other = await provider.other_product()
    except ProviderError as error:
        if error.category is not Category.PROTOCOL:
            raise
        other = None
    if other is not None:
        raise ProviderError(
            Category.WRONG_PRODUCT,
            mark("Proxmox", "This looks like {product}. Create a connection for it instead.").given(
                product=other
            ),
        )
    await provider.answer()
    return Finding(value=True, detail=mark("Proxmox", "accepted"))


async def _version(provider: ProxmoxVe) -> Finding[str]:
    version = await provider.version()
    detail = mark("Proxmox", "Proxmox VE {version}").given(version=version)
    return Finding(value=version, detail=detail)


async def _permissions(
    provider: ProxmoxVe, connection: Connection, version: str
) -> Finding[Granted]:
    granted = await provider.granted()
    wanted = wanted_in(number(version))
    if all(each.reach(granted) is Reach.NOWHERE for each in wanted):
        raise nothing_granted()
    lacks = tuple(lacking(connection, granted, number(version)))
    return Finding(
        value=granted,
        detail=mark("Proxmox", "{full} of {all}").given(
            full=len(wanted) - len(lacks), all=len(wanted)
        ),
        lines=(*_lines(wanted, lacks), *_cures(each for lack in lacks for each in lack.commands)),
        lacking=lacks,
        state=StageState.WARNING if lacks else StageState.PASSED,
    )


def _lines(wanted: tuple[Wanted, ...], lacks: tuple[Lack, ...]) -> Iterator[StageLine]:
    """Every part, in one order, with what it costs where it is not seen."""
    missing = {lack.title: lack for lack in lacks}
    for each in wanted:
        lack = missing.get(each.title)
        if lack is None:
            yield StageLine(StageState.PASSED, each.title)
            continue
        yield StageLine(StageState.WARNING, said_in_full(lack))


def _with_cures(stage: Stage, connection: Connection) -> Stage:
    """A refusal together with the commands that lift it."""
    if stage.category is not Category.FORBIDDEN:
        return stage
    return replace(stage, lines=tuple(_cures(reading(connection))))


def _cures(commands: Iterable[str]) -> Iterator[StageLine]:
    for command in dict.fromkeys(commands):
        shown = mark("Proxmox", "On a node: {command}").given(command=command)
        yield StageLine(StageState.WARNING, shown)


async def _preview(provider: ProxmoxVe) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    return Finding(
        value=snapshot,
        detail=_summary(snapshot),
        lines=(
            StageLine(StageState.PASSED, _EXPECTED.given(count=provider.expected_requests)),
            *(StageLine(StageState.WARNING, issue.message) for issue in snapshot.issues),
        ),
        state=StageState.WARNING if snapshot.issues else StageState.PASSED,
    )


def _summary(snapshot: Snapshot) -> Text:
    counts = snapshot.counts
    numbers = {key: counts[key] for key in ("nodes", "vms", "containers", "storages")}
    facets = [o.facet for o in snapshot.observations if isinstance(o.facet, NodeFacet)]
    cluster = next((facet.cluster_name for facet in facets if facet.cluster_name), None)
    if cluster is None:
        return mark(
            "Proxmox", "node “{node}”: {vms} VMs · {containers} LXC · {storages} storages"
        ).given(
            node=facets[0].node_name if facets else "?",
            **numbers,
        )
    return mark(
        "Proxmox",
        "cluster “{cluster}”: {nodes} nodes · {vms} VMs · {containers} LXC · {storages} storages",
    ).given(
        cluster=cluster,
        **numbers,
    )
