"""threats.md: stored script, reflected script, injection. Every field of every table, every page of the atlas."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from tests.atlas import PAGES, address_of

EVIL = "'\"><svg onload=alert(1)><script>alert(2)</script>{{ 7 }}{% now %}"
RAW = ("<svg onload", "<script>alert", 'href="javascript:', 'src="javascript:', 'action="javascript:')
OURS = {"kernel", "people", "voices", "directory", "assembly", "publishing", "proposals", "web"}
# Not for people to write: addresses of files, sealed secrets, what the platform names by itself; and addresses of the web,
# which each door takes with http or https only (assembly/tests/test_threats.py, directory/tests/test_take_places.py).
NAMED_BY_US = {
    "code", "kind", "state", "visibility", "email", "token_hash", "secret_hash", "key_hash", "password", "key", "digest", "file", "picture",
    "purpose", "value", "verb", "what", "session_key", "session_data", "door", "sort", "mark", "thread_colour", "link_colour",
    "language", "part", "slug", "name_of_file", "to", "source_id", "row",
    "link", "website",
    "type", "round", "criterion", "where",
}  # fmt: skip
QUERIES = [
    "?q=%22%3E%3Csvg%20onload%3Dalert(1)%3E", "?older=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "?kind=%3Csvg%20onload%3E",
    "?next=javascript:alert(1)", "?next=//evil.example/", "?q=%00", "?older=%FF%FE", "?q=" + "%E3%81%82" * 4000, "?theme='%20OR%20'1",
    "?q=%25_%25&area=%5B%5D", "?q=a'%20b\\%20(c)%20!%20%26%20%7C:*", "?furigana=1&page=-1&sort=created_by__user__password",
]  # fmt: skip


def written_by_people() -> Iterator[tuple[type[models.Model], str, int]]:
    """The columns that hold what somebody typed, with their room."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if text and field.name not in NAMED_BY_US and (field.max_length or 1000) >= 20:
                yield model, field.name, field.max_length or 1000


@pytest.fixture
def poisoned(signs):
    """Every such column of every row holds it, as after the worst file anybody took in."""
    poisoned = []
    for model, name, room in written_by_people():
        try:
            with transaction.atomic():
                model._base_manager.update(**{name: Value(EVIL[:room])})
                poisoned.append(f"{model.__name__}.{name}")
        except IntegrityError:
            with transaction.atomic():
                model._base_manager.update(
                    **{name: Concat(F("pk"), Value(EVIL[: room - 20]), output_field=models.TextField())}
                )
    # What somebody typed stands in these; if a name here goes, the test has lost its eyes.
    assert {
        "Item.title",
        "Actor.name",
        "Comment.text",
        "Material.title",
        "Closing.next_step",
        "Theme.name",
        "Answer.text",
    } <= set(poisoned)
    return signs


def test_whatever_stands_in_the_tables_no_page_carries_it_as_markup(poisoned, client_for):
    found, carried = [], 0
    for who, lines in PAGES.items():
        client = client_for(who)
        for line in lines:
            for furigana in ("off", "on"):
                client.cookies["furigana"] = furigana
                page = client.get(address_of(line, poisoned)).content.decode()
                found += [(line, raw) for raw in RAW if raw in page]
                carried += "&lt;svg onload" in page
    assert found == []
    assert carried > 150  # as text it stands nearly everywhere: the test has not lost its eyes


def test_nothing_in_an_address_breaks_a_page_or_is_said_back_as_markup(signs, client_for):
    client, worker = client_for("stranger"), client_for("worker")
    for who, lines in PAGES.items():
        if who in ("guest", "resident"):
            continue
        for number, line in enumerate(lines):
            if "?" in line:
                continue
            address = address_of(line, signs)
            # The pages take the queries in turn, everybody's pages twice as many.
            turns = 3 if who == "stranger" else 6
            for query in QUERIES[number % turns :: turns]:
                answer = (client if who == "stranger" else worker).get(address + query)
                page = answer.content.decode(errors="replace")
                assert answer.status_code < 500, (line, query)
                assert not any(raw in page for raw in RAW), (line, query)
                assert 'href="//evil' not in page, (line, query)
                assert "evil.example" not in answer.headers.get("Location", "").partition("?")[0], (line, query)
