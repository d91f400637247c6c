"""The staged connection test of Proxmox Mail Gateway."""

from collections.abc import AsyncGenerator
from functools import partial

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import MailGatewayFacet
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.examination import Course, cured, previewed, run, signed_in
from pulse_desktop.platforms.proxmox.login_page import MAIL_GATEWAY
from pulse_desktop.platforms.proxmox.mail import form
from pulse_desktop.platforms.proxmox.mail.area import ALL, Area
from pulse_desktop.platforms.proxmox.mail.lacking import lacking
from pulse_desktop.platforms.proxmox.mail.provider import ProxmoxMail
from pulse_desktop.provider.reach import Endpoint
from pulse_desktop.provider.stage import Stage, StageLine, StageState
from pulse_desktop.provider.step import Finding

_ON_GATEWAY = mark("Proxmox", "On the gateway: {command}")


def endpoint(address: Address) -> Endpoint:
    """What the shared steps need to know."""
    return Endpoint(
        host=address.host,
        port=address.port,
        product="Proxmox Mail Gateway",
        usual_port=form.PORT,
        compare=form.COMPARE,
    )


def inside(provider: ProxmoxMail, connection: Connection) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on, up to one that failed."""
    return run(
        Course(
            sign_in=partial(signed_in, provider, MAIL_GATEWAY),
            version=partial(_version, provider),
            permissions=partial(_permissions, provider, connection),
            preview=partial(_preview, provider),
            cures=tuple(cured(form.cures(connection), _ON_GATEWAY)),
        )
    )


async def _version(provider: ProxmoxMail) -> Finding[str]:
    version = await provider.version()
    detail = mark("Proxmox", "Proxmox Mail Gateway {version}").given(version=version)
    return Finding(value=version, detail=detail)


async def _permissions(
    provider: ProxmoxMail, connection: Connection, _version: str
) -> Finding[frozenset[Area]]:
    """Found out by asking: the product tells nobody what a role may read."""
    refused = await provider.ask()
    lines = tuple(_line(area, refused) for area in ALL)
    return Finding(
        value=refused,
        detail=mark("Proxmox", "{full} of {all}").given(full=len(ALL) - len(refused), all=len(ALL)),
        lines=(*lines, *cured(form.cures(connection), _ON_GATEWAY)) if refused else lines,
        lacking=tuple(lacking(connection, refused)),
        state=StageState.WARNING if refused else StageState.PASSED,
    )


def _line(area: Area, refused: frozenset[Area]) -> StageLine:
    if area in refused:
        return StageLine(StageState.WARNING, area.missing())
    return StageLine(StageState.PASSED, area.title)


async def _preview(provider: ProxmoxMail) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    return previewed(snapshot, _summary(snapshot))


def _summary(snapshot: Snapshot) -> Text:
    facets = [o.facet for o in snapshot.observations if isinstance(o.facet, MailGatewayFacet)]
    told = {
        "waiting": facets[0].queue_total if facets else None,
        "domains": snapshot.counts.get("domains"),
    }
    nodes = snapshot.counts.get("nodes", 1)
    numbers = {name: "—" if value is None else value for name, value in told.items()}
    if nodes > 1:
        return mark(
            "Proxmox",
            "cluster of {nodes} nodes: messages waiting: {waiting} · relay domains: {domains}",
        ).given(nodes=nodes, **numbers)
    return mark("Proxmox", "messages waiting: {waiting} · relay domains: {domains}").given(
        **numbers
    )
