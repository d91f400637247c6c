"""Names of exported files: who, what, from when and for how long, on every system."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.metric import Metric
from pulse_desktop.settings.export_choice import ExportFormat
from pulse_desktop.ui.charts.export.file_name import file_name, length_word, safe


def test_the_name_says_who_what_when_and_how_long(charts, monkeypatch):
    subject = charts.subject(charts.series())
    day = replace(subject, window_s=(charts.start_s, charts.start_s + 86_400))
    told = file_name(day, ExportFormat.PNG)
    assert re.fullmatch(r"pve2_cpu_2026-05-0[45]T\d{4}_24h\.png", told)


def test_several_resources_are_called_by_the_title(charts):
    assert file_name(charts.subject(), ExportFormat.SVG).startswith("NAS-slow-on-Tuesday_cpu_")


def test_many_metrics_are_not_listed(charts):
    series = [charts.series(metric=metric) for metric in list(Metric)[:4]]
    assert file_name(charts.subject(*series), ExportFormat.CSV).startswith("pve2_2026-")


@given(st.text(max_size=80))
def test_any_text_becomes_a_safe_part_of_a_name(text):
    assert re.fullmatch(r"[A-Za-z0-9.-]{0,41}", safe(text))
    assert not safe(text).startswith(".")


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "lpt9", "aux.txt"])
def test_names_of_devices_are_avoided(name):
    assert safe(name) != name


@pytest.mark.parametrize(
    ("seconds", "word"),
    [(900, "15m"), (3600, "1h"), (86_400, "24h"), (7 * 86_400, "7d"), (5_000, "83m"), (1, "1m")],
)
def test_a_span_is_told_in_its_largest_whole_unit(seconds, word):
    assert length_word(seconds) == word
