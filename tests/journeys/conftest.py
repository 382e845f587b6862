"""What the journeys share: the invented city on a running site, browsers of its people, the worker's round."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as given
from django.db import connection
from playwright.sync_api import Page

from tests.laying_out import laid_out
from yoriai.kernel.models import Actor
from yoriai.web.demo.cast import Cast, make_cast
from yoriai.web.demo.fill import fill

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WAITING = """SELECT id, task_name, args FROM procrastinate_jobs
WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id"""


@pytest.fixture
def town(transactional_db, site, settings) -> Cast:  # type: ignore[no-untyped-def]
    """杜野市 with its three evenings, served at `site`; what is mailed lies in the demo's outbox."""
    settings.BASE_URL = site
    settings.MAILERS = {"default": {"BACKEND": "yoriai.people.demo_mail.Backend"}}
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")  # no table of Django's: nobody empties it between tests
    laid_out("town", fill)
    return make_cast()


@pytest.fixture
def seat(town, site, new_context, client_of) -> Callable[..., Page]:  # type: ignore[no-untyped-def]
    """`seat(person, DESK)`: a page of that person's own browser, signed in; of a stranger's without a person."""

    def sit(person: Actor | None = None, size: dict[str, int] = PHONE, *, sure: bool = True, **how: Any) -> Page:
        context = new_context(base_url=site, **how)
        if person is not None:
            ticket = client_of(person, sure=sure).cookies[given.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": given.SESSION_COOKIE_NAME, "value": ticket, "url": site}])
        page = context.new_page()
        page.set_viewport_size(size)
        page.set_default_timeout(20_000)
        return page

    return sit


@pytest.fixture
def worker_round(town) -> Callable[[], None]:  # type: ignore[no-untyped-def]
    """Every job that waits is done, and what they leave for others, as by the platform's worker."""
    from procrastinate.contrib.django import app

    def go() -> None:
        with connection.cursor() as cursor:
            while jobs := cursor.execute(WAITING).fetchall():
                for job, task, facts in jobs:
                    app.tasks[task](**json.loads(facts))
                    cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job])

    return go
