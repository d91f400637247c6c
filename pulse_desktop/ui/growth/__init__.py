"""How fast stores fill: what their recorded past says of the days to come."""
