"""Whose login page is served at an address."""

import re

VIRTUAL_ENVIRONMENT = "Proxmox Virtual Environment"
BACKUP_SERVER = "Proxmox Backup Server"
MAIL_GATEWAY = "Proxmox Mail Gateway"
"""As the products' login pages call themselves in their titles."""

_PRODUCTS = (VIRTUAL_ENVIRONMENT, BACKUP_SERVER, MAIL_GATEWAY)
_TITLE = re.compile(r"<title>([^<]{0,200})", re.IGNORECASE)
_TITLE_WITHIN = 64 * 1024


def product_of(page: bytes) -> str | None:
    """The product's name; ``None`` for a page that names none of the three."""
    title = _TITLE.search(page[:_TITLE_WITHIN].decode("utf-8", "replace"))
    if title is None:
        return None
    return next((product for product in _PRODUCTS if product in title[1]), None)
