"""The agreement: written by both sides, compared, signed over exactly one text, printed (R33, R35)."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from yoriai.kernel.models import Record
from yoriai.kernel.records.registry import HEARERS
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Remark, Signature
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.tests.paper_reading import squeezed, text_of

SIDES = ("worker", "student", "ward_officer", "officer")


def url(proposal, rest=""):
    return f"/proposals/{proposal.code}/agreement/{rest}"


def typed(agreement, **more):
    """The form as a browser sends it."""
    sent = {"seen": agreement.version, "rows": len(agreement.parts) + 2}
    for row, (heading, text) in enumerate(agreement.parts):
        sent |= {f"heading_{row}": heading, f"text_{row}": text, f"place_{row}": row + 1}
    return sent | more


def told(verb, proposal):
    """(to, text) of the notices about the newest record of this verb."""
    record = Record.objects.filter(verb=verb, item=proposal.pk).latest("pk")
    return [(notice.to, notice.text) for hearer in HEARERS[verb] for notice in hearer(record)]


@pytest.fixture
def agreeing(walk):
    return walk.to("agreeing")


def test_a_text_that_was_not_kept_stands_there_again_with_every_row(walk, client_of, cast):
    """Saved as it is typed, like every other form; a version of somebody else in the meantime is said."""
    proposal = walk.to("agreeing")
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/agreement/text/"
    page = worker.get(url)
    found = re.search(r'name="draft_window" value="(\w+)"', page.content.decode())
    rows = len(latest(proposal).parts) + 6
    begun = {"seen": "1", "rows": str(rows), f"heading_{rows - 1}": "まだ途中", f"text_{rows - 1}": "最後の行"}
    worker.post(url, {**begun, "draft": "keep", "draft_page": url, "draft_window": found[1]})
    assert latest(proposal).version == 1
    again = words(worker.get(url))
    assert "最後の行" in again and f'name="text_{rows - 1}"' in again
    assert "最後の行" not in words(client_of(cast.student).get(url))


def test_both_sides_write_it_and_nobody_else_finds_it(agreeing, cast, client, client_of):
    pages = ("", "text/", "versions/", "versions/1/pdf/", "signing/")
    for name in SIDES[:3]:
        reader = client_of(getattr(cast, name))
        assert [reader.get(url(agreeing, page)).status_code for page in pages] == [200] * 5, name
    assert client_of(cast.officer).get(url(agreeing, "on-paper/")).status_code == 200
    assert client_of(cast.worker).get(url(agreeing, "on-paper/")).status_code == 404
    for reader in (client_of(cast.outsider), client_of(cast.judge)):
        assert [reader.get(url(agreeing, page)).status_code for page in pages] == [404] * 5
    assert {client.get(url(agreeing, page)).status_code for page in pages} <= {302, 404}


def test_parts_are_added_moved_and_taken_out_without_a_script(agreeing, cast, client_of):
    one, worker = latest(agreeing), client_of(cast.worker)
    more = worker.post(url(agreeing, "text/"), typed(one, more="1", text_1="まだ書きかけ"))
    assert more.status_code == 200
    assert 'name="heading_17"' in more.content.decode()
    assert "まだ書きかけ" in more.content.decode()
    new = {
        f"heading_{len(one.parts)}": "雪の量",
        f"text_{len(one.parts)}": "15センチから。",
        f"place_{len(one.parts)}": 2,
    }
    assert worker.post(url(agreeing, "text/"), typed(one, out_0="on", **new)).status_code == 302
    two = latest(agreeing)
    assert two.version == 2
    assert two.parts == [one.parts[1], ["雪の量", "15センチから。"], *one.parts[2:]]
    page = words(worker.get(url(agreeing, "versions/")))
    assert "15センチから。" in page
    assert "<ins>" in page
    assert "<del>" in page


def test_who_is_overtaken_reads_what_changed_and_loses_nothing(agreeing, cast, client_of):
    one, section = latest(agreeing), client_of(cast.ward_officer)
    actions.put_agreement(agreeing, [("目的", "区の言葉。")], by=cast.who(cast.worker, cast.npo), seen=1)
    answer = section.post(url(agreeing, "text/"), typed(one, text_1="わたしの言葉。"))
    assert answer.status_code == 422
    page = words(answer)
    assert "わたしの言葉。" in page
    assert "区の言葉。" in page
    assert 'name="seen" value="2"' in page
    assert latest(agreeing).version == 2
    assert section.post(url(agreeing, "text/"), typed(one, text_1="わたしの言葉。", seen=2)).status_code == 302
    assert latest(agreeing).parts[1][1] == "わたしの言葉。"


def test_a_word_stands_beside_its_part_until_it_is_seen_to(agreeing, cast, client_of):
    section = client_of(cast.ward_officer)
    section.post(url(agreeing, "remarks/"), {"place": "5", "text": "上限を書きましょう"})
    row = Remark.objects.get(key="F9:5")
    assert "上限を書きましょう" in words(client_of(cast.worker).get(url(agreeing)))
    section.post(url(agreeing, "remarks/"), {"settled": row.pk})
    assert "上限を書きましょう" not in words(section.get(url(agreeing)))
    section.post(url(agreeing, "remarks/"), {"place": "99", "text": "どこにもない"})
    assert Remark.objects.filter(proposal=agreeing).count() == 1


def sign(client, proposal, actor, digest):
    return client.post(url(proposal, "signing/"), {"actor": actor.pk, "digest": digest, "read": "on"})


def test_each_party_signs_exactly_the_text_it_read_and_the_last_makes_it_stand(agreeing, cast, client_of):
    digest = latest(agreeing).digest
    worker = client_of(cast.worker)
    assert worker.post(url(agreeing, "ready/")).status_code == 302
    assert agreeing.asks.filter(what="sign_agreement", state="asked").count() == 3
    unread = worker.post(url(agreeing, "signing/"), {"actor": cast.npo.pk, "digest": digest})
    assert unread.status_code == 422
    assert sign(worker, agreeing, cast.students, digest).status_code == 422  # another's name
    assert sign(worker, agreeing, cast.npo, "0" * 64).status_code == 422
    assert Signature.objects.count() == 0
    assert sign(worker, agreeing, cast.npo, digest).status_code == 302
    assert worker.get(url(agreeing, "signing/")).status_code == 404  # once is enough
    assert sign(client_of(cast.student), agreeing, cast.students, digest).status_code == 302
    assert sign(client_of(cast.ward_officer), agreeing, cast.ward_office, digest).status_code == 302
    assert Proposal.objects.get(pk=agreeing.pk).state == "agreed"
    assert agreeing.asks.filter(what="sign_agreement", state="asked").count() == 0
    paper = text_of(worker.get(url(agreeing, "versions/1/pdf/")).content)
    for shown in ("協定書", "第1条", cast.npo.name, cast.worker.name, "令和", "締結", digest[:8]):
        assert squeezed(shown) in squeezed(paper)


def photo_with_position():
    """A JPEG as a telephone makes it."""
    picture, out = Image.new("RGB", (40, 30), "white"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_office_notes_a_signature_on_paper_with_a_file_only_the_parties_open(agreeing, cast, client, client_of):
    office, digest = client_of(cast.officer), latest(agreeing).digest
    facts = {"actor": cast.students.pk, "digest": digest, "on_paper": "会長の署名、4月1日"}
    evil = SimpleUploadedFile("signed.pdf", b"<script>alert(1)</script>")
    assert office.post(url(agreeing, "on-paper/"), {**facts, "scan": evil}).status_code == 422
    photo = SimpleUploadedFile("evil.html", photo_with_position(), content_type="text/html")
    assert office.post(url(agreeing, "on-paper/"), {**facts, "scan": photo}).status_code == 302
    row = Signature.objects.get()
    assert (row.actor, row.person, row.on_paper) == (cast.students, cast.officer, "会長の署名、4月1日")
    file = url(agreeing, f"on-paper/{row.pk}/")
    answer = client_of(cast.worker).get(file)
    content = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], "no-store" in answer["Cache-Control"]) == ("nosniff", True)
    assert content.startswith(b"\xff\xd8")
    assert b"SECRETPHONE" not in content
    assert client_of(cast.outsider).get(file).status_code == 404
    assert client_of(cast.judge).get(file).status_code == 404
    assert client.get(file).status_code == 404


def test_the_last_signature_may_be_one_on_paper(agreeing, cast):
    group, office = cast.who(cast.worker, cast.npo), cast.who(cast.officer, cast.office)
    digest = latest(agreeing).digest
    actions.sign(agreeing, cast.npo, by=group, text_digest=digest)
    actions.sign(agreeing, cast.ward_office, by=cast.who(cast.ward_officer), text_digest=digest)
    actions.sign(agreeing, cast.students, by=office, text_digest=digest, on_paper="会長の署名")
    assert Proposal.objects.get(pk=agreeing.pk).state == "agreed"


def test_who_had_signed_hears_that_the_text_was_changed_and_the_old_signature_stays_with_the_old_text(agreeing, cast):
    group, section = cast.who(cast.worker, cast.npo), cast.who(cast.ward_officer, cast.ward_office)
    actions.sign(agreeing, cast.npo, by=group, text_digest=latest(agreeing).digest)
    actions.put_agreement(agreeing, [("目的", "別の言葉。")], by=section, seen=1)
    assert [to for to, _text in told("agreement.written", agreeing)] == [cast.npo]
    assert latest(agreeing).signatures.count() == 0
    assert Signature.objects.get().agreement.version == 1
