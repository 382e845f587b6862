"""Photos and graphic records of a result, with words; consent withdrawn takes them from everywhere."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from docx import Document
from PIL import Image

from yoriai.assembly.tests.pictures import bomb, photo
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.publishing import actions
from yoriai.publishing.actions.pictures import LONGEST, MOST_ON_PAPER, MOST_PICTURES
from yoriai.publishing.files import make
from yoriai.publishing.models import Key, Picture
from yoriai.publishing.queries import telling_of, telling_of_draft
from yoriai.publishing.tests.conftest import agreed
from yoriai.ui.tests.paper_reading import alternatives, pages

ALT = "模造紙に、見守りの輪が描いてある"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def a_picture(evening, draft, *, shown: str = "web", alt: str = ALT, data: bytes | None = None) -> Picture:
    content = ContentFile(data or photo(), name="x.jpg")
    return actions.add_picture(draft, content, alt, by=evening.citizen, caption="つくえ3", shown=shown)


@pytest.fixture
def shown_picture(evening, draft) -> Picture:
    picture = a_picture(evening, draft, shown="paper")
    agreed(evening, draft)
    actions.publish(draft, ["web", "paper", "word"], by=evening.citizen)
    return picture


def address(picture: Picture) -> str:
    return f"/results/{picture.result.code}/pictures/{picture.pk}.jpg"


def test_a_picture_is_drawn_anew_without_the_place_where_it_was_taken(evening, draft):
    """threats.md, files: EXIF position removed."""
    made = a_picture(evening, draft, data=photo(size=(3000, 2000), position=True))
    drawn = Image.open(io.BytesIO(made.jpeg))
    assert (drawn.format, dict(drawn.getexif()), max(drawn.size)) == ("JPEG", {}, LONGEST)
    assert (made.width, made.height) == drawn.size and b"Telephone" not in bytes(made.jpeg)


def test_a_picture_needs_words_for_whoever_does_not_see_it(evening, draft):
    with pytest.raises(NotPossible):
        a_picture(evening, draft, alt="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=a_picture(evening, draft).pk).update(alt="")


def test_the_page_shows_it_with_its_words_and_anybody_may_fetch_it(evening, shown_picture, client):
    page = client.get(f"/results/{shown_picture.result.code}/").content.decode()
    assert f'src="{address(shown_picture)}"' in page and f'alt="{ALT}"' in page and "つくえ3" in page
    answer = client.get(address(shown_picture))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_newsletter_prints_the_ticked_ones_with_their_words(evening, draft):
    a_picture(evening, draft, shown="paper")
    a_picture(evening, draft, alt="ウェブだけの写真")
    told = telling_of_draft(draft)
    for name in ("kawaraban.pdf", "kawaraban-large.pdf"):
        sheet = make(told, name, "https://yoriai.morino.example/results/X")
        assert ALT in alternatives(sheet) and "ウェブだけの写真" not in alternatives(sheet)
    word = Document(io.BytesIO(make(told, "kawaraban.docx", "https://yoriai.morino.example/results/X")))
    assert ALT in [shape._inline.docPr.get("descr") for shape in word.inline_shapes]


@pytest.mark.parametrize("size", [(1600, 300), (300, 1600), (800, 800)])
def test_whatever_its_shape_the_newsletter_keeps_to_its_sheets(evening, draft, size):
    for _number in range(MOST_ON_PAPER):
        a_picture(evening, draft, shown="paper", data=photo(size=size))
    assert pages(make(telling_of_draft(draft), "kawaraban.pdf", "https://yoriai.morino.example/results/X")) <= 2


def test_a_picture_makes_turned_keys_fall_for_they_were_for_another_page(evening, draft):
    from yoriai.publishing.content import digest
    from yoriai.publishing.queries import content_of

    actions.turn_key(draft, "citizen", by=evening.citizen, digest=digest(content_of(draft)))
    a_picture(evening, draft)
    assert not Key.objects.filter(taken_back=None).exists()


def test_left_out_it_is_in_the_next_edition_no_more_and_in_the_shown_one_still(evening, shown_picture, client):
    result = shown_picture.result
    actions.correct(result, "写真をかえます", by=evening.citizen)
    actions.leave_out_picture(shown_picture, by=evening.citizen)
    assert telling_of_draft(result).pictures == ()
    assert client.get(address(shown_picture)).status_code == 200


def test_withdrawn_it_is_gone_from_page_files_and_table_at_once(evening, shown_picture, client):
    """threats.md, people: withdrawn consent stops every channel."""
    code = shown_picture.result.code
    assert ALT in alternatives(client.get(f"/results/{code}/kawaraban.pdf").content)
    actions.withdraw_picture(shown_picture, by=evening.staff)
    assert client.get(address(shown_picture)).status_code == 404
    assert "pictures/" not in client.get(f"/results/{code}/").content.decode()
    assert ALT not in alternatives(client.get(f"/results/{code}/kawaraban.pdf").content)
    row = Picture.objects.get()
    assert (bytes(row.jpeg), row.alt, row.caption, row.mark) == (b"", "", "", "")
    assert ALT not in str(shown_picture.result.editions.values_list("content", flat=True)[0])


def test_a_picture_changed_in_the_table_is_not_told_by_the_edition_that_was_agreed(evening, shown_picture):
    Picture.objects.update(alt="すりかえられた")
    assert telling_of(shown_picture.result.editions.get()).pictures == ()


def test_there_is_room_for_so_many_and_no_more(evening, draft):
    for _number in range(MOST_ON_PAPER):
        a_picture(evening, draft, shown="paper")
    with pytest.raises(NotPossible):
        a_picture(evening, draft, shown="paper")
    for _number in range(MOST_PICTURES - MOST_ON_PAPER):
        a_picture(evening, draft)
    with pytest.raises(NotPossible):
        a_picture(evening, draft)


def test_a_draft_s_picture_is_for_the_team_alone(evening, draft, client, client_of):
    """threats.md, foreign ids: unpublished things."""
    picture = a_picture(evening, draft)
    assert client.get(address(picture)).status_code == 404
    assert client_of(evening.cast.resident).get(address(picture)).status_code == 404
    assert client_of(evening.citizen.person).get(address(picture)).status_code == 200


def test_only_the_team_puts_pictures_in_and_takes_them_out(evening, draft, client_of):
    """threats.md, missing authorisation."""
    stranger = evening.cast.who(evening.cast.resident)
    with pytest.raises(NotAllowed):
        actions.add_picture(draft, ContentFile(photo()), ALT, by=stranger)
    picture = a_picture(evening, draft)
    for act in (actions.leave_out_picture, actions.withdraw_picture):
        with pytest.raises(NotAllowed):
            act(picture, by=stranger)
    desk = f"/sessions/{draft.session.code}/result/pictures/"
    assert client_of(evening.cast.resident).post(f"{desk}{picture.pk}/", {"withdraw": "1"}).status_code == 404
    assert Picture.objects.get().withdrawn is None


def test_the_desk_takes_a_photo_asks_for_consent_and_refuses_what_is_none(evening, draft, client_of):
    """threats.md, files: type by content; a bomb."""
    client, desk = client_of(evening.citizen.person), f"/sessions/{draft.session.code}/result/"
    typed = {"alt": ALT, "caption": "", "paper": "on", "consent": "on"}

    def send(data: bytes, **facts) -> int:
        file = SimpleUploadedFile("写真<b>.jpg", data, "image/jpeg")
        return client.post(f"{desk}pictures/", {**typed, **facts, "photo": file}).status_code

    refused = [send(SVG), send(b"<html>"), send(bomb()), send(photo(), consent=""), send(photo(), alt="")]
    assert refused == [422] * 5 and not Picture.objects.exists()
    assert send(photo("HEIF", position=True)) == 302
    picture = Picture.objects.get()
    assert (picture.shown, picture.alt) == ("paper", ALT)
    assert address(picture) in client.get(desk).content.decode()
    assert client.post(f"{desk}pictures/{picture.pk}/").status_code == 302
    assert Picture.objects.get().left_out is not None


def test_words_with_markup_stay_words(evening, draft, client):
    """threats.md, stored script."""
    evil = '"><svg onload=alert(1)>'
    a_picture(evening, draft, alt=evil, shown="paper")
    agreed(evening, draft)
    actions.publish(draft, ["web", "paper"], by=evening.citizen)
    assert evil not in client.get(f"/results/{draft.code}/").content.decode()
    assert evil in alternatives(make(telling_of_draft(draft), "kawaraban.pdf", "https://x.example"))
