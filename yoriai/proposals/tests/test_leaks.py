"""Nothing of a proposal that is not adopted is found anywhere: pages, search, feeds, exports, counts, mails to others."""

from importlib import import_module
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from yoriai.kernel.items.actions import index, put_themes
from yoriai.kernel.models import Item, Record, Theme
from yoriai.people.actions import follow
from yoriai.people.models import Outgoing
from yoriai.people.tasks import tell
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import ANSWERS
from yoriai.ui.tests.paper_reading import text_of
from yoriai.web.actions import count_items

SECRET = "つらら屋敷の朝あけ隊"
PLACES = [
    "home", "items", "themes", "areas", "publishing:feed", "open_data", "directory:calendar", "directory:map", "directory:pins",
    "directory:needs", "directory:offers", "directory:cases", "directory:companies", "directory:campus", "directory:network",
    "proposals:proposals", "proposals:begin", "assembly:forums",
]  # fmt: skip


@pytest.fixture
def everywhere(cast):
    """Every public place where a proposal of the NPO in its theme and ward could stand."""
    theme = Theme.objects.get(code="yukikaki")

    def addresses(*codes):
        found = [reverse(name) for name in PLACES]
        found += [f"{reverse('search')}?q={text}" for text in (SECRET, "つらら屋敷", "聞き取り62件", "雪の朝も")]
        found += [f"{reverse('items')}?kind=proposal", f"{reverse('items')}?theme={theme.code}"]
        found += [reverse("theme", args=[theme.code]), reverse("area", args=[cast.ward.code])]
        found += [
            reverse("publishing:theme_feed", args=[theme.code]),
            reverse("publishing:area_feed", args=[cast.ward.code]),
        ]
        found += [reverse("people:who", args=[actor.pk]) for actor in (cast.npo, cast.students, cast.ward_office)]
        return [*found, *(reverse("story", args=[code]) for code in codes)]

    return addresses


@pytest.mark.parametrize("state", ["idea", "in_talks", "final_review", "not_adopted", "withdrawn"])
def test_it_stands_in_no_public_place(walk, cast, client, client_of, everywhere, state):
    proposal = named(walk.to(state))
    count_items()
    hidden = {SECRET, *BETWEEN, *(text for key, text in ANSWERS["F2"].items() if key not in ("title", "period"))}
    for reader in (client, client_of(cast.outsider)):
        for address in everywhere():
            page = words(reader.get(address))
            assert f"/proposals/{proposal.code}/" not in page, (state, address)
            if not address.startswith(reverse("search")):  # that page repeats what was asked for
                assert [text for text in hidden if text in page] == [], (state, address)


def named(proposal):
    """With a name like no other, in the theme of snow, findable for whoever may find it."""
    Item.objects.filter(pk=proposal.pk).update(title=SECRET)
    proposal = Proposal.objects.get(pk=proposal.pk)
    put_themes(proposal, [Theme.objects.get(code="yukikaki")])
    index(proposal)
    return Proposal.objects.get(pk=proposal.pk)


def test_the_thread_of_a_project_does_not_tell_of_an_idea_that_came_from_it(walk, cast, client, client_of):
    """The story leads on to the new project once it is adopted, and says nothing before; its own group sees it."""
    earlier = walk.to("adopted")
    new = walk.begin(came_from=earlier)
    named(new)
    assert SECRET not in words(client.get(reverse("story", args=[earlier.code])))
    assert SECRET not in words(client.get(f"/proposals/{earlier.code}/"))
    assert SECRET in words(client_of(cast.worker).get(reverse("story", args=[earlier.code])))


def test_letters_go_to_those_concerned_and_to_nobody_else(walk, cast):
    """A follower of the theme hears of an adopted project; of the steps before, only the group, partners, companion, office."""
    theme = Theme.objects.get(code="yukikaki")
    follow(theme, by=cast.who(cast.outsider))
    proposal = walk.to("final_review")
    put_themes(proposal, [theme])
    for row in Record.objects.filter(item=proposal).order_by("pk"):
        tell(row.pk)
    assert not Outgoing.objects.filter(to=cast.outsider).exists()
    told = set(Outgoing.objects.filter(item=proposal.pk).values_list("to__name", flat=True))
    assert cast.worker.name in told and cast.supporter.name in told
    assert told <= {
        person.name
        for person in (
            cast.worker, cast.student, cast.supporter, cast.officer, cast.ward_officer, cast.judge, cast.member, cast.editor,
            cast.reader, cast.resident,
        )
    }  # fmt: skip
    walk.step(proposal, "adopt")
    tell(Record.objects.get(item=proposal, verb="proposal.adopted").pk)
    assert Outgoing.objects.filter(to=cast.outsider, subject__contains=proposal.title).count() == 1


def doors_of(proposal):
    """Every address of the proposal and of its scheme that needs no more than a code."""
    found = []
    for one in import_module("yoriai.proposals.urls").urlpatterns:
        route, code = str(one.pattern), proposal.code if "proposals/" in str(one.pattern) else proposal.scheme.code
        if [*one.pattern.converters] == ["code"] and not route.startswith("scheme-themes/"):
            found.append(reverse(f"proposals:{one.name}", args=[code]))
    found += [f"/schemes/{proposal.scheme.code}/proposals.{form}" for form in ("csv", "json")]
    found += [f"/proposals/{proposal.code}/sheets/{form.code}/" for form in proposal.scheme.the_plan.forms]
    return found


def read(answer):
    """What the answer says, be it a page or a file."""
    kind = answer.headers.get("Content-Type", "")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "pdf" in kind and body.startswith(b"%PDF"):
        return text_of(body)
    if "officedocument" in kind:
        inside = ZipFile(BytesIO(body))
        return "\n".join(inside.read(name).decode(errors="replace") for name in inside.namelist())
    return words(answer) if not answer.streaming else body.decode(errors="replace")


def test_a_draft_of_an_agreement_nobody_signed_stays_inside_when_the_group_gives_up(walk, cast, client, client_of):
    """R35 tells how it was worked out, not what was never agreed; those who wrote it still read it."""
    proposal, draft = walk.to("agreeing"), "署名していない案の一文。"
    parts = [(heading, draft if heading == "目的" else text) for heading, text in latest(proposal).parts]
    actions.put_agreement(proposal, parts, by=walk.group, seen=1)
    actions.sign(proposal, cast.npo, by=walk.group, text_digest=latest(proposal).digest)
    actions.give_up(proposal, by=walk.group, reason="担い手が引っ越した")
    outsider, worker = client_of(cast.outsider), client_of(cast.worker)
    assert draft in words(worker.get(f"/proposals/{proposal.code}/agreement/"))
    for door in doors_of(proposal):
        for reader in (client, outsider):
            assert draft not in read(reader.get(door)), door
    assert worker.get(f"/proposals/{proposal.code}/work/").status_code == 404


def test_the_agreement_of_a_project_that_ended_early_is_still_read_by_everybody(walk, client_of, cast):
    project = walk.to("under_way")
    row = actions.ask_stop(project, by=walk.group, reason="担い手がいない", money="全額を返す")
    actions.answer_pending(row, by=walk.section, yes=True)
    assert "協定" in words(client_of(cast.outsider).get(f"/proposals/{project.code}/"))
    assert client_of(cast.worker).get(f"/proposals/{project.code}/work/").status_code == 200
