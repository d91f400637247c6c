"""A strict Proxmox VE: TLS, tokens, tickets, permissions, and the product's own refusals."""
