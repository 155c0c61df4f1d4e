import pytest

from associations.plans import printed


@pytest.fixture
def quick_printing(monkeypatch):
    """How a plan prints is tested in test_printed.py."""
    monkeypatch.setattr(printed, "render_plan", lambda snapshot: b"%PDF " + snapshot["check_code"].encode())
