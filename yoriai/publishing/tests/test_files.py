"""Every file is made from the edition, once, and read back here (R22, R51)."""

import datetime as dt
from io import BytesIO

from django.test import Client
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from yoriai.assembly.models import Headcount
from yoriai.publishing import actions, files, tasks
from yoriai.publishing.models import Made, Result
from yoriai.publishing.queries import shown_edition, telling_of
from yoriai.publishing.tests.conftest import EVERYWHERE, shown
from yoriai.voices.models import Statement

NAMES = list(files.OUTLETS)
NAMED = ("大友 さくら", "沢田 みどり", "石﨑 葵", "髙橋 勇")


def get(result, name, client=None, **query):
    return (client or Client()).get(f"/results/{result.code}/{name}", query)


def text_of(name: str, content: bytes) -> str:
    """The words of a file, without the spaces and breaks of its layout."""
    if name.endswith(".pdf"):
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    elif name.endswith(".docx"):
        document = Document(BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "".join([*(part.text for part in document.paragraphs), *cells])
    else:
        words = content.decode("utf-8-sig")
    return "".join(words.split()).replace("\u200b", "")


def test_the_newsletter_holds_what_was_agreed(public):
    expected = {
        "たまった新聞に気づいたら、声をかける。",
        "新聞がたまっていたら声をかける",
        "長町北町内会・杜野新聞販売店",
        "会社の配送車にステッカーを貼るくらいなら、来週できます。",
        "3社から60キロ届きました。",
        "12軒で試して、12月に様子を持ち寄ります。",
        "000-000-0000",
        "000-000-0001",
        "はじめに、困っていることを出し合いました。",
    }
    for name in ("kawaraban.pdf", "kawaraban-large.pdf", "kawaraban.docx"):
        words = text_of(name, get(public, name).content)
        assert {part for part in expected if part in words} == expected


def test_the_proceedings_tell_kinds_of_speakers_and_no_name(public, evening):
    """議事要旨: kinds of speakers, not names."""
    for name in ("minutes.pdf", "minutes.docx"):
        words = text_of(name, get(public, name).content)
        for said in ("配達の人と町内会がつながると、早く気づける", "ごみ出しの10分を助け合う", "杜協第123号"):
            assert said in words
        assert [someone for someone in NAMED if "".join(someone.split()) in words] == []


def test_a_kind_of_which_few_were_there_is_not_named_as_a_speaker(evening):
    """ "An opinion group of one": a kind of two people is not told apart."""
    Headcount.objects.filter(session=evening.session, kind="person").update(people=2, first_time=0)
    result = shown(evening, ["web", "minutes"])
    assert telling_of(shown_edition(result)).see[0].kinds == ()


def test_the_radio_script_tells_its_length_and_who_checked_it(public):
    for name in ("radio.pdf", "radio.txt"):
        words = text_of(name, get(public, name).content)
        for said in (
            "杜野市「長町のこれから会議」からのお知らせです。",
            "じゅういちがつじゅうはちにち",
            "沢田みどり",
            "石﨑葵",
            "秒",
        ):
            assert said in words


def test_a_file_is_there_only_while_it_is_published_through_its_channel(evening):
    result = shown(evening, ["web"])
    assert {get(result, name).status_code for name in NAMES} == {404}
    actions.publish(result, EVERYWHERE, by=evening.citizen)
    for name in NAMES:
        answer = get(result, name)
        assert (answer.status_code, answer["Content-Type"]) == (200, files.OUTLETS[name].media)
        assert "no-cache" in answer["Cache-Control"]
    actions.withdraw(result, "誤り", by=evening.staff)
    assert {get(result, name).status_code for name in NAMES} == {404}


def test_the_team_sees_every_file_of_the_draft_and_nobody_else_does(evening, draft, client_of):
    team, outsider = client_of(evening.cast.worker), client_of(evening.cast.outsider)
    for name in NAMES:
        assert get(draft, name).status_code == 404
        assert get(draft, name, outsider).status_code == 404
        led = get(draft, name, team)
        assert led.url == f"/sessions/{evening.session.code}/result/preview/{name}"
        assert "ひとり暮らしのお年よりを、町ぐるみでどう見守る？" in text_of(name, team.get(led.url).content)


def test_a_file_of_a_correction_is_not_seen_before_it_is_shown(evening, public, client_of):
    actions.correct(public, "誤字", by=evening.citizen)
    actions.edit_result(public, {"headline": "まだ見せない見出し"}, by=evening.citizen, version=3)
    assert "まだ見せない見出し" not in text_of("radio.txt", get(public, "radio.txt").content)
    preview = client_of(evening.cast.worker).get(f"/sessions/{evening.session.code}/result/preview/radio.txt")
    assert "まだ見せない見出し" in text_of("radio.txt", preview.content)
    assert "まだ見せない見出し" not in text_of("radio.txt", get(public, "radio.txt").content)


def test_a_file_is_made_once_by_the_job_and_never_in_a_request(public):
    tasks.make_files(public.editions.get().pk)
    assert set(Made.objects.values_list("name", flat=True)) == set(NAMES)
    stamps = dict(Made.objects.values_list("name", "at"))
    tasks.make_files(public.editions.get().pk)
    for name in NAMES:
        assert get(public, name).status_code == 200
    assert dict(Made.objects.values_list("name", "at")) == stamps


def test_whoever_has_the_file_is_told_that_it_has_not_changed(public):
    first = get(public, "radio.txt")
    again = Client().get(f"/results/{public.code}/radio.txt", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_furigana_and_the_sheet_to_pass_round_are_files_of_their_own(public):
    plain = get(public, "kawaraban.pdf").content
    furigana = get(public, "kawaraban.pdf", furigana="on").content
    assert "しんぶん" in text_of("kawaraban.pdf", furigana)
    assert "しんぶん" not in text_of("kawaraban.pdf", plain)
    assert "回覧" in text_of("kawaraban.pdf", get(public, "kawaraban.pdf", circulation="on").content)


def test_options_nobody_knows_make_no_file_of_their_own(public):
    get(public, "kawaraban.pdf", furigana="../../etc", stamps="100000")
    get(public, "radio.txt", furigana="on")
    assert set(Made.objects.values_list("name", flat=True)) <= {"kawaraban.pdf", "kawaraban.pdf-furigana", "radio.txt"}


def test_a_withdrawn_voice_is_gone_from_every_file(evening, public):
    tasks.make_files(public.editions.get().pk)
    assert "6人も話せた" in text_of("kawaraban.pdf", get(public, "kawaraban.pdf").content)
    actions.withdraw_quote(public.quotes.get(text__contains="6人も話せた"), by=evening.staff)
    for name in NAMES:
        assert "6人も話せた" not in text_of(name, get(public, name).content)
    assert not any("6人も話せた" in text_of(row.name, bytes(row.content)) for row in Made.objects.all())


def test_a_file_whose_voice_was_withdrawn_at_its_card_is_deleted_in_the_night(evening, public):
    tasks.make_files(public.editions.get().pk)
    Statement.objects.filter(pk=evening.cards[2].pk).update(may_be_quoted=False)
    actions.file_of(public, telling_of(shown_edition(public)), "radio.txt")
    assert actions.forget_stale_files(timezone.now()) == len(NAMES) - 1
    assert [row.name for row in Made.objects.all()] == ["radio.txt"]


def test_a_preview_is_forgotten_after_a_day(evening, draft, client_of):
    client_of(evening.cast.worker).get(f"/sessions/{evening.session.code}/result/preview/radio.txt")
    assert actions.forget_stale_files(timezone.now()) == 0
    assert actions.forget_stale_files(timezone.now() + dt.timedelta(days=1, minutes=1)) == 1


def test_a_name_that_is_no_file_of_ours_is_not_there(public):
    for name in ("passwd", "kawaraban.html", "..%2f..%2fsettings.py", "preview-kawaraban.pdf"):
        assert get(public, name).status_code == 404


def test_the_pdf_is_tagged_and_carries_its_fonts(public):
    reader = PdfReader(BytesIO(get(public, "kawaraban.pdf").content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("ja")
    fonts = {
        font["/BaseFont"]
        for page in reader.pages
        for font in (ref.get_object() for ref in page["/Resources"]["/Font"].values())
    }
    assert any("Bold" in name for name in fonts)
    assert all("NotoSans" in name for name in fonts)


def test_a_job_for_an_edition_that_is_gone_does_nothing(db):
    tasks.make_files(987654)
    assert not Result.objects.exists()
