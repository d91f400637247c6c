"""Proxmox Mail Gateway as a provider: each question at its own pace, two at once."""

import asyncio
from types import MappingProxyType

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.lanes import Lanes
from pulse_desktop.platforms.proxmox.login_page import product_of
from pulse_desktop.platforms.proxmox.mail import area, wire
from pulse_desktop.platforms.proxmox.mail.answers import Answers
from pulse_desktop.platforms.proxmox.mail.area import Area
from pulse_desktop.platforms.proxmox.mail.gateway import observation
from pulse_desktop.platforms.proxmox.mail.lacking import lacking
from pulse_desktop.platforms.proxmox.mail.questions import Questions
from pulse_desktop.platforms.proxmox.mail.release import checked
from pulse_desktop.provider.platform import Surroundings


class ProxmoxMail:
    """A live session to one gateway, through one of its nodes."""

    def __init__(
        self, source: Source, connection: Connection, lanes: Lanes, surroundings: Surroundings
    ) -> None:
        self._source = source
        self._connection = connection
        self._surroundings = surroundings
        self._questions = Questions(lanes, NativeId(connection.id))
        self._boot = Boot()
        self.lanes = lanes

    async def collect(self) -> Snapshot:
        """Read the gateway once.

        Raises:
            ProviderError: It did not even tell its version, or nothing of it may be read.
        """
        version = await self.version()
        await self.ask()
        found = self._answers(version)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._surroundings.workers, _snapshot, self._source, found, self._boot
        )

    async def login_page(self) -> str | None:
        """The product whose login page is served; asked for without any credential."""
        return await self.lanes.look(product_of)

    async def answer(self) -> None:
        """Have one call answered, which takes an accepted credential."""
        await self.lanes.get("version", len)

    async def version(self) -> str:
        """The product's version, checked.

        Raises:
            ProviderError: Among others ``wrong_product`` and ``version``.
        """
        return checked(await self.lanes.get("version", wire.version))

    async def ask(self) -> frozenset[Area]:
        """Ask what is due; what may not be read.

        Raises:
            ProviderError: ``forbidden`` when that is all there is; or a failure of everything.
        """
        await self._questions.ask(self._surroundings.now())
        refused = self._questions.refused()
        if refused.issuperset(area.ALL):
            raise ProviderError(
                Category.FORBIDDEN,
                mark(
                    "Proxmox",
                    "Signed in, but nothing may be read. Give the user the role Auditor.",
                ),
            )
        return refused

    async def aclose(self) -> None:
        """Close the connections. Safe to call twice."""
        await self.lanes.aclose()

    def _answers(self, version: str) -> Answers:
        asked = self._questions
        return Answers(
            at=self._surroundings.now(),
            connection=self._connection,
            version=version,
            node=asked.node,
            status=asked.status,
            members=asked.members,
            are_members_fresh=asked.are_members_fresh,
            queues=asked.queues,
            statistics=asked.statistics,
            scores=asked.scores,
            spam=asked.spam,
            virus=asked.virus,
            domains=asked.domains,
            survey=asked.survey,
            issues=asked.issues(),
            lacking=tuple(lacking(self._connection, asked.refused())),
        )


def _snapshot(source: Source, found: Answers, boot: Boot) -> Snapshot:
    """The gateway is always there: it is what was asked."""
    counts = {"nodes": len(found.members)} if found.members else {}
    if found.domains is not None:
        counts["domains"] = len(found.domains)
    return Snapshot(
        source=source,
        collected_at=found.at,
        observations=(observation(found, boot),),
        issues=found.issues,
        lacking=found.lacking,
        counts=MappingProxyType(counts),
        survey=found.survey,
    )
