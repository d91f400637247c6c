"""Charts from the command line: drawn from an estate's file, without a window."""

import csv
import io
import json
import math
import re
import struct
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.settings.profile import Profile
from simulators import canary
from simulators.past import ENGINE, recorded
from simulators.program import Program
from simulators.scripted import observation, snapshot

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
SPAN = ("--from", "2026-01-01T08:00:00Z", "--to", "2026-01-01T10:00:00Z")
CPU = ("--series", "=web:cpu", *SPAN)


def cpu(minute):
    return 0.5 + 0.4 * math.sin(minute / 9)


def moment(minute):
    container = observation("=web", ResourceType.APP_CONTAINER, cpu=cpu(minute), netin=1e6 + minute)
    return snapshot(container, said_by=ENGINE, at=START + timedelta(minutes=minute))


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    folder = tmp_path_factory.mktemp(canary.CANARY) / "profile"
    minutes = [minute for minute in range(121) if not 40 <= minute < 60]
    recorded(Profile.below(folder), [moment(minute) for minute in minutes])
    return folder


@pytest.fixture
def export(past, tmp_path):
    """Write a file of that kind; gives its path."""

    def written(kind, *options, series=CPU):
        out = tmp_path / f"out.{kind}"
        Program(past).call("export-chart", *series, "--format", kind, "--out", str(out), *options)
        return out

    return written


def test_an_image_has_the_size_and_scale_that_were_asked_for(export):
    body = export("png", "--size", "800x500", "--scale", "2").read_bytes()
    assert body.startswith(b"\x89PNG")
    assert struct.unpack(">II", body[16:24]) == (1600, 1000)


def test_the_themes_differ(export):
    pictures = {export("png", "--theme", name).read_bytes() for name in ("light", "dark", "print")}
    assert len(pictures) == 3


def test_a_drawing_says_what_it_is_of_in_real_text(export):
    text = export("svg").read_text()
    assert '<svg width="1280" height="720"' in text
    for words in (">=web<", ">CPU<", "Pulse Desktop"):
        assert words in text


def test_a_page_can_be_read_by_others(export, tmp_path):
    page = export("pdf", "--size", "1123x794")
    shown = subprocess.run(["pdftotext", page, "-"], capture_output=True, text=True, check=True)
    assert "CPU" in shown.stdout
    sized = subprocess.run(["pdfinfo", page], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: +842 x 59[56] pts", sized)


def test_two_units_are_two_panels(export):
    series = ("--series", "=web:cpu", "--series", "=web:netIn", *SPAN)
    text = export("svg", series=series).read_text()
    assert ">CPU<" in text
    assert ">Network in<" in text


def test_a_table_holds_what_was_recorded_and_no_row_in_a_gap(export):
    rows = list(csv.DictReader(io.StringIO(export("csv", "--raw").read_text())))
    assert [row["time_utc"] for row in rows][39:41] == [
        "2026-01-01T08:39:00Z",
        "2026-01-01T09:00:00Z",
    ]
    assert float(rows[7]["'=web cpu (%)"]) == pytest.approx(100 * cpu(7), rel=1e-6)


def test_a_document_is_that_of_history_with_an_entry_a_series(export, past):
    told = Program(past).call("history", "=web", "cpu", *SPAN).stdout
    document = json.loads(export("json").read_text())
    assert document["schema"] == 1
    assert document["series"][0]["points"] == json.loads(told)["points"]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv", "json"])
def test_no_file_says_where_it_was_made(export, past, kind):
    body = export(kind).read_bytes()
    assert not canary.is_in(body)
    for word in (
        str(past).encode(),
        f"{tempfile.gettempdir()}/".encode(),
        b"Qt 6",
        b"Generated with Qt",
    ):
        assert word not in body


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--series", "nobody:cpu"), "No recorded resource is named nobody.\n"),
        (
            ("--series", "=web:cpu", "--from", "1h", "--to", "2h"),
            "The span ends before it begins.\n",
        ),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(past, tmp_path, options, said):
    words = ("export-chart", *options, "--out", str(tmp_path / "x.png"))
    assert Program(past).call(*words, expect=2).stderr == said


def test_a_place_that_cannot_be_written_is_a_sentence(past, tmp_path):
    out = tmp_path / "nowhere" / "x.png"
    done = Program(past).call("export-chart", *CPU, "--out", str(out), expect=2)
    assert "cannot be written: no such file or directory" in done.stderr


def test_a_name_that_says_no_format_asks_for_one(past, tmp_path):
    words = ("export-chart", *CPU, "--out", str(tmp_path / "x"))
    assert "Give --format" in Program(past).call(*words, expect=2).stderr


def test_nothing_is_written_to_the_profile(export, past):
    before = {path: path.read_bytes() for path in past.rglob("*.sqlite")}
    export("svg")
    assert {path: path.read_bytes() for path in past.rglob("*.sqlite")} == before
