"""紙からの転記 through its pages: nothing here needs JavaScript."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from yoriai.assembly import actions
from yoriai.assembly.models import Sheet
from yoriai.assembly.tests.evening import a_session, cards, team
from yoriai.assembly.tests.pictures import bomb, photo
from yoriai.voices.models import Statement


@pytest.fixture
def session(cast):
    return a_session(cast)


@pytest.fixture
def printed(cast, session):
    return actions.print_cards(session, 4, by=team(cast))


@pytest.fixture
def typist(cast, client_of):
    return client_of(cast.facilitator)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("<wbr>", "")


def typed(typist, session, code: str, text: str, **facts):
    return typist.post(f"/sessions/{session.code}/entry/", {"code": code, "text": text, "verb": "write"} | facts)


def test_the_code_is_filled_in_and_the_cursor_stands_in_the_words(cast, session, printed, typist):
    page = text_of(typist.get(f"/sessions/{session.code}/entry/"))
    assert f'value="{printed[0].code}"' in page and "data-first" in page
    assert page.index('name="text"') < page.index('name="nickname"')


def test_card_after_card_with_table_and_sort_of_the_one_before(cast, session, printed, typist):
    for card in printed:
        response = typed(typist, session, card.code, f"{card.number}枚目", sort="could", table="3", nickname="さくら")
        assert response.status_code == 302
        page = text_of(typist.get(response["Location"]))
        if card != printed[-1]:
            following = printed[printed.index(card) + 1]
            assert f'value="{following.code}"' in page
            assert 'value="could" checked' in page and 'name="table" value="3"' in page
    assert "入力ずみか" in page
    assert list(Statement.objects.order_by("number").values_list("title", flat=True)) == [
        f"{n}枚目" for n in (1, 2, 3, 4)
    ]
    assert Statement.objects.filter(sort="could", table=3, typed_by=cast.facilitator).count() == 4


def test_a_code_may_be_typed_in_any_width(cast, session, printed, typist):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in printed[2].code.lower())
    assert typed(typist, session, wide, "束の途中").status_code == 302
    assert Statement.objects.get(pk=printed[2].pk).title == "束の途中"


@pytest.mark.parametrize(("code", "text"), [("ZZZZZZ", "番号ちがい"), ("", "番号なし"), (None, ""), (None, "あ" * 201)])
def test_what_was_typed_is_kept_when_it_is_not_accepted(cast, session, printed, typist, code, text):
    response = typed(
        typist, session, printed[0].code if code is None else code, text, nickname="さくら", readings="髙橋=たかはし"
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert text in page and "さくら" in page and "髙橋=たかはし" in page
    assert not Statement.objects.filter(state="written").exists()


def test_readings_quotes_and_copies_are_taken_along(cast, session, printed, typist):
    typed(
        typist,
        session,
        printed[0].code,
        "髙橋さんへ",
        readings="髙橋＝たかはし、愛子=あやし",
        may_be_quoted="on",
        wants_copy="on",
        said_as="市民・70代",
    )
    card = Statement.objects.get(pk=printed[0].pk)
    assert card.readings == [["髙橋", "たかはし"], ["愛子", "あやし"]]
    assert (card.may_be_quoted, card.wants_copy, card.said_as) == (True, True, "市民・70代")


def test_what_cannot_be_read_is_marked_by_its_own_button(cast, session, printed, typist):
    response = typist.post(
        f"/sessions/{session.code}/entry/", {"code": printed[0].code, "text": "", "verb": "unreadable"}
    )
    assert response.status_code == 302
    assert Statement.objects.get(pk=printed[0].pk).state == "unreadable"
    assert "読めないもの 1枚" in text_of(typist.get(f"/sessions/{session.code}/entry/"))


def test_a_card_somebody_else_typed_meanwhile_is_not_overwritten_and_ones_words_stay(
    cast, session, printed, typist, client_of
):
    typed(client_of(cast.editor), session, printed[0].code, "先に入力した")
    response = typed(typist, session, printed[0].code, "あとから入力した")
    assert response.status_code == 422 and "あとから入力した" in response.content.decode()
    assert Statement.objects.get(pk=printed[0].pk).title == "先に入力した"


def test_a_typed_card_is_mended_when_it_is_asked_for(cast, session, typist):
    card = cards(cast, session, "声をかけろ")[0]
    page = text_of(typist.get(f"/sessions/{session.code}/entry/?card={card.code}"))
    assert "声をかけろ" in page and f'name="correcting" value="{card.code}"' in page
    typed(typist, session, card.code, "声をかける", correcting=card.code, sort="will")
    card = Statement.objects.get(pk=card.pk)
    assert (card.title, card.sort) == ("声をかける", "will")


def test_the_last_card_can_be_taken_back(cast, session, printed, typist):
    typed(typist, session, printed[0].code, "ちがう番号")
    response = typist.post(f"/sessions/{session.code}/entry/undo/")
    assert response["Location"].endswith(f"?card={printed[0].code}")
    assert Statement.objects.get(pk=printed[0].pk).state == "blank"
    assert typist.post(f"/sessions/{session.code}/entry/undo/").status_code == 302


def test_the_counter_tells_what_one_did_in_twenty_minutes(cast, session, printed, typist):
    typed(typist, session, printed[0].code, "一枚")
    page = text_of(typist.get(f"/sessions/{session.code}/entry/"))
    assert "4枚中 1枚すみ" in page and "この20分に、あなたが1枚" in page


def test_two_typists_are_offered_different_cards(cast, session, printed, typist, client_of):
    mine = text_of(typist.get(f"/sessions/{session.code}/entry/"))
    others = text_of(client_of(cast.editor).get(f"/sessions/{session.code}/entry/"))
    assert f'value="{printed[0].code}"' in mine and f'value="{printed[1].code}"' in others


def test_the_second_look_shows_a_card_of_another_and_takes_a_mended_word(cast, session, typist, client_of):
    card = cards(cast, session, "あいさつをすろ")[0]  # typed by the facilitator
    assert "見直すカードはもうありません" in text_of(typist.get(f"/sessions/{session.code}/second-look/"))
    editor = client_of(cast.editor)
    page = text_of(editor.get(f"/sessions/{session.code}/second-look/"))
    assert "あいさつをすろ" in page and "佐々木 道" in page
    editor.post(f"/sessions/{session.code}/second-look/", {"code": card.code, "text": "あいさつをする"})
    card = Statement.objects.get(pk=card.pk)
    assert (card.title, card.checked_by) == ("あいさつをする", cast.editor)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_is_drawn_anew_without_its_position_and_kept_beside_its_cards(cast, session, printed, typist, kind):
    """threats.md, files: EXIF position removed, HEIC accepted, names of ours."""
    file = SimpleUploadedFile("../../\u202egnp.jpg\r\n", photo(kind, position=kind == "JPEG"))
    response = typist.post(f"/sessions/{session.code}/sheets/", {"photo": file, "first": "1", "last": "3"})
    assert response.status_code == 302
    sheet = Sheet.objects.get()
    assert [card.number for card in sheet.cards.order_by("number")] == [1, 2, 3]
    assert sheet.picture.name.startswith("sheets/photo") and sheet.picture.name.endswith(".jpg")
    kept = Image.open(io.BytesIO(sheet.picture.read()))
    assert kept.format == "JPEG" and not dict(kept.getexif())
    page = text_of(typist.get(f"/sessions/{session.code}/entry/"))
    assert f"/sessions/{session.code}/sheets/{sheet.pk}/" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.png", b"<html><script>alert(1)</script></html>"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 not a photo"),
        ("photo.png", bomb()),
        ("photo.jpg", b""),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(cast, session, printed, typist, name, data):
    """threats.md, files: type by content and not by name; a decompression bomb."""
    response = typist.post(f"/sessions/{session.code}/sheets/", {"photo": SimpleUploadedFile(name, data)})
    assert response.status_code == 422 and not Sheet.objects.exists()


def test_a_photo_is_seen_by_the_team_and_by_nobody_else(cast, session, printed, typist, client, client_of):
    """threats.md, foreign ids."""
    typist.post(f"/sessions/{session.code}/sheets/", {"photo": SimpleUploadedFile("a.jpg", photo())})
    path = f"/sessions/{session.code}/sheets/{Sheet.objects.get().pk}/"
    shown = client_of(cast.officer).get(path)
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
    assert client.get(path).status_code == 302
    assert client_of(cast.resident).get(path).status_code == 404
    other = a_session(cast, forum=session.assembly)
    assert typist.get(f"/sessions/{other.code}/sheets/{Sheet.objects.get().pk}/").status_code == 404


def test_the_copy_for_the_writer_is_a_pdf_of_what_was_typed(cast, session, printed, typist):
    from pypdf import PdfReader

    typed(typist, session, printed[0].code, "控えがほしいカード", wants_copy="on")
    response = typist.get(f"/sessions/{session.code}/copies.pdf")
    assert response["Content-Type"] == "application/pdf"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "控えがほしいカード" in words.replace("\n", "") and printed[0].code in words


def test_the_bench_is_shut_before_the_opening_and_after_the_end_and_shows_what_was_typed(cast, typist):
    for state in ("called", "closed"):
        session = a_session(cast, state)
        response = typist.post(f"/sessions/{session.code}/entry/", {"code": "P7K2M4", "text": "間に合わなかったことば"})
        assert "間に合わなかったことば" in text_of(response)
