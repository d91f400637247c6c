"""Strict stand-ins for servers that cannot run here. Tests and benchmarks start them."""
