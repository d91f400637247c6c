"""Versioned TOML in and out of frozen values, the profile's paths, and the keyring."""
