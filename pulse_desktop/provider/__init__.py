"""What a platform must offer, and the kit that platforms are made of."""
