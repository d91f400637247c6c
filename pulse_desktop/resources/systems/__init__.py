"""Which resources are one machine or cluster, what reports it, and how it stands."""
