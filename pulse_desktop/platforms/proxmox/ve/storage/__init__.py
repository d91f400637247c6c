"""Storages: what is configured, how each node reaches it, and how full it is."""
