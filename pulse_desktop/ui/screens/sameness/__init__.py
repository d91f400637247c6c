"""Deciding which things are one: splitting and merging."""
