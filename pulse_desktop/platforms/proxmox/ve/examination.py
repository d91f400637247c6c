"""The staged connection test of Proxmox VE."""

from collections.abc import AsyncGenerator, Iterator
from functools import partial

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import NodeFacet
from pulse_desktop.model.snapshot import Lack, Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.examination import Course, cured, previewed, run, signed_in
from pulse_desktop.platforms.proxmox.login_page import VIRTUAL_ENVIRONMENT
from pulse_desktop.platforms.proxmox.ve import form
from pulse_desktop.platforms.proxmox.ve.grants import reading
from pulse_desktop.platforms.proxmox.ve.lacking import lacking, said_in_full
from pulse_desktop.platforms.proxmox.ve.privileges import Granted, Reach, Wanted, wanted_in
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.platforms.proxmox.ve.release import number
from pulse_desktop.platforms.proxmox.ve.snapshot import nothing_granted
from pulse_desktop.provider.reach import Endpoint
from pulse_desktop.provider.stage import Stage, StageLine, StageState
from pulse_desktop.provider.step import Finding

_ON_NODE = mark("Proxmox", "On a node: {command}")
_EXPECTED = mark("Proxmox", "About {count} requests a minute to this server.")


def endpoint(address: Address) -> Endpoint:
    """What the shared steps need to know."""
    return Endpoint(
        host=address.host,
        port=address.port,
        product="Proxmox VE",
        usual_port=form.PORT,
        compare=form.COMPARE,
    )


def inside(provider: ProxmoxVe, connection: Connection) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on, up to one that failed."""
    return run(
        Course(
            sign_in=partial(signed_in, provider, VIRTUAL_ENVIRONMENT),
            version=partial(_version, provider),
            permissions=partial(_permissions, provider, connection),
            preview=partial(_preview, provider),
            cures=tuple(cured(reading(connection), _ON_NODE)),
        )
    )


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
        lines=(
            *_lines(wanted, lacks),
            *cured((each for lack in lacks for each in lack.commands), _ON_NODE),
        ),
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


async def _preview(provider: ProxmoxVe) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    expected = StageLine(StageState.PASSED, _EXPECTED.given(count=provider.expected_requests))
    return previewed(snapshot, _summary(snapshot), expected)


def _summary(snapshot: Snapshot) -> Text:
    counts = snapshot.counts
    numbers = {key: counts.get(key, "—") for key in ("nodes", "vms", "containers", "storages")}
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
