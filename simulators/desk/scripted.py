"""The desk over all of these."""

from pulse_desktop.model.errors import KeyringState, SecretError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.ui.desk import Desk
from simulators.desk.examiner import ScriptedExaminer
from simulators.desk.intents import (
    ScriptedConnections,
    ScriptedDemo,
    ScriptedEstates,
    ScriptedOperator,
    ScriptedUpkeep,
)
from simulators.desk.nothing import NoCharts, NoNotes, NothingRecorded
from simulators.desk.platforms import FOUND, PLATFORMS

NO_KEYRING = SecretError(
    KeyringState.ABSENT,
    mark(
        "Script",
        "Passwords cannot be saved. No keyring service is running, so you would have to enter "
        "secrets again after each start.",
    ),
)


def scripted_desk(*scripts, candidates=None, refusal=None):
    """A desk whose tests play ``scripts``."""
    examiner = ScriptedExaminer(*scripts)
    examiner.candidates = FOUND if candidates is None else candidates
    numbers = iter(range(1, 1000))

    async def keep(preferences):
        """Preferences are of no interest here."""

    return Desk(
        platforms=lambda: PLATFORMS,
        connections=ScriptedConnections(refusal=refusal),
        estates=ScriptedEstates(),
        demo=ScriptedDemo(),
        examiner=examiner,
        operator=ScriptedOperator(),
        recordings=NothingRecorded(),
        notes=NoNotes(),
        charts=NoCharts(),
        upkeep=ScriptedUpkeep(),
        preferences=Preferences,
        save_preferences=keep,
        new_connection_id=lambda: ConnectionId(f"new-{next(numbers)}"),
        retention_bytes=lambda _: None,
    )
