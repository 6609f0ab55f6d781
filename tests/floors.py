"""Floors of coverage, by line and branch: all of what judges, acts and decides access; ninety-five in a hundred of everything.

Asked where coverage is measured at all, so in the whole run and not in a part of it. A run below a floor fails and says which lines.
"""

import io

import pytest
from coverage import Coverage

WHOLE = ["*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py", "agencies/access/*.py"]
FLOORS = ((100, WHOLE), (95, None))
SAID = pytest.StashKey[str]()


def below(cov: Coverage) -> str:
    """The report of each floor that does not hold; nothing where all do. Rounded down: 99.9 is not 100."""
    said = ""
    for floor, include in FLOORS:
        report = io.StringIO()
        if int(cov.report(include=include, file=report)) < floor:
            said += f"Coverage is below {floor} of 100:\n{report.getvalue()}"
    return said


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    measured = session.config.pluginmanager.getplugin("_cov")
    if measured is None or measured.cov_controller is None or hasattr(session.config, "workerinput"):
        return
    said = below(measured.cov_controller.cov)
    session.config.stash[SAID] = said
    if said:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if said := config.stash.get(SAID, ""):
        terminalreporter.section("coverage")
        terminalreporter.write(said)


def pytest_collection_modifyitems(items):
    """A real browser waits for its pages, not for a tracer: what they show is counted by the tests without one."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.no_cover)
