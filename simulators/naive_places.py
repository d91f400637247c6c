"""Who held a place, and who continues whose history, in plain words."""


class Places:
    """The native ids that hold each place, the history each continues, and who left when."""

    def __init__(self):
        self.origins = {}
        self.left = {}

    def share(self, place, native):
        """``native`` is listed here beside others and follows nobody; the name of its history."""
        held, left = self._at(place)
        left.pop(native, None)
        return held.setdefault(native, native)

    def take(self, place, native, at, lives_on):
        """``native`` is new; the name of its history, and the one that it follows.

        Whoever ``lives_on`` elsewhere keeps its own history.
        """
        held, left = self._at(place)
        if native in held:
            left.pop(native, None)
            return held[native], None
        lone = self._follows(place, native, at, lives_on)
        origin = native if lone is None or lives_on(lone) else held[lone]
        return self._occupy(place, native, origin), lone

    def move_on(self, place, known, at, lives_on):
        """A known thing comes here: native id, own history, and whether it may take on another's.

        The name of its history from now on, and the one that it follows.
        """
        native, origin, may_continue = known
        lone = self._follows(place, native, at, lives_on)
        if may_continue and lone is not None and not lives_on(lone):
            origin = self._at(place)[0][lone]
        return self._occupy(place, native, origin), lone

    def _follows(self, place, native, at, lives_on):
        """The one that was here, or left last, unless it moved away in an earlier poll."""
        held, left = self._at(place)
        before = [one for one in self._before(held, left) if one != native]
        if len(before) != 1:
            return None
        moved_away = left.get(before[0], at) != at and lives_on(before[0])
        return None if moved_away else before[0]

    def _occupy(self, place, native, origin):
        """It is here; who left before it is no longer of interest."""
        held, left = self._at(place)
        for gone in left:
            held.pop(gone)
        left.clear()
        held[native] = origin
        return origin

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
