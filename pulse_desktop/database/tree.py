"""The leaves of a tree whose branches may be rubbish, and what range of rows is out of reach."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pulse_desktop.database.page_file import BRANCH, FREE, ROOT, PageFile
from pulse_desktop.database.tree_page import Kind, below, kind_of

FIRST_KEY, LAST_KEY = -(1 << 63), (1 << 63) - 1
_POINTED = frozenset({ROOT, FREE, 3, 4, BRANCH})
"""What the pointer map says of pages; 3 and 4 are the rest of a long row (§1.8)."""

_SAMPLE = 4
"""Pages."""

_DEEPEST = 40
"""SQLite itself goes 20 deep."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Row numbers from ``first`` to ``last``, both included."""

    first: int = FIRST_KEY
    last: int = LAST_KEY


@dataclass(frozen=True, slots=True)
class Page:
    """A page that holds rows, and which rows can be in it."""

    number: int
    keys: Keys


@dataclass(slots=True)
class Tree:
    """What was found of one tree."""

    root: int
    pages: list[Page] = field(default_factory=list)
    lost: list[Keys] = field(default_factory=list)
    """What hung below pages that are rubbish, or was in them."""

    bad: dict[int, Keys] = field(default_factory=dict)
    """Those pages."""

    passed: set[int] = field(default_factory=set)
    """Every page that was looked at."""


class Forest:
    """The trees of one file. A branch that is rubbish is bridged by the file's pointer map."""

    def __init__(self, file: PageFile) -> None:
        self._file = file

    def sample(self, root: int, kinds: frozenset[Kind]) -> list[Page]:
        """A few pages of a tree, to see whose it is."""
        tree = Tree(root)
        self._grow(tree, [(root, Keys(), 0)], kinds, set(), most=_SAMPLE)
        return tree.pages

    def tree(self, root: int, kinds: frozenset[Kind]) -> Tree:
        """The tree of a table, whose pages are of these ``kinds``."""
        tree = Tree(root)
        passed: set[int] = set()
        self._grow(tree, [(root, Keys(), 0)], kinds, passed)
        waiting = dict(tree.bad)
        while waiting:
            number, keys = waiting.popitem()
            orphans = [one for one in self._children.get(number, ()) if one not in passed]
            before = set(tree.bad)
            self._grow(tree, [(one, keys, 0) for one in orphans], kinds, passed)
            waiting |= {one: tree.bad[one] for one in tree.bad.keys() - before}
        tree.passed = passed
        tree.pages.sort(key=lambda page: page.keys.first)  # so that the new pages are full
        tree.lost = [keys for number, keys in tree.bad.items() if number not in self._children]
        return tree

    def roots(self) -> Iterator[int]:
        """Every page that the pointer map calls a root, where the list of tables is lost."""
        for number in range(3, self._file.count + 1):
            if self._file.parent(number)[0] == ROOT:
                yield number

    def strays(self, passed: set[int]) -> Iterator[Page]:
        """Pages with rows that nothing leads to, and that are not known to be free."""
        free = self._file.free()
        for number in range(3, self._file.count + 1):
            if number in free:
                continue
            has_rows = kind_of(self._file, number) not in {None, Kind.TABLE_BRANCH}
            if has_rows and number not in passed and self._may_be_used(number):
                yield Page(number, Keys())

    def _may_be_used(self, number: int) -> bool:
        kind, _ = self._file.parent(number)
        return kind in {ROOT, BRANCH} or kind not in _POINTED or not self._file.is_known(number)

    @cached_property
    def _children(self) -> Mapping[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(3, self._file.count + 1):
            kind, parent = self._file.parent(number)
            if kind == BRANCH:
                found[parent].append(number)
        return found

    def _grow(
        self,
        tree: Tree,
        waiting: list[tuple[int, Keys, int]],
        kinds: frozenset[Kind],
        passed: set[int],
        most: int | None = None,
    ) -> None:
        while waiting and (most is None or len(tree.pages) < most):
            number, keys, depth = waiting.pop()
            if number in passed or depth > _DEEPEST:
                continue
            passed.add(number)
            kind = kind_of(self._file, number)
            if kind not in kinds:
                tree.bad[number] = keys
                continue
            if kind is not Kind.TABLE_BRANCH:
                tree.pages.append(Page(number, keys))
            waiting.extend(
                (child, range_, depth + 1) for child, range_ in self._ranges(number, keys)
            )

    def _ranges(self, number: int, keys: Keys) -> Iterator[tuple[int, Keys]]:
        first = keys.first
        for child, last in below(self._file, number):
            end = keys.last if last is None else min(last, keys.last)
            if 1 < child <= self._file.count:
                yield child, Keys(first, end)
            first = max(first, min(end, LAST_KEY - 1) + 1)
