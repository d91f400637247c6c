"""Where real servers are required, a test that skipped for want of one has failed.

``.ci/run`` loads it with ``-p tests.required_peers``; a developer's run may skip.
"""

import pytest

_PEER = "peer_"
"""How the markers of tests that need a real server begin."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Turn the skip of a test with a peer marker into a failure that gives its reason."""
    report = yield
    if report.skipped and any(mark.name.startswith(_PEER) for mark in item.iter_markers()):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Do the same for a module that skips as a whole."""
    report = yield
    if report.skipped and "peers" in collector.path.parts:
        _fail(report)
    return report


def _fail(report):
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"A real server is required here. {reason}"
