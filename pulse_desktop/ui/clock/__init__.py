"""The stretch of time that charts show, and the instant that tables show."""
