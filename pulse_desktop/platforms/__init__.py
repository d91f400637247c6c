"""Every supported platform: a new one is a folder and one name here."""
