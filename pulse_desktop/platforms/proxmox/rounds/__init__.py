"""What is asked beside every poll's two calls: at its own cadence, and never for a poll to wait."""
