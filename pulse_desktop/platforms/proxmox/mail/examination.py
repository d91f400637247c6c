"""The staged connection test of Proxmox Mail Gateway."""

from collections.abc import AsyncGenerator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.facet import MailGatewayFacet
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.mail import form
from pulse_desktop.platforms.proxmox.mail.area import ALL, Area
from pulse_desktop.platforms.proxmox.mail.lacking import lacking
from pulse_desktop.platforms.proxmox.mail.provider import ProxmoxMail
from pulse_desktop.platforms.proxmox.mail.release import other_product
from pulse_desktop.provider.reach import Endpoint
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState
from pulse_desktop.provider.step import Finding, begin, finish


def endpoint(address: Address) -> Endpoint:
    """What the shared steps need to know."""
    return Endpoint(
        host=address.host,
        port=address.port,
        product="Proxmox Mail Gateway",
        usual_port=form.PORT,
        compare=form.COMPARE,
    )


async def inside(provider: ProxmoxMail, connection: Connection) -> AsyncGenerator[Stage, None]:
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
    stage, refused = await finish(StageId.PERMISSIONS, _permissions(provider, connection))
    yield _with_cures(stage, connection)
    if refused is None:
        return
    yield begin(StageId.PREVIEW)
    stage, _ = await finish(StageId.PREVIEW, _preview(provider))
    yield stage


async def _signing_in(provider: ProxmoxMail) -> Finding[bool]:
    """Looks at the login page first, so that no credential goes to another product."""
    try:
        other = await provider.lanes.look(other_product)
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


async def _version(provider: ProxmoxMail) -> Finding[str]:
    version = await provider.version()
    detail = mark("Proxmox", "Proxmox Mail Gateway {version}").given(version=version)
    return Finding(value=version, detail=detail)


async def _permissions(provider: ProxmoxMail, connection: Connection) -> Finding[frozenset[Area]]:
    """Found out by asking: the product tells nobody what a role may read."""
    refused = await provider.ask()
    lines = tuple(_line(area, refused) for area in ALL)
    return Finding(
        value=refused,
        detail=mark("Proxmox", "{full} of {all}").given(full=len(ALL) - len(refused), all=len(ALL)),
        lines=(*lines, *_cures(connection)) if refused else lines,
        lacking=tuple(lacking(connection, refused)),
        state=StageState.WARNING if refused else StageState.PASSED,
    )


def _line(area: Area, refused: frozenset[Area]) -> StageLine:
    if area in refused:
        return StageLine(StageState.WARNING, area.missing())
    return StageLine(StageState.PASSED, area.title)


def _with_cures(stage: Stage, connection: Connection) -> Stage:
    """A refusal together with the command that lifts it."""
    if stage.category is not Category.FORBIDDEN:
        return stage
    return replace(stage, lines=_cures(connection))


def _cures(connection: Connection) -> tuple[StageLine, ...]:
    return tuple(
        StageLine(
            StageState.WARNING, mark("Proxmox", "On the gateway: {command}").given(command=command)
        )
        for command in form.cures(connection)
    )


async def _preview(provider: ProxmoxMail) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    return Finding(
        value=snapshot,
        detail=_summary(snapshot),
        lines=tuple(StageLine(StageState.WARNING, issue.message) for issue in snapshot.issues),
        state=StageState.WARNING if snapshot.issues else StageState.PASSED,
    )


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
