"""How full a store is at an instant, for facts that are told beside the metric."""

from datetime import datetime

from pulse_desktop.demo.subject import CurveRole, Subject
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric

SPACE = (Metric.USAGE, Metric.USED, Metric.TOTAL, Metric.AVAILABLE)
"""What is measured of a store."""


def used_bytes(subject: Subject, role: CurveRole, at: datetime) -> int | None:
    """Bytes in use; ``None`` while nobody measures it. Loads numpy, so only for a worker."""
    import numpy as np

    from pulse_desktop.demo.sampler import sample

    value = float(sample(subject, Metric.USED, role, np.array(epoch_ms(at)))[()])
    return None if np.isnan(value) else int(value)
