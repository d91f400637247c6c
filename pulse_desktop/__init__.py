"""Pulse Desktop: one native window over a whole homelab, with no server to run."""

__version__ = "0.1.0"
