"""再提案・継続: the papers that do not change with the year come along, as papers of the new proposal with files of their own."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from yoriai.engines.schemes import PaperAsked, plain
from yoriai.kernel.models import Record
from yoriai.proposals import actions, policy
from yoriai.proposals.actions.papers import carry_papers_over
from yoriai.proposals.models import Paper, Proposal, Scheme
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.test_papers import KINDS, brought, url
from yoriai.ui.dates import full_date

MAY_BRING = ("rules", "members", "accounts", "quote", "bank", "other")


def asks_for(scheme, *kinds):
    """The same scheme, asking for these papers."""
    plan = plain(replace(scheme.the_plan, papers=tuple(PaperAsked(kind) for kind in kinds)))
    Scheme.objects.filter(pk=scheme.pk).update(plan=plan)
    return Scheme.objects.get(pk=scheme.pk)


def plain_words(answer):
    """The page without its marks."""
    return re.sub(r"<[^>]*>", "", words(answer))


def again(walk, ended, scheme=None):
    return actions.begin_again(Proposal.objects.get(pk=ended.pk), scheme or walk.scheme, by=walk.group)


def content(paper):
    with paper.file.open() as file:
        return file.read()


@pytest.fixture
def ended(walk):
    """A proposal that was taken back, with a paper of every kind."""
    walk.scheme = asks_for(walk.scheme, *MAY_BRING)
    proposal = walk.to("drafting")
    for kind in MAY_BRING:
        brought(walk, proposal, kind, f"{kind}.pdf")
    return walk.step(proposal, "withdraw")


def test_rules_members_and_bank_book_come_along_and_what_is_of_one_year_does_not(walk, ended):
    new = again(walk, ended)
    assert set(MAY_BRING) == KINDS
    assert [(row.kind, row.name, row.hat, row.gone) for row in new.papers.all()] == [
        (kind, f"{kind}.pdf", walk.cast.npo, None) for kind in ("rules", "members", "bank")
    ]


def test_only_what_the_new_scheme_asks_for_comes_along(walk, ended):
    scheme = asks_for(walk.scheme, "rules", "accounts")
    assert [row.kind for row in again(walk, ended, scheme).papers.all()] == ["rules"]


def test_what_was_taken_away_or_replaced_does_not_come_along(walk):
    proposal = walk.to("drafting")
    gone = brought(walk, proposal, "members")
    replaced = brought(walk, proposal, "rules")
    proposal = walk.step(walk.step(walk.step(proposal, "submit"), "check"), "ask_correction")
    for paper in (gone, replaced):
        actions.take_paper_away(paper, by=walk.group)
    assert bool(Paper.objects.get(pk=replaced.pk).file)
    kept = [row.digest for row in proposal.papers.filter(gone=None, kind__in=("rules", "members"))]
    new = again(walk, walk.step(proposal, "withdraw"))
    assert [row.digest for row in new.papers.all()] == kept
    assert not {gone.digest, replaced.digest} & set(kept)


def test_papers_of_another_body_stay_where_they_are(walk, cast, ended):
    other = actions.begin(walk.scheme, by=walk.partner, type="free", title="生徒会の雪かき")
    assert carry_papers_over(ended, other, by=walk.partner) == []
    assert Paper.objects.filter(proposal=other).count() == 0


def test_the_file_is_its_own_and_stays_when_the_earlier_one_goes(walk, ended, django_capture_on_commit_callbacks):
    new = again(walk, ended)
    old, copy = ended.papers.get(kind="bank"), new.papers.get(kind="bank")
    assert (copy.digest, copy.size, content(copy)) == (old.digest, old.size, content(old))
    assert (copy.file.name != old.file.name, "bank" in copy.file.name) == (True, False)
    Proposal.objects.filter(pk=ended.pk).update(state="drafting")
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_paper_away(old, by=walk.group)
    assert not (Path(django_settings.MEDIA_ROOT) / old.file.name).is_file()
    assert content(copy).startswith(b"%PDF")
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_paper_away(copy, by=walk.group)
    assert content(ended.papers.get(kind="rules")).startswith(b"%PDF")


def test_a_file_the_disk_has_lost_keeps_nobody_from_beginning_again(walk, ended):
    (Path(django_settings.MEDIA_ROOT) / ended.papers.get(kind="rules").file.name).unlink()
    assert [row.kind for row in again(walk, ended).papers.all()] == ["members", "bank"]


def test_who_reads_what_goes_by_its_kind_and_readings_are_kept_anew(walk, cast, client_of, ended):
    actions.read_paper(ended.papers.get(kind="rules"), by=walk.office)
    new = again(walk, ended)
    actions.invite_partner(new, cast.students, by=walk.group)
    actions.answer_invitation(new, by=walk.partner, yes=True)
    partner = client_of(cast.student)
    for kind, status in (("rules", 200), ("members", 404), ("bank", 404)):
        assert partner.get(url(new, f"{new.papers.get(kind=kind).pk}/")).status_code == status, kind
    assert client_of(cast.outsider).get(url(new)).status_code == 404
    assert policy.can_read_paper(walk.office, new.papers.get(kind="bank"))
    read = Record.objects.filter(verb="paper.read").values_list("item", "data__paper")
    assert set(read) == {
        (ended.pk, ended.papers.get(kind="rules").pk),
        (new.pk, new.papers.get(kind="rules").pk),
    }


def test_its_page_says_which_came_along_since_when_and_asks_to_look(walk, cast, client_of, ended):
    worker = client_of(cast.worker)
    said, asked = f"前の提案から（{full_date(timezone.localdate())}に提出）", "いまの内容と合っているか"
    assert "会員名簿、通帳の写しは" in words(worker.get(f"/proposals/{ended.code}/again/"))
    new = again(walk, ended)
    page = plain_words(worker.get(url(new)))
    assert (page.count(said), page.count(asked)) == (3, 3)
    brought(walk, new, "accounts", "new.pdf")
    page = plain_words(worker.get(url(new)))
    assert (page.count(said), "new.pdf" in page) == (3, True)
    assert "前の提案から" not in plain_words(worker.get(url(ended)))


def test_the_day_it_was_first_brought_goes_along_from_year_to_year(walk, cast, client_of, ended):
    Paper.objects.filter(proposal=ended).update(at=timezone.now() - dt.timedelta(days=400))
    first = full_date(timezone.localdate() - dt.timedelta(days=400))
    third = again(walk, walk.step(again(walk, ended), "withdraw"))
    page = plain_words(client_of(cast.worker).get(url(third)))
    assert page.count(f"前の提案から（{first}に提出）") == 3
