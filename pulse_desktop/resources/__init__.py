"""Contributions in, canonical resources out: identity, merge, the registry, the read state."""
