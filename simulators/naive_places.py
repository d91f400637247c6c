"""Who held a place, and who continues whose history, in plain words."""


class Places:
    """The native ids that hold each place, the history each continues, and who left when."""

    def __init__(self):
        self.origins = {}
        self.left = {}

    def take(self, place, native, beside, listed):
        """``native`` is new; its origin, and the one that it replaces, if there is exactly one.

        ``beside`` are those listed in this place now, ``listed`` all that are listed anywhere.
        """
        held, left = self._at(place)
        if beside != {native}:
            held.setdefault(native, native)
            left.pop(native, None)
            return held[native], None
        if native in held:
            left.pop(native, None)
            return held[native], None
        before = self._before(held, left)
        is_replaced = len(before) == 1 and before[0] not in listed
        origin = held[before[0]] if is_replaced else native
        self.occupy(place, native, origin)
        return origin, before[0] if len(before) == 1 else None

    def occupy(self, place, native, origin):
        """``native`` is here with this history; who left before it is no longer of interest.

        Returns whom it follows, if that is exactly one.
        """
        held, left = self._at(place)
        before = [one for one in self._before(held, left) if one != native]
        for gone in left:
            held.pop(gone)
        left.clear()
        held[native] = origin
        return before[0] if len(before) == 1 else None

    def leave(self, place, native, at):
        """``native`` is not here any more."""
        held, left = self._at(place)
        if native in held:
            left[native] = at

    def disinherit(self, place, native):
        """``native`` begins its own history."""
        self._at(place)[0][native] = native

    def restart(self):
        """Whoever is gone went before the restart; when exactly is not kept."""
        for left in self.left.values():
            left.update(dict.fromkeys(left))

    @staticmethod
    def _before(held, left):
        """Those who are here, else those who left last."""
        present = [native for native in held if native not in left]
        latest = max((at for at in left.values() if at is not None), default=None)
        return present or [native for native, at in left.items() if at == latest]

    def _at(self, place):
        return self.origins.setdefault(place, {}), self.left.setdefault(place, {})
