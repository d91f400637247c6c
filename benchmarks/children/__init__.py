"""Processes that a measurement starts and watches."""
