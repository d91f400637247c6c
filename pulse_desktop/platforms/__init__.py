"""Every supported platform: a new one is a folder and one name here."""

from pulse_desktop.platforms import docker, proxmox, workstation
from pulse_desktop.provider.platform import Platform

PLATFORMS: tuple[Platform, ...] = (
    *workstation.PLATFORMS,
    *docker.PLATFORMS,
    *proxmox.PLATFORMS,
)
