"""What the steps of a connection test are called, known before it starts."""

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.address import parsed
from pulse_desktop.provider.stage import StageId, StageTitle


def stages(usual_port: int, connection: Connection) -> tuple[StageTitle, ...]:
    """All seven steps."""
    address = parsed(connection.address)
    port = address.port if address else usual_port
    return (
        StageTitle(StageId.RESOLVE, mark("Proxmox", "Resolve name")),
        StageTitle(StageId.REACH, mark("Proxmox", "Reach port {port}").given(port=port)),
        StageTitle(StageId.TLS, mark("Proxmox", "TLS certificate")),
        StageTitle(StageId.SIGN_IN, mark("Proxmox", "Sign in")),
        StageTitle(StageId.VERSION, mark("Proxmox", "Version")),
        StageTitle(StageId.PERMISSIONS, mark("Proxmox", "Permissions")),
        StageTitle(StageId.PREVIEW, mark("Proxmox", "Inventory preview")),
    )
