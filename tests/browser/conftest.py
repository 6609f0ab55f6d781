"""One Chromium for all browser tests of a worker."""

import pytest

from tests.browser.harness import Visit, browser
from tests.browser.server import serving


@pytest.fixture(scope="session")
def chromium():
    with browser() as running:
        yield running


@pytest.fixture
def visit(chromium):
    opened = Visit(chromium)
    yield opened
    opened.close()


@pytest.fixture(params=[320, 1280])
def any_width(chromium, request):
    opened = Visit(chromium, width=request.param)
    yield opened
    opened.close()


@pytest.fixture
def service(database):
    """The address of the running service, on this worker's database."""
    with serving() as address:
        yield address
