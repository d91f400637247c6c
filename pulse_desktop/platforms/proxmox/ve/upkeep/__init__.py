"""The upkeep of the nodes: updates, subscription, certificate, services."""
