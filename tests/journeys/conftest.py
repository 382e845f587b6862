"""What the journeys share: the invented city on a running site, browsers of its people, the worker's round."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.conf import settings as given
from playwright.sync_api import Page

from yoriai.kernel.models import Actor
from yoriai.web.demo.cast import Cast, make_cast
from yoriai.web.demo.fill import fill

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def town(transactional_db, site, settings) -> Cast:  # type: ignore[no-untyped-def]
    """杜野市 with its three evenings, served at `site`; what is mailed lies in the demo's outbox."""
    settings.BASE_URL = site
    settings.MAILERS = {"default": {"BACKEND": "yoriai.people.demo_mail.Backend"}}
    fill()
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
    """Every job that waits is done, as by the platform's worker; in a thread, for a browser's loop runs in this one."""
    from procrastinate.contrib.django import app

    def work() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    def go() -> None:
        failed: list[BaseException] = []

        def watched() -> None:
            try:
                work()
            except BaseException as error:
                failed.append(error)

        thread = Thread(target=watched)
        thread.start()
        thread.join()
        if failed:
            raise failed[0]

    return go
