"""Answers that a product would never give, made of those that it gives."""
