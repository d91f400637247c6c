"""How the product says no."""


class Refusal(Exception):
    """The product says no."""

    def __init__(self, status, reason, errors=None):
        super().__init__(reason)
        self.status, self.reason, self.errors = status, reason, errors
