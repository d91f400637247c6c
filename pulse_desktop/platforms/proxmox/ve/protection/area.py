"""The protection of guests as an area that is read in rounds."""

from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.protection.errands import errands
from pulse_desktop.platforms.proxmox.ve.protection.issues import STAGE, issues

PROTECTION = Area(name=STAGE, errands=errands, issues=issues)
