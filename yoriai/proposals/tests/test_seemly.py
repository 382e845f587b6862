"""What a page owes everybody: one summary of what is wrong, boxes with names of their own, a word where a list is empty, no copies."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

import yoriai
from yoriai.proposals import actions
from yoriai.proposals.models import Answer, Talk
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import Walk


def ids_twice(answer):
    """Names that stand on the page more than once."""
    return [
        name for name, times in Counter(re.findall(r'\bid="([^"]+)"', answer.content.decode())).items() if times > 1
    ]


def test_what_is_wrong_is_summed_up_once(walk, cast, client, client_of):
    office = client_of(cast.officer)
    mailing = office.post(f"/schemes/{walk.scheme.code}/mailings/new/", {"subject": ""})
    fit = client.get(f"/schemes/{walk.scheme.code}/fit/?who=nonsense")
    for answer in (mailing, fit):
        assert answer.content.decode().count('id="wrong"') == 1
        assert ids_twice(answer) == []


@pytest.mark.parametrize(
    ("verb", "typed"), [("mail", {"mail": "oya@どこか"}), ("paper", {"given": "きのう"})]
)  # fmt: skip
def test_a_refused_mail_or_day_stands_in_its_box_with_its_error_tied_to_it(young, cast, client_of, verb, typed):
    walk, proposal = young
    _first, second = [actions.list_minor(proposal, name, by=walk.group) for name in ("ハル", "ミナト")]
    person = cast.worker if verb == "mail" else cast.officer
    address = f"/proposals/{proposal.code}/youth/members/{second.pk}/"
    answer = client_of(person).post(address, {"verb": verb, **typed})
    page, [(name, value)] = answer.content.decode(), typed.items()
    assert answer.status_code == 422
    box = re.search(rf'<input[^>]*id="{verb}_{second.pk}_{name}"[^>]*>', page)[0]
    assert f'value="{value}"' in box and 'aria-invalid="true"' in box
    described = re.search(r'aria-describedby="([^"]+)"', box)[1].split()
    assert f"{verb}_{second.pk}_{name}_error" in described
    assert all(page.count(f'id="{one}"') == 1 for one in described)
    assert page.count('id="wrong"') == 1
    assert ids_twice(answer) == []


def test_with_two_days_of_presentations_each_box_has_a_name_of_its_own(walk, cast, client_of):
    first, second = walk.to("presenting"), walk.to("presenting")
    actions.publish_list(walk.over(), by=walk.office)
    type(second).objects.filter(pk=second.pk).update(presents=second.presents + dt.timedelta(days=2))
    url, office = f"/schemes/{walk.scheme.code}/presentations/", client_of(cast.officer)
    assert ids_twice(office.get(url)) == []
    later = timezone.localtime(second.presents).date() + dt.timedelta(days=2)
    wrong = office.post(url, {"word": "", "day": later})
    page = wrong.content.decode()
    assert (wrong.status_code, page.count('id="wrong"'), ids_twice(wrong)) == (422, 1, [])
    assert re.search(rf'<input[^>]*id="lot_{later}_word"[^>]*>', page)[0].count("aria-invalid") == 1
    assert office.post(url, {"word": "けやき", "day": "2001-01-01"}).status_code == 404
    assert office.post(url, {"word": "けやき", "day": later}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.turn_by_lot, second.turn_by_lot) == (None, 1)
    # What everybody can reckon again is the lot of the day that was drawn.
    assert f"printf 'けやき\\n{second.code}'" in words(office.get(url)).replace("&#x27;", "'")


def test_where_nothing_is_yet_the_page_says_so(walk, cast, client_of):
    proposal, worker = walk.to("in_talks"), client_of(cast.worker)
    Talk.objects.filter(proposal=proposal).delete()
    Answer.objects.filter(proposal=proposal, key="evidence").delete()
    base = f"/proposals/{proposal.code}/"
    assert "尋ねている課はありません" in words(worker.get(f"{base}talks/"))
    assert "まだ何も書かれていません" in words(worker.get(f"{base}answers/evidence/"))
    drafting = walk.to("drafting")
    page = words(worker.get(f"/proposals/{drafting.code}/partners/new/?q=どこにもない名前"))
    assert "この名前の団体は見つかりません" in page
    assert "お願いする</button>" not in page
    assert "お願いする</button>" in words(
        worker.get(f"/proposals/{drafting.code}/partners/new/?q={cast.students.name}")
    )


def test_where_no_supporter_has_the_name_the_page_says_so(cast, client_of):
    proposal = Walk(cast, "youth").begin(type="youth")
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/youth/supporter/?q=どこにもない名前"))
    assert "この名前の団体は見つかりません" in page
    assert "お願いする</button>" not in page


def test_pages_for_some_alone_are_kept_by_no_browser(walk, cast, client_of):
    proposal, office = walk.begin(), client_of(cast.officer)
    for reader, address in (
        (client_of(cast.worker), f"/proposals/{proposal.code}/"),
        (office, f"/schemes/{walk.scheme.code}/calendar/"),
        (office, f"/schemes/{walk.scheme.code}/plan.toml"),
    ):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"], address


def test_the_looks_of_words_used_everywhere_are_in_the_sheet_every_page_has():
    """`strong` and `late` stand on pages with one or the other of the app's sheets."""
    home = Path(yoriai.__file__).parent
    everywhere = (home / "ui/static/ui/css/components.css").read_text()
    for name in ("strong", "late"):
        assert f"  .{name} {{" in everywhere
