"""Every supported platform: a new one is a folder and one name here."""

import os

from pulse_desktop.platforms import docker, proxmox, workstation
from pulse_desktop.provider.platform import Platform, offered

PLATFORMS: tuple[Platform, ...] = offered(
    (*workstation.PLATFORMS, *docker.PLATFORMS, *proxmox.PLATFORMS), os.environ
)
