"""What Proxmox products themselves recorded, for the history before this program looked."""
