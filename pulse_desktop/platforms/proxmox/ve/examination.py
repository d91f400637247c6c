"""The staged connection test of Proxmox VE."""

from collections.abc import AsyncGenerator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.facet import NodeFacet
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.ve import form
from pulse_desktop.platforms.proxmox.ve.privileges import ALL, Granted, Reach, Wanted
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.platforms.proxmox.ve.snapshot import missing, nothing_granted
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
    stage, granted = await finish(StageId.PERMISSIONS, _permissions(provider, connection))
    yield _with_cures(stage, connection)
    if granted is None:
        return
    yield begin(StageId.PREVIEW)
    stage, _ = await finish(StageId.PREVIEW, _preview(provider))
    yield stage


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


async def _permissions(provider: ProxmoxVe, connection: Connection) -> Finding[Granted]:
    granted = await provider.granted()
    reaches = {wanted: wanted.reach(granted) for wanted in ALL}
    if all(reach is Reach.NOWHERE for reach in reaches.values()):
        raise nothing_granted()
    lines = tuple(_line(wanted, reach) for wanted, reach in reaches.items())
    full = sum(reach is Reach.EVERYWHERE for reach in reaches.values())
    return Finding(
        value=granted,
        detail=mark("Proxmox", "{full} of {all}").given(full=full, all=len(ALL)),
        lines=lines if full == len(ALL) else (*lines, *_cures(connection)),
        state=StageState.PASSED if full == len(ALL) else StageState.WARNING,
    )


def _line(wanted: Wanted, reach: Reach) -> StageLine:
    if reach is Reach.EVERYWHERE:
        return StageLine(StageState.PASSED, wanted.title)
    if reach is Reach.IN_PARTS:
        shown = mark(
            "Proxmox", "{title}: {privilege} is granted for some only; others are not seen."
        ).given(
            title=wanted.title,
            privilege=wanted.privilege,
        )
        return StageLine(StageState.WARNING, shown)
    return StageLine(StageState.WARNING, missing(wanted))


def _with_cures(stage: Stage, connection: Connection) -> Stage:
    """A refusal together with the commands that lift it."""
    if stage.category is not Category.FORBIDDEN:
        return stage
    return replace(stage, lines=_cures(connection))


def _cures(connection: Connection) -> tuple[StageLine, ...]:
    return tuple(
        StageLine(
            StageState.WARNING, mark("Proxmox", "On a node: {command}").given(command=command)
        )
        for command in form.cures(connection)
    )


async def _preview(provider: ProxmoxVe) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    return Finding(
        value=snapshot,
        detail=_summary(snapshot),
        lines=tuple(StageLine(StageState.WARNING, issue.message) for issue in snapshot.issues),
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
