"""threats.md: flooding, files. What is too much or no photo is refused with a page in the reader's language; nothing of it is kept."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from yoriai.assembly.models import Material, Sheet
from yoriai.voices.models import Statement

TOO_MUCH, NOT_TAKEN = 400, 422  # before any form has read it; by the form that has


def refused(answer, code: int) -> bool:
    """With this code, on a page with a sentence and no traceback."""
    assert answer.status_code == code
    return "<h1" in answer.text and "Traceback" not in answer.text


def test_a_form_with_ten_thousand_fields_is_refused(client_for, signs):
    facts = {f"cards{number}": "x" for number in range(10_000)}
    assert refused(client_for("worker").post(reverse("assembly:summing_up", args=[signs["SUMMING"]]), facts), TOO_MUCH)


def test_a_text_of_five_megabytes_is_refused(client_for, signs):
    client, before = client_for("guest"), Statement.objects.count()
    long = {"text": "あ" * 1_700_000, "sort": "see"}
    assert refused(client.post(reverse("assembly:hall_card", args=[signs["TONIGHT"]]), long), TOO_MUCH)
    assert Statement.objects.count() == before


def test_a_file_over_twenty_megabytes_is_refused_and_not_kept(client_for, signs):
    client = client_for("worker")
    large = SimpleUploadedFile("large.jpg", b"\xff\xd8\xff" + bytes(20_000_001), "image/jpeg")
    before = Sheet.objects.count(), Material.objects.count()
    assert refused(client.post(reverse("assembly:sheets", args=[signs["TONIGHT"]]), {"photo": large}), NOT_TAKEN)
    large.seek(0)
    material = {"title": "大きい", "file": large}
    assert refused(client.post(reverse("assembly:new_material", args=[signs["TONIGHT"]]), material), NOT_TAKEN)
    assert (Sheet.objects.count(), Material.objects.count()) == before


def test_a_picture_that_unpacks_to_gigabytes_is_refused(client_for, signs):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 500_000
    bomb = SimpleUploadedFile("bomb.png", out.getvalue(), "image/png")
    answer = client_for("worker").post(reverse("assembly:sheets", args=[signs["TONIGHT"]]), {"photo": bomb})
    assert refused(answer, NOT_TAKEN)


def test_what_is_no_photo_and_no_pdf_is_refused_whatever_its_name(client_for, signs):
    client, address = client_for("worker"), reverse("assembly:new_material", args=[signs["TONIGHT"]])
    for content in (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>",
        b"%!PS",
        b"GIF89a",
        b" ",
    ):
        for name in ("photo.jpg", "../../etc/passwd.pdf", "\u202efdp.exe", "a\nb.png"):
            file = SimpleUploadedFile(name, content, "image/jpeg")
            assert refused(client.post(address, {"title": "資料", "file": file}), NOT_TAKEN), (content, name)
    assert Material.objects.count() == 1


def test_files_are_handed_over_and_never_opened_inside_a_page(client_for, signs):
    answer = client_for("stranger").get(reverse("assembly:material", args=[signs["TONIGHT"], signs["MATERIAL"]]))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/pdf"
