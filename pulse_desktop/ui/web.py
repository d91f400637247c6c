"""Web addresses that a platform names: opened only when they are web addresses."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_SCHEMES = frozenset({"http", "https"})


def is_web_address(address: str | None) -> bool:
    """Whether it may be handed to the browser. What the network says is not trusted."""
    if not address:
        return False
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme().lower() in _SCHEMES and bool(url.host())


def open_web(address: str | None) -> bool:
    """Open it in the user's browser. Returns whether it was opened."""
    if not address or not is_web_address(address):
        return False
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
