"""Measures the program against a raw baseline in the same run."""
