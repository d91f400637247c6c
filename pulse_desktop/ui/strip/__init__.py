"""The cards above a table: how everything in it goes together over time."""
