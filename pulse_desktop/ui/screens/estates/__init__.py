"""Turning the window to another estate, and looking after all of them."""
