"""What keeps a server of these products running: its services, updates and subscription."""
