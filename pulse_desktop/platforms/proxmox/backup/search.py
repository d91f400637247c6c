"""One search through all stores, namespaces and groups, one call at a time."""

from collections.abc import Mapping
from urllib.parse import urlencode

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup import wire
from pulse_desktop.platforms.proxmox.backup.points import GroupKey, points
from pulse_desktop.platforms.proxmox.backup.scope import Scope
from pulse_desktop.platforms.proxmox.backup.shelf import Shelf
from pulse_desktop.platforms.proxmox.backup.store_path import store_id, store_path
from pulse_desktop.platforms.proxmox.backup.wire import Backup, Group
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.kept import BEARABLE

DEADLINE_S = 25.0
"""Of one call: the server reads every manifest of a namespace for it."""

STAGE = "backups"

_FEW = 3
"""Up to so many groups are read one by one; above, their whole namespace is cheaper."""

_NO_ANSWER = mark(
    "Proxmox",
    "Datastore {store} did not answer within {seconds} s. Backups are not looked through any "
    "more, so that the server is not held up: check the datastore, then pause and resume the "
    "connection.",
)

Found = dict[GroupKey, list[Backup]]
"""The backups of groups, as far as they could be read."""


class Search:
    """Puts what it finds onto a shelf."""

    def __init__(self, client: Client, shelf: Shelf, scope: Scope) -> None:
        self._client = client
        self._shelf = shelf
        self._scope = scope
        self.namespaces: dict[str, tuple[str, ...]] = {}
        """By store, without the root."""

        self.issues: list[Issue] = []
        self.is_cut_short = False
        """Whether a call was not answered, and the rest therefore not made."""

    async def make(self) -> None:
        """Go through all stores; one that refuses is an issue.

        Raises:
            ProviderError: A failure that is not of a store alone.
        """
        for store in self._scope.stores:
            try:
                await self._store(store)
            except ProviderError as error:
                if error.category not in BEARABLE:
                    raise
                self._note(store, error)
            if self.is_cut_short:
                break
        if self._scope.all_stores is not None:
            self._shelf.see_stores(self._scope.all_stores)

    def _note(self, store: str, error: ProviderError) -> None:
        message = error.message
        if error.category is Category.TIMEOUT:
            self.is_cut_short = True
            message = _NO_ANSWER.given(store=store, seconds=round(DEADLINE_S))
        self.issues.append(Issue(STAGE, error.category, message))

    async def _store(self, store: str) -> None:
        names = await self._named(store) if self._scope.has_namespaces else ("",)
        self.namespaces[store] = tuple(name for name in names if name)
        for name in names:
            await self._namespace(store, name)

    async def _named(self, store: str) -> tuple[str, ...]:
        path = store_path(store, "namespace")
        found = await self._client.get(path, wire.namespaces, deadline_s=DEADLINE_S)
        names = tuple(sorted({row.ns for row in found.rows}))
        if not found.refused:
            self._shelf.see_namespaces(store, names)
        return names

    async def _namespace(self, store: str, name: str) -> None:
        path = store_path(store, "groups") + _query(ns=name)
        found = await self._client.get(path, wire.groups, deadline_s=DEADLINE_S)
        listed = {_key(store, name, row): row for row in found.rows}
        turn = self._scope.turn(store)
        due = self._shelf.due(listed.items(), turn)
        owner = store_id(self._scope.connection, store)
        for key, backups in (await self._read(store, name, due)).items():
            made = points(key, backups, owner, self._scope.at)
            self._shelf.put(key, listed[key], made, turn)
        if not found.refused:
            self._shelf.see(store, name, listed)

    async def _read(self, store: str, name: str, due: list[GroupKey]) -> Found:
        if len(due) > _FEW:
            try:
                return await self._whole(store, name, due)
            except ProviderError as error:
                # One broken backup makes the server refuse the listing of its whole namespace.
                if error.category is not Category.PROTOCOL:
                    raise
        return await self._each(due)

    async def _whole(self, store: str, name: str, due: list[GroupKey]) -> Found:
        read: Found = {key: [] for key in due}
        for row in (await self._backups(store, {"ns": name})).rows:
            read.get(_key(store, name, row), []).append(row)
        return read

    async def _each(self, due: list[GroupKey]) -> Found:
        """Group by group; the first refusal stands for all."""
        read: Found = {}
        refusals: list[Issue] = []
        for key in due:
            which = {"ns": key.namespace, "backup-type": key.type, "backup-id": key.id}
            try:
                read[key] = list((await self._backups(key.store, which)).rows)
            except ProviderError as error:
                if error.category is not Category.PROTOCOL:
                    raise
                refusals.append(Issue(STAGE, error.category, error.message))
        self.issues += refusals[:1]
        return read

    async def _backups(self, store: str, which: Mapping[str, str]) -> Rows[Backup]:
        path = store_path(store, "snapshots") + _query(**which)
        return await self._client.get(path, wire.backups, deadline_s=DEADLINE_S)


def _key(store: str, namespace: str, row: Group | Backup) -> GroupKey:
    return GroupKey(store=store, namespace=namespace, type=row.backup_type, id=str(row.backup_id))


def _query(**fields: str) -> str:
    """What is empty is left out: the root namespace has no name, and old servers know none."""
    given = {name: value for name, value in fields.items() if value}
    return f"?{urlencode(given)}" if given else ""
