"""Every list asks the database as often for one row as for many: of a scheme, and of one proposal (R35)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.directory.models import Party
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Actor, Audience
from yoriai.proposals import actions
from yoriai.proposals.models import (
    Agreement,
    Consultation,
    Document,
    Expense,
    LogEntry,
    Mailing,
    PanelQuestion,
    Paper,
    Pending,
    Proposal,
    Remark,
    Score,
    ScoreSheet,
    Signature,
    Step,
    Talk,
    Verdict,
)

ROWS = (1, 3, 12)


def as_often(grow, looks):
    """`grow(rows)` makes it so many; `looks`: {page: (client, address)}. Each page asks as often for one as for many.

    Each is opened once before it is counted: what the first look makes is made.
    """
    counted = {page: [] for page in looks}
    for rows in ROWS:
        grow(rows)
        for page, (client, address) in looks.items():
            client.cookies["fresh"] = "1"  # past the page kept whole for ten seconds
            assert client.get(address).status_code == 200, address
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            # The city's own row is kept for some seconds, from page to page.
            counted[page].append(sum('FROM "kernel_city"' not in one["sql"] for one in queries))
    assert {page: seen for page, seen in counted.items() if len(set(seen)) > 1} == {}


def another(proposal):
    """One more in the same scheme, in the same state, with the same people, answers, talks, sheets and verdicts."""
    last = Proposal.objects.filter(scheme=proposal.scheme_id).order_by("-number").values_list("number", flat=True)[0]
    facts = {
        name: getattr(proposal, name) for name in ("scheme", "type", "by", "state", "visibility", "presents", "due")
    }
    made = Proposal(title=f"{proposal.title} {last + 1}", number=last + 1, submitted=proposal.submitted, **facts)
    add_item(made)
    for model, key in ((Party, "item"), (Audience, "item")):
        for row in model.objects.filter(**{key: proposal.pk}):
            row.pk, row.item_id = None, made.pk
            row.save(force_insert=True)
    for model in (Talk, Verdict, Step, Document):
        for row in model.objects.filter(proposal=proposal):
            row.pk, row.proposal_id = None, made.pk
            row.save(force_insert=True)
    for sheet in ScoreSheet.objects.filter(proposal=proposal):
        scores, sheet.pk, sheet.proposal_id = list(sheet.scores.all()), None, made.pk
        sheet.save(force_insert=True)
        for score in scores:
            score.pk, score.sheet_id = None, sheet.pk
        Score.objects.bulk_create(scores)
    return made


def grown(proposal, beside=0):
    """Makes so many like this one. beside: more than that; where there are no two there are no equals."""

    def grow(rows):
        while Proposal.objects.filter(scheme=proposal.scheme_id, state=proposal.state).count() < rows + beside:
            another(proposal)

    return grow


@pytest.fixture
def at(client_of, cast):
    """`at(person, address)`: the page as this person opens it."""
    clients = {}
    return lambda person, address: (clients.setdefault(person.pk, client_of(person)), address)


@pytest.mark.parametrize("state", ["first_review", "presenting", "final_review"])
def test_the_panel_s_pages_whatever_number_comes_before_it(walk, cast, at, state):
    """Results, equals, presentations, the list of the panel; all of them equal, so that each stands among the ties too."""
    proposal = walk.to(state)
    walk.score(proposal)
    scheme, mine = f"/schemes/{walk.scheme.code}", f"/proposals/{proposal.code}"
    looks = {
        f"{page} for {person.name}": at(person, f"{scheme}/{page}")
        for page, people in {
            "results/": [cast.officer], "review/ties/": [cast.officer, cast.judge], "review/": [cast.officer, cast.member],
            "presentations/": [cast.officer, cast.judge], "book/": [cast.officer, cast.member],
        }.items()
        for person in people
    }  # fmt: skip
    looks["scores of one"] = at(cast.officer, f"{mine}/scores/")
    as_often(grown(proposal, beside=1), looks)


def test_one_tie_whatever_number_is_equal(walk, cast, at):
    proposal = walk.to("first_review")
    walk.score(proposal)
    page = f"/schemes/{walk.scheme.code}/review/ties/{walk.plan.rounds[0].key}"
    another(proposal)
    first = min(Proposal.objects.filter(scheme=walk.scheme).values_list("code", flat=True))
    looks = {"tie": at(cast.judge, f"{page}/{proposal.code}/"), "the first": at(cast.officer, f"{page}/{first}/")}
    as_often(grown(proposal, beside=1), looks)


@pytest.mark.parametrize("state", ["presenting", "adopted", "completed"])
def test_the_pages_everybody_reads_whatever_number_there_is(walk, cast, at, client, state):
    proposal = walk.to(state)
    actions.publish_list(walk.over(), by=walk.office)
    scheme = f"/schemes/{walk.scheme.code}/"
    looks = {
        "scheme": (client, scheme),
        "calendar": (client, f"{scheme}calendar/"),
        "numbers": (client, "/schemes/numbers/"),
    }
    looks |= {"calendar, inside": at(cast.officer, f"{scheme}calendar/"), "scheme, inside": at(cast.worker, scheme)}
    as_often(grown(Proposal.objects.get(pk=proposal.pk)), looks)


def test_the_mailings_whatever_number_was_sent_to_whatever_number(walk, cast, at):
    proposal = walk.to("in_talks")

    def grow(rows):
        grown(proposal)(rows)
        to = [[actor.pk, [proposal.pk]] for actor in Actor.objects.filter(kind="person")[:rows]]
        for number in range(Mailing.objects.count(), rows):
            facts = {
                "subject": f"お知らせ {number}",
                "text": "読んでください",
                "chosen": {},
                "to": to,
                "by": cast.officer,
            }
            Mailing.objects.create(scheme=walk.scheme, key=f"key {number}", by_mail=rows, by_hand=0, **facts)

    page = f"/schemes/{walk.scheme.code}/mailings/"
    as_often(grow, {"mailings": at(cast.officer, page), "a new one": at(cast.officer, f"{page}new/")})


def sections(rows):
    """So many sections of the city."""
    for number in range(Actor.objects.filter(name__startswith="第").count(), rows):
        Actor.objects.create(kind=Actor.Kind.SECTION, name=f"第{number}課")
    return list(Actor.objects.filter(name__startswith="第")[:rows])


def test_the_talks_whatever_number_of_sections_is_asked(walk, cast, at):
    proposal, now = walk.to("in_talks"), timezone.now()

    def grow(rows):
        for section in sections(rows):
            facts = {
                "section": section,
                "memo": "倉庫",
                "can": "yes",
                "city_can": "貸す",
                "sent": now,
                "decided_on": now.date(),
            }
            Talk.objects.get_or_create(proposal=proposal, section=section, defaults=facts)
        facts = {"by": cast.officer, "at": now, "with_whom": "及川", "advice": "聞く", "homework": "当番表"}
        Consultation.objects.create(proposal=proposal, **facts)

    mine = f"/proposals/{proposal.code}/"
    people = {"group": cast.worker, "office": cast.officer, "section": cast.ward_officer, "partner": cast.student}
    looks = {f"talks for the {side}": at(person, f"{mine}talks/") for side, person in people.items()}
    as_often(grow, looks | {"partners": at(cast.worker, f"{mine}partners/")})


def parties(proposal, rows):
    """So many partners beside those there are."""
    for section in sections(rows):
        facts = {"role": "手伝い", "place": 9, "agreed": timezone.now(), "agreed_by": section}
        Party.objects.get_or_create(item_id=proposal.pk, actor=section, defaults=facts)


def test_the_agreement_whatever_number_of_versions_parts_and_parties_it_has(walk, cast, at):
    proposal = walk.to("agreeing")

    def grow(rows):
        parties(proposal, rows)
        last = Agreement.objects.filter(proposal=proposal).latest("version")
        facts = {"proposal": proposal, "by": cast.worker, "budget": last.budget, "duties": last.duties}
        for number in range(last.version + 1, rows + 1):
            parts = [*last.parts, *([f"その{n}", "話し合って決めます。"] for n in range(number))]
            last = Agreement.objects.create(version=number, parts=parts, digest=f"{number:064}", **facts)
            for actor in sections(number):
                Signature.objects.create(agreement=last, actor=actor, person=cast.officer, digest=last.digest)
            Remark.objects.create(proposal=proposal, key=f"F9-{number % 3}", text="ここを直したい", by=cast.worker)

    mine = f"/proposals/{proposal.code}/agreement"
    pages = {
        "agreement": f"{mine}/",
        "text": f"{mine}/text/",
        "versions": f"{mine}/versions/",
        "signing": f"{mine}/signing/",
    }
    looks = {page: at(cast.worker, address) for page, address in pages.items()}
    as_often(grow, looks | {"agreement, office": at(cast.officer, f"{mine}/")})


def test_the_work_whatever_number_of_changes_lines_and_parties_it_has(walk, cast, at, client):
    """Changes, the early end, money, log, and the page everybody reads."""
    proposal, now = walk.to("under_way"), timezone.now()
    line = proposal.budget.filter(side="spending").first()

    def grow(rows):
        parties(proposal, rows)
        facts = {"proposal": proposal, "person": cast.worker, "hat": cast.npo}
        for number in range(LogEntry.objects.count(), rows):
            row = {
                "reason": "雪が少ない",
                "before": "週3回",
                "after": "週2回",
                "public_text": "週2回に",
                "asked_by": cast.npo,
            }
            Pending.objects.create(
                proposal=proposal, sort="change", agreed=now, answered_by=cast.ward_office, decided_on=now.date(), **row
            )
            LogEntry.objects.create(proposal=proposal, on=now.date(), text=f"{number}回目", by=cast.worker)
            Expense.objects.create(
                proposal=proposal, line=line, on=now.date(), amount=100, words="お茶", by=cast.worker
            )
            Step.objects.create(verb="ask_change", source="under_way", target="changing", **facts)
            Step.objects.create(verb="agree_change", source="changing", target="under_way", **facts)

    mine = f"/proposals/{proposal.code}/"
    looks = {
        page or "project": at(cast.worker, f"{mine}{page}")
        for page in ("change/", "stop/", "work/", "work/expenses/", "log/", "")
    }
    looks |= {"change, city": at(cast.ward_officer, f"{mine}change/"), "project, everybody": (client, mine)}
    as_often(grow, looks | {"log, everybody": (client, f"{mine}log/")})


def test_disclosure_history_and_papers_whatever_number_of_rows_there_is(walk, cast, at):
    proposal, now = walk.to("completed"), timezone.now()
    document = proposal.documents.get(form="F10")

    def grow(rows):
        parties(proposal, rows)
        for number in range(Paper.objects.filter(kind="other").count(), rows):
            facts = {"name": f"{number}.pdf", "content_type": "application/pdf", "size": 9, "digest": "0" * 64}
            Paper.objects.create(
                proposal=proposal, kind="other", file="a.pdf", person=cast.worker, hat=cast.npo, **facts
            )
            document.pk, document.version = None, number + 2
            document.save(force_insert=True)
            PanelQuestion.objects.create(proposal=proposal, text="だれが？", answer="町内会が", by=cast.officer)
            Step.objects.create(
                proposal=proposal,
                verb="complete",
                source="told",
                target="completed",
                person=cast.officer,
                hat=cast.office,
            )
            facts = {"by": cast.officer, "with_whom": "及川", "advice": "聞く", "homework": "当番表"}
            Consultation.objects.create(proposal=proposal, at=now, **facts)

    mine = f"/proposals/{proposal.code}/"
    looks = {
        page: at(cast.officer, f"{mine}{page}")
        for page in ("disclosure/", "history/", "papers/", "look-back/", "sheets/")
    }
    as_often(grow, looks | {"history, group": at(cast.worker, f"{mine}history/")})
