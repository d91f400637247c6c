"""A strict Proxmox Backup Server: its listings, its plain-text refusals, and what goes wrong."""
