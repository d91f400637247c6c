"""A strict Proxmox Mail Gateway: tickets only, roles, its own refusals, and a changing cluster."""
