"""The steps of an engine's connection test, known before it starts."""

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.route import route
from pulse_desktop.provider.stage import StageId, StageTitle

_QUESTIONS = (
    StageTitle(StageId.VERSION, mark("Docker", "Version")),
    StageTitle(StageId.PERMISSIONS, mark("Docker", "Permissions")),
    StageTitle(StageId.PREVIEW, mark("Docker", "Inventory preview")),
)


def stages(connection: Connection) -> tuple[StageTitle, ...]:
    """The steps for this kind of address."""
    try:
        found = route(connection)
    except ProviderError:
        return (StageTitle(StageId.REACH, mark("Docker", "Find the engine")), *_QUESTIONS)
    if found.is_socket:
        return (StageTitle(StageId.REACH, mark("Docker", "Open socket")), *_QUESTIONS)
    reach = mark("Docker", "Reach port {port}").given(port=found.address.port)
    first = (
        StageTitle(StageId.RESOLVE, mark("Docker", "Resolve name")),
        StageTitle(StageId.REACH, reach),
    )
    tls = (StageTitle(StageId.TLS, mark("Docker", "TLS certificate")),) if found.trust else ()
    return (*first, *tls, *_QUESTIONS)
