"""Series as a user writes them: ``pve2:cpu``, ``tank-nas:netIn``."""

import argparse
from dataclasses import dataclass

from pulse_desktop.model.metric import Metric

_ALSO = {"smarttemp": Metric.SMART_TEMPERATURE}
"""Names that are no series name even in lower case."""


@dataclass(frozen=True, slots=True)
class SeriesWord:
    """A resource, by its id or its name, and one of its metrics."""

    resource: str
    metric: Metric


def series_word(text: str) -> SeriesWord:
    """What stands before the last colon, and the metric after it.

    Raises:
        argparse.ArgumentTypeError: It is not of that form.
    """
    resource, colon, metric = text.rpartition(":")
    if not colon or not resource.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is no series: give RESOURCE:METRIC")
    return SeriesWord(resource.strip(), metric_word(metric))


def metric_word(text: str) -> Metric:
    """A metric by its series name; camel case is accepted.

    Raises:
        argparse.ArgumentTypeError: There is none of that name.
    """
    known = {metric.value: metric for metric in Metric} | _ALSO
    metric = known.get(text.strip().lower())
    if metric is None:
        names = ", ".join(metric.value for metric in Metric)
        raise argparse.ArgumentTypeError(f"{text!r} is none of {names}")
    return metric
