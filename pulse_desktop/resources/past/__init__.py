"""What was at an earlier instant, worked out backwards from what is and what has changed since."""
