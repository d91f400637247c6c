"""A curve in one sentence, for those who do not see it."""

from datetime import UTC, datetime

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.text import mark
from pulse_desktop.ui.charts.picture import Panel
from pulse_desktop.ui.formatting import Formats


def spoken(panel: Panel, formats: Formats) -> str:
    """What a panel's curves show, a sentence each."""
    return " ".join(
        summary(trace.metric, trace.line, formats, trace.name) for trace in panel.traces
    )


def summary(metric: Metric, line: Line, formats: Formats, name: str = "") -> str:
    """Lowest, average and highest value, and when the highest was."""
    label = name or formats.say(metric.label)
    if not np.any(~np.isnan(line.value)):
        return formats.say(mark("Charts", "{label}: nothing recorded.").given(label=label))
    peak = int(np.nanargmax(line.maximum))
    return formats.say(
        mark("Charts", "{label}: lowest {low}, average {mean}, highest {high} at {moment}.").given(
            label=label,
            low=formats.value(metric, float(np.nanmin(line.minimum))),
            mean=formats.value(metric, float(np.nanmean(line.value))),
            high=formats.value(metric, float(line.maximum[peak])),
            moment=formats.absolute(datetime.fromtimestamp(float(line.at_s[peak]), UTC)),
        )
    )
