"""Editing what the user says about a resource."""
