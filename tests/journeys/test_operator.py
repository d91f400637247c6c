"""What the user said about a thing is what every command says of it."""

import sqlite3

from simulators.program import eventually


def test_state_tells_what_the_user_said(program):
    """D-02: kept in the estate's database, whoever reads it."""
    program.add("workstation", "me", "local", "--interval", "5")
    with program.running("record"):
        eventually(lambda: program.call("events", expect=None).stdout)
    ((name, computer),) = ((n, r) for n, r in program.state().items() if r["type"] == "agent")
    (file,) = program.profile.rglob("*.sqlite")
    with sqlite3.connect(file) as handle:
        handle.execute(
            "INSERT INTO annotation VALUES (?, ?, ?, ?, ?)",
            (computer["id"], "https://wiki.test", "Below the desk", '["prod"]', "Ask first"),
        )
    handle.close()
    told = program.state()[name]
    assert (told["customUrl"], told["description"]) == ("https://wiki.test", "Below the desk")
    assert (told["tags"], told["notes"]) == (["prod"], "Ask first")
