"""The spine: pollers feed the registry, every commit goes to memory, disk and window."""
