"""The rules that say what differs between two looks at one resource, one module a concern."""
