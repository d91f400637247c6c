"""The demo estate: one authored graph, and one pure function of time that gives its numbers."""
