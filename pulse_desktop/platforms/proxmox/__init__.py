"""Proxmox products, read through their HTTPS API."""

from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Platform

PLATFORMS: tuple[Platform, ...] = (PROXMOX_VE, PROXMOX_BACKUP, PROXMOX_MAIL)
