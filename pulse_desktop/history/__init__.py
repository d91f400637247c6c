"""Samples: the memory ring, the tiers on disk, and the query that charts read."""
