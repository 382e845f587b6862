"""紙の受付 (R45): a sheet comes in, is typed, goes back, and is shown after its sender's yes. Only the office sees the picture."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from yoriai.directory import actions
from yoriai.directory.models import Activity, Confirmation, Organisation, Paper, PaperPage
from yoriai.directory.tasks.entries import end_papers_of_the_tray
from yoriai.directory.views.receipts import TRIES
from yoriai.engines.pdf_pages import pages
from yoriai.engines.pictures import NotAPicture
from yoriai.kernel.models import Actor, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.ui.tests.paper_reading import text_of


def picture(kind="JPEG", *, exif=True):
    """A photo of a sheet, with the place where it was taken."""
    image, out = Image.new("RGB", (300, 400), "white"), io.BytesIO()
    tags = Image.Exif()
    tags[0x8825] = {1: "N", 2: (38.0, 16.0, 0.0)}
    tags[0x010F] = "SECRETCAMERA"
    image.save(out, kind, **({"exif": tags} if exif and kind == "JPEG" else {}))
    return out.getvalue()


def pdf(count=2):
    """A fax of so many pages."""
    sheets, out = [Image.new("L", (800, 1100), 255 - 40 * n) for n in range(count)], io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


@pytest.fixture
def office(cast):
    """The officer in the office's hat."""
    return cast.who(cast.officer, cast.section)


@pytest.fixture
def desk(cast, client_of):
    """The officer's browser."""
    return client_of(cast.officer)


@pytest.fixture
def paper(cast, office):
    """A sheet of the neighbourhood association's, whose head has no account."""
    made = actions.take_in([], by=office, way="fax", kind="activity", reply_to="000-000-0011")
    return actions.put_sender(made, by=office, actor=cast.neighbourhood)


@pytest.fixture
def draft(cast, office, paper):
    """What was typed from it."""
    return actions.type_in(
        paper, Activity(), by=office, title="雪の朝の通学路", contact="集会所", contact_by="introduction",
        areas=[cast.towns[0]], themes=[cast.themes[4]],
    )  # fmt: skip


def now(paper):
    """The row as it is."""
    return Paper.objects.get(pk=paper.pk)


def test_a_sheet_is_taken_in_typed_sent_back_and_shown_after_the_yes(cast, client, desk):
    photo = SimpleUploadedFile("../../<b>.svg", picture(), content_type="image/svg+xml")
    desk.post("/desk/intake/new/", {"way": "post", "kind": "activity", "pictures": photo, "reply_to": "杜野市1-1"})
    paper = Paper.objects.get()
    address = f"/desk/intake/{paper.pk}/"
    assert "長町北町内会" in desk.get(f"{address}?q=長町").content.decode()
    desk.post(f"{address}?q=長町", {"who": cast.neighbourhood.pk})
    desk.post(address, {"title": "雪の朝の通学路", "contact_by": "shown", "days": "雪の朝"})
    activity = Activity.objects.get()
    assert (activity.by, activity.state, now(paper).typed_by) == (cast.neighbourhood, "draft", cast.officer)
    assert client.get(activity.get_absolute_url()).status_code == 404
    assert desk.get(f"{address}receipt.pdf").content[:5] == b"%PDF-"
    desk.post(f"{address}sent/")
    assert now(paper).state == "sent"
    desk.post(address, {"verb": "yes", "yes-how": "call", "yes-said": "会長さんに電話"})
    page = client.get(activity.get_absolute_url()).content.decode()
    assert "紙からの転記" in page and "本人確認済み" in page and "未確認" not in page
    assert "会長さんに電話" not in page and "杜野市1-1" not in page


def test_the_picture_is_drawn_anew_without_the_place_where_it_was_taken(desk):
    photo = SimpleUploadedFile("x.jpg", picture())
    desk.post("/desk/intake/new/", {"way": "fax", "kind": "activity", "pictures": photo})
    page = PaperPage.objects.get()
    kept = page.picture.read()
    assert b"SECRETCAMERA" in picture() and b"SECRETCAMERA" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    answer = desk.get(f"/desk/intake/{page.paper_id}/pictures/{page.pk}.jpg")
    assert (answer["Content-Type"], answer.content) == ("image/jpeg", kept)


def test_the_pages_of_a_fax_become_pictures_and_what_is_none_is_refused(desk):
    files = [SimpleUploadedFile("fax.pdf", pdf(2)), SimpleUploadedFile("one.png", picture("PNG"))]
    desk.post("/desk/intake/new/", {"way": "fax", "kind": "activity", "pictures": files})
    assert PaperPage.objects.count() == 3
    for bad in (b"%PDF-1.7 nothing", b"<svg onload=alert(1)>", b"", b"GIF89a"):
        answer = desk.post(
            "/desk/intake/new/",
            {"way": "fax", "kind": "activity", "pictures": SimpleUploadedFile("x.pdf", bad)},
        )
        assert answer.status_code == 422
    assert Paper.objects.count() == 1


def test_no_more_than_ten_pages_of_a_pdf_are_drawn_and_junk_is_none():
    assert len(pages(pdf(12))) == 10
    with pytest.raises(NotAPicture):
        pages(b"%PDF-1.4 junk")


@pytest.mark.parametrize("person", ["resident", "supporter", "ward_officer", "worker", "outsider", None])
def test_only_the_office_sees_the_tray_a_sheet_and_its_picture(cast, client, client_of, office, paper, draft, person):
    actions.add_pictures(now(paper), [_file()], by=office)
    page = PaperPage.objects.get()
    reader = client_of(getattr(cast, person)) if person else client
    for address in ("", "new/", f"{paper.pk}/", f"{paper.pk}/pictures/{page.pk}.jpg", f"{paper.pk}/receipt.pdf"):
        assert reader.get(f"/desk/intake/{address}").status_code == (302 if person is None else 404)
    for address in ("sent/", "aside/", "pictures/", ""):
        reader.post(
            f"/desk/intake/{paper.pk}/{address}", {"verb": "yes", "yes-how": "call", "yes-said": "x", "said": "x"}
        )
    assert now(paper).state == "typed"


def _file():
    from django.core.files.base import ContentFile

    return ContentFile(picture(), name="photo.jpg")


def test_an_office_s_person_without_the_second_factor_does_nothing_with_paper(cast, paper):
    unsure = cast.who(cast.officer, cast.section, sure=False)
    for act in (
        lambda: actions.take_in([], by=unsure, way="fax", kind="activity"),
        lambda: actions.put_sender(paper, by=unsure, actor=cast.npo),
        lambda: actions.type_in(paper, Activity(), by=unsure, title="x"),
        lambda: actions.send_receipt(paper, by=unsure),
        lambda: actions.note_yes(paper, "call", "x", by=unsure),
        lambda: actions.refuse_paper(paper, "x", by=unsure),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_draft_is_seen_by_its_sender_and_the_office_and_by_nobody_else(cast, draft):
    seen = Item.objects.filter(pk=draft.pk)
    assert seen.visible_to(cast.who(cast.officer)).exists()
    for other in (None, cast.who(cast.resident), cast.who(cast.supporter)):
        assert not seen.visible_to(other).exists()


def test_the_number_on_the_receipt_says_yes_by_a_press_and_not_by_reading(client, paper, draft):
    address = f"/receipts/{paper.code}/"
    page = client.get(address).content.decode()
    assert "雪の朝の通学路" in page and "集会所" in page
    client.head(address)
    assert now(paper).state == "typed"
    client.post(address, {"answer": "nonsense"})
    assert now(paper).state == "typed"
    client.post(address, {"answer": "yes"})
    assert (now(paper).state, now(paper).how) == ("agreed", "code")
    assert Item.objects.public().filter(pk=draft.pk).exists()
    assert Confirmation.objects.get().how == Confirmation.How.DOCUMENT
    client.post(address, {"answer": "wish", "text": "やめる"})
    assert now(paper).state == "agreed"


def test_after_the_answer_the_number_shows_no_more_than_the_page(client, paper, draft):
    client.post(f"/receipts/{paper.code}/", {"answer": "yes"})
    page = client.get(f"/receipts/{paper.code}/").content.decode()
    assert draft.get_absolute_url() in page and "集会所" not in page


def test_whoever_guesses_numbers_is_stopped_at_a_right_one_too(client, paper, draft):
    for number in range(TRIES):
        assert client.get(f"/receipts/22222{'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[number]}/").status_code == 404
    assert client.get(f"/receipts/{paper.code}/").status_code == 409
    assert client.post(f"/receipts/{paper.code}/", {"answer": "yes"}).status_code == 409
    assert now(paper).state == "typed"
    assert client.get(f"/receipts/{paper.code}/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_number_of_an_entry_is_not_the_number_of_its_receipt(client, paper, draft):
    assert client.get(f"/receipts/{draft.code}/").status_code == 404


def test_what_its_sender_would_have_otherwise_goes_back_to_the_office(client, cast, office, paper, draft):
    actions.send_receipt(paper, by=office)
    client.post(f"/receipts/{paper.code}/", {"answer": "wish", "text": "6時半です"})
    assert (now(paper).state, now(paper).wish) == ("typed", "6時半です")
    told = tell(Record.objects.get(verb="paper.wished"))
    assert [row.to for row in told] == [cast.officer]
    mended = actions.type_in(now(paper), Activity.objects.get(), by=office, title="雪の朝", days="6時半")
    assert (mended.days, now(paper).wish) == ("6時半", "")


def test_once_shown_the_office_types_nothing_more_into_it(office, paper, draft):
    actions.note_yes(paper, "call", "会長", by=office)
    with pytest.raises(NotAllowed):
        actions.type_in(now(paper), Activity.objects.get(), by=office, title="市が直した")
    assert Activity.objects.get().title == "雪の朝の通学路"


def test_a_yes_needs_somebody_who_said_it_and_a_way_of_the_two(office, paper, draft):
    for how, said in (("call", " "), ("code", "会長"), ("nonsense", "会長")):
        with pytest.raises(NotPossible):
            actions.note_yes(paper, how, said, by=office)
    assert not Confirmation.objects.exists()


def test_nobody_says_yes_to_a_sheet_that_was_not_typed_in(client, office):
    blank = actions.take_in([], by=office, way="fax", kind="activity")
    assert client.post(f"/receipts/{blank.code}/", {"answer": "yes"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.note_yes(blank, "call", "会長", by=office)


def test_a_new_body_gets_a_name_and_no_account(office):
    paper = actions.take_in([], by=office, way="counter", kind="organisation")
    with pytest.raises(NotPossible):
        actions.put_sender(paper, by=office, name="川ぞいの会", kind=Actor.Kind.SECTION)
    paper = actions.put_sender(paper, by=office, name="川ぞいの会", kind=Actor.Kind.GROUP)
    page = actions.type_in(paper, Organisation(), by=office, title="川ぞいの会")
    assert (page.actor.name, page.by.kind) == ("川ぞいの会", Actor.Kind.GROUP)


def test_a_second_page_of_one_body_is_refused(cast, office):
    actions.add_page(cast.npo, by=cast.who(cast.worker))
    paper = actions.put_sender(
        actions.take_in([], by=office, way="fax", kind="organisation"), by=office, actor=cast.npo
    )
    with pytest.raises(NotPossible):
        actions.type_in(paper, Organisation(), by=office, title="二つめ")


def test_a_refused_sheet_is_never_shown(client, office, paper, draft):
    actions.refuse_paper(paper, "会長さんから電話", by=office)
    client.post(f"/receipts/{paper.code}/", {"answer": "yes"})
    assert not Item.objects.public().filter(pk=draft.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_pictures_and_addresses_go_some_days_after_the_answer(cast, settings):
    settings.PAPER_DAYS = 14
    office = cast.who(cast.officer, cast.section)
    paper = actions.take_in([_file()], by=office, way="fax", kind="activity", reply_to="000-000-0011", note="鉛筆")
    actions.put_sender(paper, by=office, actor=cast.neighbourhood)
    actions.type_in(paper, Activity(), by=office, title="雪の朝")
    actions.note_yes(paper, "call", "会長", by=office)
    at, file = timezone.now(), PaperPage.objects.get().picture
    assert actions.end_papers(at + dt.timedelta(days=13)) == 0
    assert file.storage.exists(file.name)
    assert actions.end_papers(at + dt.timedelta(days=15)) == 1
    assert not file.storage.exists(file.name)
    assert (now(paper).reply_to, now(paper).note, now(paper).said) == ("", "", "会長")
    assert actions.end_papers(at + dt.timedelta(days=15)) == 0


def test_what_nobody_answered_goes_after_half_a_year_and_the_round_runs(office):
    paper = actions.take_in([_file()], by=office, way="fax", kind="activity")
    Paper.objects.filter(pk=paper.pk).update(arrived=timezone.now() - dt.timedelta(days=181))
    end_papers_of_the_tray(0)
    assert not PaperPage.objects.exists()


def test_the_tray_asks_the_same_number_of_questions_whatever_lies_in_it(
    cast, desk, office, django_assert_max_num_queries
):
    counts = []
    for upto in (1, 3, 50):
        while Paper.objects.count() < upto:
            made = actions.take_in([], by=office, way="fax", kind="activity")
            actions.type_in(actions.put_sender(made, by=office, actor=cast.npo), Activity(), by=office, title="雪")
        with django_assert_max_num_queries(40) as asked:
            desk.get("/desk/intake/")
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_somebody_typing_a_number_is_led_to_its_receipt(client, paper, draft):
    assert client.get(f"/receipts/?code={paper.code.lower()}").url == f"/receipts/{paper.code}/"
    assert client.get("/receipts/?code=12").status_code == 422


def test_what_people_write_is_never_a_page_or_a_program(cast, client, desk, office):
    bad = '<script>alert(1)</script>#import "x"=1+1'
    paper = actions.take_in([], by=office, way="fax", kind="activity", reply_to=bad, note=bad)
    paper = actions.put_sender(paper, by=office, name=bad, kind=Actor.Kind.GROUP)
    actions.type_in(paper, Activity(), by=office, title=bad, days=bad)
    actions.wish(paper, bad, by=office)
    for page in (
        desk.get("/desk/intake/"),
        desk.get(f"/desk/intake/{paper.pk}/"),
        client.get(f"/receipts/{paper.code}/"),
    ):
        assert page.status_code == 200 and "<script>alert" not in page.content.decode()
    assert desk.get(f"/desk/intake/{paper.pk}/receipt.pdf").content[:5] == b"%PDF-"


def test_pages_of_a_sheet_are_found_under_their_own_sheet_only(cast, desk, office, paper):
    other = actions.take_in([_file()], by=office, way="fax", kind="activity")
    page = other.pages.get()
    assert desk.get(f"/desk/intake/{paper.pk}/pictures/{page.pk}.jpg").status_code == 404


def test_the_receipt_says_what_was_typed_how_to_answer_and_its_number(desk, paper, draft):
    text = text_of(desk.get(f"/desk/intake/{paper.pk}/receipt.pdf").content)
    for words in (paper.code, "雪の朝の通学路", "集会所", "まだ載せていません", "000-000-0000", "/receipts/"):
        assert words in text
