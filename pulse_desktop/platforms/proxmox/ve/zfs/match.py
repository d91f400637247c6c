"""Which pool is behind a storage: by what it reports, and only then by names and paths."""

from collections.abc import Collection, Iterator

TYPES = frozenset({"zfspool", "zfs", "local-zfs"})
"""Kinds of storages that lie on a pool of their node."""

_SUFFIX = "-zfs"


def pool_of(pool: str | None, name: str, path: str | None, pools: Collection[str]) -> str | None:
    """One of ``pools``, or ``None`` where several are as likely."""
    known = {_plain(each): each for each in pools}
    for candidate in map(_plain, _candidates(pool, name, path)):
        found = known.get(candidate) or known.get(candidate.split("/")[0])
        if candidate and found:
            return found
    return next(iter(pools)) if len(pools) == 1 else None


def _candidates(pool: str | None, name: str, path: str | None) -> Iterator[str]:
    yield pool or ""
    yield name
    yield path or ""
    yield name.removesuffix(_SUFFIX)


def _plain(text: str) -> str:
    return text.strip().lower().strip("/")
