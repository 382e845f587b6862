"""What was typed is not lost when the session or the second factor has run out meanwhile (R45)."""

import pytest
from django.conf import settings
from django.urls import resolve

from yoriai.people.models import Draft
from yoriai.proposals import actions
from yoriai.proposals.models import Pending, Review, Verdict
from yoriai.proposals.tests.test_pages import words

WORDS = "高校生と町内会が組む点を、まだ書きかけで評価しています。"


def hidden(answer):
    """What the form on the page carries with its next post."""
    keeping = answer.context["request"].keeping
    begun = keeping.earlier
    from_there = {"draft_from": begun.pk, "draft_at": begun.kept.isoformat()} if begun else {}
    return {"draft_page": keeping.page, "draft_window": keeping.window, **from_there}


@pytest.mark.parametrize("rest", ["steps/adopt/", "look-back/talk/"])
def test_what_the_office_sent_after_its_second_factor_ran_out_stands_in_the_form_again(walk, cast, client_of, rest):
    proposal = walk.to("final_review" if "adopt" in rest else "looking_back")
    if "talk" in rest:
        walk.look_back(proposal)
    address, field = f"/proposals/{proposal.code}/{rest}", "public_text" if "adopt" in rest else "summary"
    office = client_of(cast.officer)
    sent = {**hidden(office.get(address)), field: WORDS}
    late = client_of(cast.officer, sure=False).post(address, sent)
    assert late.status_code == 302
    assert late.url == f"/sure/?next={address.replace('/', '%2F')}"
    assert not Verdict.objects.filter(public_text=WORDS).exists() and not Review.objects.exists()
    assert WORDS in words(client_of(cast.officer).get(address))


def test_whoever_is_signed_out_is_led_back_to_the_form_that_kept_their_typing(walk, cast, client, client_of):
    """The page keeps what is typed two seconds after the last key; the post of somebody unknown keeps nothing."""
    project = walk.to("looking_back")
    address = f"/proposals/{project.code}/look-back/of/{cast.npo.pk}/"
    worker = client_of(cast.worker)
    typed = {**hidden(worker.get(address)), "good": WORDS, "purpose": "4"}
    assert worker.post("/my/drafts/", typed).status_code == 200
    gone = client.post(address, typed)
    assert (gone.status_code, gone.url) == (302, f"/accounts/login/?next={address.replace('/', '%2F')}")
    form = client_of(cast.worker).get(address).context["form"]
    assert (form["good"].value(), form["purpose"].value()) == (WORDS, "4")
    assert Draft.objects.count() == 1


def test_the_lines_of_budget_and_roles_are_brought_back_too(walk, cast, client_of):
    drafting = walk.to("drafting")
    actions.put_budget(drafting, [{"side": "income", "item": "city", "amount": 1}], by=walk.group)
    base, worker = f"/proposals/{drafting.code}/sheets", client_of(cast.worker)
    for page, typed in (
        ("budget", {"city": "99000", "spending-1-item": "雪かきの保険"}),
        ("duties", {"duty-0-what": "朝の見回り"}),
    ):
        sent = {**hidden(worker.get(f"{base}/{page}/")), **typed}
        assert worker.post("/my/drafts/", sent).status_code == 200
        shown = words(worker.get(f"{base}/{page}/"))
        assert [one for one in typed.values() if one not in shown] == []


def test_what_is_typed_into_a_change_or_an_early_end_comes_back_until_it_is_sent(walk, cast, client_of):
    project, worker = walk.to("under_way"), client_of(cast.worker)
    for page, rest in (
        ("change", {"after": "週2回", "city": "123456"}),
        ("stop", {"money": "10万円を返します", "paid": "0"}),
    ):
        address = f"/proposals/{project.code}/{page}/"
        typed = {**hidden(worker.get(address)), "reason": WORDS, **rest}
        assert worker.post("/my/drafts/", typed).status_code == 200
        back = worker.get(address)
        assert ('class="fold" open><summary>予算も変える' in words(back)) == (page == "change")
        assert 'class="fold" open><summary>役割分担も変える' not in words(back)
        assert [one for one in (WORDS, *rest.values()) if one not in words(back)] == [], page
    assert worker.post(address, {**hidden(back), "reason": WORDS, **rest}).status_code == 302
    assert [row.page for row in Draft.objects.all()] == [f"/proposals/{project.code}/change/"]
    assert Pending.objects.get().sort == "stop"


def test_whoever_looks_for_a_new_partner_and_chooses_it_loses_nothing_typed(walk, cast, client_of):
    """The way without JavaScript: both buttons keep the form and lead back to it."""
    project, worker = walk.to("under_way"), client_of(cast.worker)
    address, company = f"/proposals/{project.code}/change/", cast.company
    page = worker.get(address)
    keeps = f'<button class="btn quiet" name="draft" value="keep" formaction="{address}">'
    assert f"{keeps}見る</button>" in words(page)
    typed = {"reason": WORDS, "duty-0-what": "朝の見回り", "q": company.name, "joins": "", "draft": "keep"}
    page = worker.post(address, {**hidden(page), **typed}, follow=True)
    assert (page.context["form"]["reason"].value(), page.context["newcomer"]) == (WORDS, None)
    assert f'name="joins" value="{company.pk}"' in words(page)
    assert f"{keeps}選ぶ</button>" in words(page)
    page = worker.post(address, {**hidden(page), **typed, "joins": company.pk}, follow=True)
    assert (page.context["form"]["reason"].value(), page.context["newcomer"]) == (WORDS, company)
    assert "朝の見回り" in words(page)
    more = {"joins": company.pk, "joins_as": "配達の見回り", f"duty-0-brings_{company.pk}": "車2台"}
    assert worker.post("/my/drafts/", {**hidden(page), **typed, **more}).status_code == 200
    page = worker.get(address)
    assert [one for one in (WORDS, "朝の見回り", "配達の見回り", "車2台") if one not in words(page)] == []
    page = worker.post(address, {**hidden(page), **typed}, follow=True)
    assert (page.context["form"]["reason"].value(), page.context["newcomer"]) == (WORDS, None)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_last_words_before_choosing_a_new_partner_stand_there_again(walk, cast, client_of, site, new_context):
    """With the module that keeps by itself too: the button goes its way, and takes with it what was typed this very moment."""
    context = new_context(base_url=site)
    ticket = client_of(cast.worker).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": ticket, "url": site}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"/proposals/{walk.to('under_way').code}/change/")
    page.get_by_label("理由").fill(WORDS)
    page.get_by_text("新しい団体に加わってもらう").click()
    page.get_by_label("団体・企業・学校・課の名前").fill(cast.company.name)
    page.get_by_role("button", name="見る", exact=True).click()
    page.get_by_role("radio", name=cast.company.name).check()
    page.get_by_label("理由").fill(f"{WORDS}。")
    page.get_by_role("button", name="選ぶ", exact=True).click()
    page.get_by_label("お願いする役割").wait_for()
    assert page.get_by_label("理由").input_value() == f"{WORDS}。"


def test_nobody_is_chosen_who_carries_it_already_or_is_no_body(walk, cast, client_of):
    project, worker = walk.to("under_way"), client_of(cast.worker)
    address = f"/proposals/{project.code}/change/"
    for chosen in (cast.npo.pk, cast.resident.pk, "abc", "9" * 30, "\0"):
        typed = {**hidden(worker.get(address)), "reason": WORDS, "joins": chosen, "draft": "keep"}
        page = worker.post(address, typed, follow=True)
        assert (page.context["form"]["reason"].value(), page.context["newcomer"]) == (WORDS, None), chosen


def test_a_wish_typed_before_another_change_was_agreed_says_so(walk, cast, client_of):
    """Its tables are those of then; sending them unread would take the agreed change back."""
    project, worker = walk.to("under_way"), client_of(cast.worker)
    address = f"/proposals/{project.code}/change/"
    worker.post("/my/drafts/", {**hidden(worker.get(address)), "reason": WORDS})
    behind = "そのあとに、このページが変わりました"
    assert behind not in words(worker.get(address))
    row = actions.ask_change(project, by=walk.section, reason="x", before="x", after="y")
    actions.answer_pending(row, by=walk.group, yes=True)
    assert behind in words(worker.get(address))


def test_the_long_forms_of_a_scheme_and_a_proposal_keep_what_is_typed(walk):
    proposal = walk.begin()
    scheme, code = walk.scheme.code, proposal.code
    for address in (
        f"/schemes/{scheme}/results/", f"/schemes/{scheme}/mailings/new/", f"/schemes/{scheme}/themes/new/",
        f"/proposals/{code}/steps/refuse/", f"/proposals/{code}/sheets/budget/", f"/proposals/{code}/sheets/duties/",
        f"/proposals/{code}/look-back/of/1/", f"/proposals/{code}/look-back/talk/",
        f"/proposals/{code}/change/", f"/proposals/{code}/stop/",
    ):  # fmt: skip
        assert getattr(resolve(address).func, "keeps_drafts", False), address
