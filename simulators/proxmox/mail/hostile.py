"""Strategies of answers in which any field may be of any type."""

import json

from hypothesis import strategies as st

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["N/A", "", "-1", "1e400", "9" * 400, "534.0", " 1", "2,425", "master", "-"])
)
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
_SPACE = st.fixed_dictionaries({}, optional={"total": _ANYTHING, "used": _ANYTHING})
_COLUMNS = ("total", "5m", "10m", "40m", "1280m+")


def body(data):
    """The envelope as it goes over the wire, ``NaN`` and ``Infinity`` included."""
    return json.dumps({"data": data}).encode()


def record(shape):
    """One object with some of the fields of ``shape``."""
    fields = shape.__struct_fields__
    return st.fixed_dictionaries({}, optional=dict.fromkeys(fields, _ANYTHING | _SPACE))


def rows(shape):
    """A few rows with some of the fields of ``shape``, or with columns of ``qshape``; or none."""
    fields = getattr(shape, "__struct_fields__", _COLUMNS)
    names = {name: st.text(max_size=5) for name in ("name", "domain", "filename") if name in fields}
    return st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys(fields, _ANYTHING) | names), max_size=4
    )
