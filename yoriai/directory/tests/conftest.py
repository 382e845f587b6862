"""An organiser, and events of hers."""

import pytest

from yoriai.directory import actions
from yoriai.directory.tests.when import in_days


@pytest.fixture
def npo(cast):
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def make(npo):
    """A shown event of the NPO's on these days from now."""

    def made(*numbers, **facts):
        facts = {"title": "居場所カフェ", "sign_up": "here"} | facts
        event = actions.add_event(by=npo, days=in_days(*numbers), **facts)
        return actions.show_entry(event, by=npo)

    return made
