"""Proxmox Backup Server as a provider: each question at its own pace, a few at once."""

import asyncio
from datetime import datetime

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Lack, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup import wire
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.care import telling
from pulse_desktop.platforms.proxmox.backup.care.care import Care
from pulse_desktop.platforms.proxmox.backup.lacking import lacking
from pulse_desktop.platforms.proxmox.backup.privileges import STORES, SYSTEM, Granted, Reach
from pulse_desktop.platforms.proxmox.backup.questions import Questions
from pulse_desktop.platforms.proxmox.backup.release import WITH_NAMESPACES, Release, checked
from pulse_desktop.platforms.proxmox.backup.scope import Scope
from pulse_desktop.platforms.proxmox.backup.snapshot import snapshot
from pulse_desktop.platforms.proxmox.backup.walk import Walk
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.lanes import Lanes
from pulse_desktop.platforms.proxmox.login_page import product_of
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.provider.platform import Surroundings


class ProxmoxBackup:
    """A live session to one backup server."""

    def __init__(
        self,
        source: Source,
        connection: Connection,
        lanes: Lanes,
        walk: Walk,
        care: Care,
        surroundings: Surroundings,
    ) -> None:
        self._source = source
        self._connection = connection
        self.lanes = lanes
        self._walk = walk
        self._care = care
        self._surroundings = surroundings
        self._questions = Questions(lanes)
        self._boot = Boot()
        self._told: frozenset[str] = frozenset()

    async def collect(self) -> Snapshot:
        """Read the server once.

        Raises:
            ProviderError: It did not even tell its version, or nothing may be read.
        """
        at = self._surroundings.now()
        release = await self.release()
        await self._questions.ask(release.number, at)
        if self._questions.granted is not None:
            refuse_blindness(self._questions.granted)
        asked = self._questions
        _, care = await asyncio.gather(
            self._walk.go_on(self._scope(release, at)),
            self._care.go_on(asked.granted, asked.stores),
        )
        found = self._answers(release, at, care)
        if self._walk.is_suspended:
            self._questions.ask_apart()
        loop = asyncio.get_running_loop()
        told = await loop.run_in_executor(
            self._surroundings.workers, snapshot, self._source, found, self._boot
        )
        self._told = frozenset(task.upid for task in found.tasks if task.endtime is not None)
        return told

    async def login_page(self) -> str | None:
        """The product whose login page is served; asked for without any credential."""
        return await self.lanes.look(product_of)

    async def answer(self) -> None:
        """Have one call answered, which takes an accepted credential."""
        await self.lanes.get("version", len)

    async def release(self) -> Release:
        """The product's release, checked.

        Raises:
            ProviderError: Among others ``wrong_product`` and ``version``.
        """
        return checked(await self.lanes.get("version", wire.version))

    async def granted(self) -> Granted:
        """What the credential may see."""
        return await self._questions.read_granted()

    async def aclose(self) -> None:
        """End the walk and close every connection. Safe to call twice."""
        await self._walk.aclose()
        await self._care.aclose()
        await self.lanes.aclose()

    def _scope(self, release: Release, at: datetime) -> Scope:
        asked = self._questions
        names = tuple(row.store for row in asked.stores)
        return Scope(
            at=at,
            connection=self._connection.id,
            stores=asked.answering_stores,
            all_stores=names if asked.sees_all_stores else None,
            has_namespaces=release.number >= WITH_NAMESPACES,
            tasks=asked.tasks,
            knows_tasks=asked.sees_all_tasks,
        )

    def _answers(self, release: Release, at: datetime, care: Findings) -> Answers:
        asked, walk = self._questions, self._walk
        return Answers(
            at=at,
            connection=self._connection,
            release=release,
            status=asked.status,
            stores=asked.stores,
            are_stores_complete=asked.sees_all_stores,
            usage=asked.usage,
            collections=asked.collections,
            sync=asked.jobs("sync"),
            verify=asked.jobs("verify"),
            prune=asked.jobs("prune"),
            tasks=asked.tasks,
            told=self._told,
            namespaces=walk.namespaces,
            survey=walk.survey,
            issues=(*asked.issues(), *walk.issues, *telling.issues(care)),
            lacking=self._lacking(),
            care=care,
        )

    def _lacking(self) -> tuple[Lack, ...]:
        """Nothing while the server has not told what the credential may see."""
        granted = self._questions.granted
        return () if granted is None else tuple(lacking(self._connection, granted))


def refuse_blindness(granted: Granted) -> None:
    """To a credential without rights the server lists nothing, as if there were nothing.

    Raises:
        ProviderError: ``forbidden``.
    """
    if all(wanted.reach(granted) is Reach.NOWHERE for wanted in (STORES, SYSTEM)):
        raise ProviderError(
            Category.FORBIDDEN,
            mark(
                "Proxmox",
                "Signed in, but nothing may be read. A token needs its roles itself, and so does "
                "its user; a role that does not propagate reaches nothing.",
            ),
        )
