"""The pages of articles: written without JavaScript, who may take which step, the photo, the list (R44, R45)."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from yoriai.directory import actions
from yoriai.directory.lifecycle import ARTICLE
from yoriai.directory.models import Article, ArticlePhoto, Organisation, Reporter
from yoriai.directory.policy import can_move_article
from yoriai.kernel.models import Actor
from yoriai.people.actions import leave

STATES = ("assigned", "draft", "offered", "checking", "checked", "shown", "ended", "handed_back", "given_up")
VERBS = sorted({move.verb for move in ARTICLE.moves} - {"find_right", "find_wrong"})
# (who, whether the desk asked for it) → state → verbs
MAY = {
    ("reporter", True): {
        "assigned": "hand_back write", "draft": "hand_back send write", "offered": "take_back send",
        "checking": "show_unchecked take_back", "checked": "show write", "shown": "end", "ended": "show",
    },
    ("reporter", False): {
        "draft": "give_up offer write", "offered": "give_up take_back",
        "checking": "show_unchecked take_back", "checked": "show write", "shown": "end", "ended": "show",
    },
    ("desk", True): {
        "assigned": "give_up", "draft": "give_up", "offered": "give_up return send vouch", "checking": "show_unchecked",
        "checked": "show", "shown": "end", "ended": "show", "handed_back": "assign give_up",
    },
    ("desk", False): {
        "offered": "return send vouch", "checking": "show_unchecked", "checked": "show", "shown": "end", "ended": "show",
    },
}  # fmt: skip


def photo():
    """A small JPEG."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("p.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def desk(cast):
    """The support centre, named by the office."""
    actions.name_confirmer(cast.support_centre, by=cast.who(cast.officer, cast.section))
    return cast.who(cast.supporter, cast.support_centre)


@pytest.mark.parametrize("assigned", [True, False])
def test_who_may_take_which_step_in_which_state(cast, desk, assigned):
    people = {
        "reporter": cast.who(cast.student), "desk": desk, "officer without the factor": cast.who(cast.officer, cast.section, sure=False),
        "resident": cast.who(cast.resident), "the centre's worker in no hat": cast.who(cast.supporter), "stranger": None,
    }  # fmt: skip
    for state in STATES if assigned else [state for state in STATES if state not in ("assigned", "handed_back")]:
        article = Article(by=cast.student, state=state, assigned_by=cast.support_centre if assigned else None)
        for name, who in people.items():
            may = " ".join(verb for verb in VERBS if can_move_article(who, article, verb))
            wanted = MAY.get((name, assigned), {}).get(state, "")
            assert set(may.split()) == set(wanted.split()), (name, assigned, state)


def test_an_idea_is_written_handed_in_and_read_by_the_desk_without_javascript(cast, client_of, npo, desk):
    page = actions.show_entry(actions.add_page(cast.npo, by=npo), by=npo)
    client = client_of(cast.resident)
    assert f"?about={page.code}" in client.get("/articles/new/?q=そらのま").content.decode()
    address = f"/articles/new/?about={page.code}"
    assert client.post(address, {"title": "", "text": "x"}).status_code == 422
    assert client.post(address, {"title": "台所", "text": "文", "photo": photo()}).status_code == 422  # no words for it
    assert client.post(address, {"title": "台所", "text": "文", "photo": photo(), "alt": "鍋"}).status_code == 302
    made = Article.objects.get()
    assert (made.about, made.photo.alt) == (page.item, "鍋")
    assert client_of(cast.supporter).get(f"/articles/{made.code}/work/").status_code == 404
    client.post(f"/articles/{made.code}/state/", {"verb": "offer"})
    centre = client_of(cast.supporter)
    assert "台所" in centre.get("/desk/articles/").content.decode()
    assert centre.get(f"/articles/{made.code}/work/").status_code == 200
    assert centre.get(f"/articles/{made.code}/text/").status_code == 404  # the words are the reporter's
    centre.post(f"/articles/{made.code}/state/", {"verb": "return", "return-words": "もう一人に聞いてください。"})
    assert "もう一人に聞いてください。" in client.get(f"/articles/{made.code}/work/").content.decode()
    assert client.post(f"/articles/{made.code}/text/", {"title": "台所の朝", "text": "長い文"}).status_code == 302
    assert Article.objects.get().title == "台所の朝"


def test_the_desk_asks_a_reporter_who_has_said_yes_to_being_asked(cast, client_of, npo, desk):
    page = actions.show_entry(actions.add_page(cast.npo, by=npo), by=npo)
    client_of(cast.student).post("/articles/reporters/", {"likes": "祭り"})
    centre, day = client_of(cast.supporter), timezone.localdate() + dt.timedelta(days=4)
    address = f"/desk/articles/new/?about={page.code}"
    sent = {"reporter": cast.student.pk, "due": day.isoformat(), "text": "見どころ"}
    for wrong in ({"due": "2020-01-01"}, {"reporter": cast.resident.pk}, {"text": ""}):
        assert centre.post(address, sent | wrong).status_code == 422
    assert centre.post(address, sent).status_code == 302
    made = Article.objects.get()
    assert (made.by, made.due, made.assigned_by) == (cast.student, day, cast.support_centre)
    client_of(cast.student).post("/articles/reporters/", {"verb": "rest"})
    assert Reporter.objects.get().ended is not None


def test_for_others_there_is_no_desk_and_the_officer_gives_the_second_factor_first(cast, client, client_of, desk):
    for address in ("/desk/articles/", "/desk/articles/new/"):
        assert client_of(cast.worker).get(address).status_code == 404
        assert client.get(address).url.startswith("/accounts/login/")
        assert client_of(cast.officer, sure=False).get(address).url.startswith("/sure/")
        assert client_of(cast.officer).get(address).status_code == 200


def test_a_photo_is_seen_by_whoever_reads_the_article_and_taken_out_at_any_time(cast, client, client_of, desk):
    by = cast.who(cast.resident)
    made = actions.add_article(by=by, title="道", text="文")
    actions.put_photo(made, photo(), "川ぞい", by=by)
    address = f"/articles/{made.code}/photo.jpg"
    assert client.get(address).status_code == 404
    actions.show_article(actions.vouch_for_article(actions.offer_article(made, by=by), by=desk), by=by)
    assert client.get(address)["Content-Type"] == "image/jpeg"
    assert 'alt="川ぞい"' in client.get(f"/articles/{made.code}/").content.decode()
    client_of(cast.resident).post(f"/articles/{made.code}/state/", {"verb": "remove_photo"})
    assert client.get(address).status_code == 404 and not ArticlePhoto.objects.exists()


def test_another_photo_is_another_article_to_check(cast, npo):
    page = actions.show_entry(actions.add_page(cast.npo, by=npo), by=npo)
    by = cast.who(cast.student)
    made = actions.add_article(by=by, about=page.item, title="道", text="文")
    Article.objects.filter(pk=made.pk).update(state="checked")
    actions.put_photo(made, photo(), "川ぞい", by=by)
    assert Article.objects.get().state == "draft"


def test_whoever_closes_their_account_leaves_no_name_on_it(cast, client, desk):
    by = cast.who(cast.resident)
    actions.become_reporter("川のこと", by=by)
    made = actions.add_article(by=by, title="道", text="文", byline="川のさくら")
    actions.show_article(actions.vouch_for_article(actions.offer_article(made, by=by), by=desk), by=by)
    assert "川のさくら" in client.get(made.get_absolute_url()).content.decode()
    leave(by=by)
    actions.end_visits(timezone.now())
    client.cookies["fresh"] = "1"
    assert "川のさくら" not in client.get(made.get_absolute_url()).content.decode()
    assert not Reporter.objects.exists()


def test_what_is_typed_stays_text(cast, client, client_of, desk):
    by, evil = cast.who(cast.resident), "<script>x</script>"
    facts = dict.fromkeys(("title", "summary", "text", "byline"), evil)
    made = actions.offer_article(actions.add_article(by=by, **facts), by=by)
    made = actions.return_article(made, evil, by=desk)
    assert evil not in client_of(cast.resident).get(f"/articles/{made.code}/work/").content.decode()
    actions.show_article(actions.vouch_for_article(actions.offer_article(made, by=by), by=desk), by=by)
    actions.correct_article(Article.objects.get(), evil, by=by)
    for address in (made.get_absolute_url(), "/articles/"):
        assert evil not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/articles/", "/desk/articles/", "/my/"])
def test_the_lists_ask_the_same_number_of_questions_whatever_there_is(
    cast, client_of, desk, django_assert_max_num_queries, address
):
    page = Organisation(actor=cast.company, by=cast.company, title="販売店", state="shown")
    page.save()
    client, counts = client_of(cast.supporter), []
    for upto in (1, 3, 50):
        while Article.objects.count() < 3 * upto:
            actor = Actor.objects.create(kind="person", name=f"人{Article.objects.count()}")
            for facts in ({"state": "shown"}, {"state": "offered"}, {"state": "draft"}):
                owner = cast.supporter if facts["state"] == "draft" else actor
                visibility = "public" if facts["state"] == "shown" else "audience"
                Article(by=owner, title="記事", text="文", about=page.item, visibility=visibility, **facts).save()
        client.get(address, {"q": f"warm{upto}"})
        with django_assert_max_num_queries(60) as asked:
            client.get(address, {"q": upto})
        counts.append(len(asked))
    assert len(set(counts)) == 1
