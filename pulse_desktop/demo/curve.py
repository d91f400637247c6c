"""One line of numbers of the estate."""

from dataclasses import dataclass

from pulse_desktop.demo.subject import CurveRole, Subject
from pulse_desktop.model.metric import Metric


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric of one thing, and what the thing does."""

    subject: Subject
    metric: Metric
    role: CurveRole = CurveRole.GENERAL
