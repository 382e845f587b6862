"""The whole house for the tests of threats: the demo with everything the atlas points to, and somebody at each door."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.atlas import FILES, FOR_MACHINES, PAGES, POSTED, address_of, signposts
from tests.laying_out import laid_out
from yoriai.web.demo.cast import Cast, make_cast
from yoriai.web.demo.fill import fill

WHO = ["stranger", "guest", *(person for person in PAGES if person not in ("stranger", "guest")), "outsider"]


@pytest.fixture
def town(db, settings) -> Cast:  # type: ignore[no-untyped-def]
    """杜野市 with its evenings; outside the demo's own doors."""
    settings.DEMO = True
    laid_out("town", fill)
    return make_cast()


@pytest.fixture
def signs(town: Cast) -> dict[str, object]:
    """The codes and numbers of the atlas."""
    return laid_out("signs", lambda: signposts(town))


@pytest.fixture
def client_for(town: Cast, signs: dict[str, object], client_of) -> Callable[[str], Client]:  # type: ignore[no-untyped-def]
    """`client_for("guest")`: a browser of somebody of WHO; the person of the atlas as the atlas has them."""

    def made(who: str) -> Client:
        if who == "stranger":
            return Client()
        if who == "guest":
            phone = Client()
            phone.post(f"/s/{signs['TONIGHT']}/", {"nickname": "すずめ"})
            return phone
        return client_of(getattr(town, who), sure=who != "resident")  # type: ignore[no-any-return]

    return made


def all_addresses(signs: dict[str, object]) -> dict[str, str]:
    """Every address of the atlas with its name, pages and others."""
    lines = [line for lines in PAGES.values() for line in lines]
    return {address_of(line, signs): line.split()[0] for line in [*lines, *POSTED, *FILES, *FOR_MACHINES]}
