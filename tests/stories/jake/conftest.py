"""Jake is a pupil of the school, and a child of Asha's team."""

import pytest

from tests.stories.jake.telling import Story


@pytest.fixture
def story(cast, clock, web, job_login):
    lived = Story(cast, clock, web, job_login)
    for team in ("hill", "casework"):
        cast.link(team, lived.child)
    return lived
