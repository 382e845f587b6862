"""What the tests of a new city begin with."""

import io

from django.core import mail
from django.core.management import call_command

from yoriai.kernel.city.models import City
from yoriai.kernel.models import Actor, Area, Record, Theme
from yoriai.people.models import Representation, User
from yoriai.web.actions import Officer, found_city
from yoriai.web.municipalities import from_lines

GROUND = "041009,仙台市,せんだいし\n041017,青葉区,あおばく"
FACTS = {
    "name": "仙台市",
    "section": "市民協働推進課",
    "assembly_name": "市民会議",
    "paper_name": "かわら版",
    "phone": "000-000-0000",
}
OFFICER = Officer("aoi@city.example", "石﨑 葵", "いしざき あおい", "主査")
OPTIONS = {
    "name": "仙台市",
    "section": "市民協働推進課",
    "phone": "000-000-0000",
    "officer": ["Aoi@city.example,石﨑 葵"],
}


def found(**facts):
    return found_city(from_lines(GROUND), [OFFICER], **{**FACTS, **facts})


def nothing_was_written():
    tables = (City, Area, Theme, Actor, User, Representation, Record)
    return not any(model.objects.exists() for model in tables)


def run(**options):
    out = io.StringIO()
    call_command("new_city", stdout=out, **options)
    return out.getvalue()


def sign_in(client, address):
    """By the six digits of the mail, as anybody does."""
    client.post("/accounts/login/code/", {"email": address})
    digits = next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)
    return client.post("/accounts/login/code/confirm/", {"code": digits})
