"""What every test needs: markers that say which service is missing, and repeatable property tests."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parent.parent / "shared"

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

pytest_plugins = [
    "methodservice.testing.services",
    "methodservice.testing.browser",
    "methodservice.testing.plugin",
]


@pytest.fixture(autouse=True)
def _empty_cache():
    """Attempts counted by one test must not lock the next one out; keys of rows come again after a rollback."""
    from django.core.cache import caches

    from monitoring.dashboards.board import forget_boards

    forget_boards()
    for name in caches.settings:
        caches[name].clear()


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The design files beside the checkout; required in CI, otherwise the test is skipped."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("../shared is missing: CI must lay it beside the checkout")
        pytest.skip("../shared is not beside the checkout")
    return SHARED


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Marked tests skip with one line where their service is absent; with REQUIRE_SERVICES=1 they fail instead."""
    from methodservice.testing.services import missing_services

    if missing := missing_services(marker.name for marker in item.iter_markers()):
        reason = "; ".join(missing)
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("../shared is missing: CI must lay it beside the checkout", pytrace=False)
        pytest.skip("../shared is not beside the checkout")
