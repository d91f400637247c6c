"""The gate's own rule: where real servers are required, a skip is a failure."""

import subprocess
import sys

import pytest

_SKIPPED_BY_PEER = """
import pytest

@pytest.mark.peer_docker
def test_with_an_engine():
    pytest.skip("no engine")
"""
_SKIPPED_MODULE = """
import pytest

pytest.skip("no engine", allow_module_level=True)
"""
_SKIPPED_OTHERWISE = """
import pytest

@pytest.mark.skip(reason="not on this system")
def test_elsewhere():
    pass
"""


@pytest.fixture
def run(tmp_path, root):
    """Runs pytest over one module in ``peers/``, with or without the rule."""

    def run(code, *options):
        (tmp_path / "peers").mkdir()
        (tmp_path / "peers" / "test_it.py").write_text(code, encoding="utf-8")
        marker = "markers=peer_docker: needs an engine"
        command = [sys.executable, "-m", "pytest", "-o", marker, "-rs", *options, str(tmp_path)]
        environment = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


RULE = ("-p", "tests.required_peers")


@pytest.mark.parametrize("code", [_SKIPPED_BY_PEER, _SKIPPED_MODULE])
def test_a_skipped_peer_fails_where_peers_are_required(run, code):
    done = run(code, *RULE)
    assert done.returncode not in {0, 5}
    assert "A real server is required here. Skipped: no engine" in done.stdout


def test_a_skipped_peer_passes_on_a_developers_machine(run):
    assert run(_SKIPPED_BY_PEER).returncode == 0


def test_a_test_that_skips_for_another_reason_may_skip_anywhere(run):
    assert run(_SKIPPED_OTHERWISE, *RULE).returncode == 0
