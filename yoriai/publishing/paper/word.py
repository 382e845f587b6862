"""The かわら版 and the 議事要旨 as Word documents (DOCX), for whoever wants to change or paste them.

The labels are Japanese only, as on paper.
"""

from datetime import datetime, time

from docx.document import Document

from yoriai.engines.japanese.dates import era_date
from yoriai.publishing.paper.kawaraban import KINDS, MARKS, Edition, Kawaraban, meeting
from yoriai.publishing.paper.minutes import Minutes, session_time
from yoriai.ui.paper.docx_parts import (
    as_bytes,
    framed,
    heading,
    new_document,
    paragraph,
    picture,
    qr_picture,
    table,
)
from yoriai.ui.paper.text import Reader


def kawaraban_docx(issue: Kawaraban, *, edition: Edition = "plain", reader: Reader | None = None) -> bytes:
    """The same content as `kawaraban_pdf`, as DOCX; the large edition is set in 18 pt."""
    author = "・".join(issue.publishers)
    document = new_document(
        f"{issue.title} 第{issue.issue}号　{issue.headline}",
        author=author,
        made=datetime.combine(issue.date, time(9)),
        scale=18 / 10.5 if edition == "large" else 1.0,
        furigana=reader is not None,
    )
    heading(document, issue.title, 1, reader)
    paragraph(document, f"第{issue.issue}号　{era_date(issue.date)}　発行　{author}", reader)
    paragraph(document, f"{issue.session}　問い：{issue.question}" if issue.question else issue.session, reader)
    heading(document, issue.headline, 2, reader, size=0 if edition == "large" else 20)
    paragraph(document, issue.lead, reader)
    for correction in issue.corrections:
        paragraph(document, f"訂正　{correction}", reader, bold=True)
    if issue.commitments:
        heading(document, "できること・やること", 2, reader)
        rows = [(KINDS[item.kind], item.what, item.who, item.by) for item in issue.commitments]
        table(
            document,
            ("しるし", "何を", "だれが", "いつ"),
            rows,
            (38, 58, 46, 32) if edition == "large" else (24, 70, 50, 30),
            reader,
        )
    _lists(document, issue, reader)
    _small_print(document, issue, reader)
    _next(document, issue, reader)
    return as_bytes(document)


def _lists(document: Document, issue: Kawaraban, reader: Reader | None) -> None:
    """Voices, numbers, homework, what was seen, the talk, and what went to the city."""
    if issue.voices:
        heading(document, "参加した人の声", 2, reader)
        for voice in issue.voices:
            paragraph(document, f"{voice.words}（{voice.who}）" if voice.who else voice.words, reader, style="Quote")
    for photo in issue.photos:
        picture(document, photo.jpeg, photo.alt, photo.width / photo.height)
        if photo.caption:
            paragraph(document, photo.caption, reader)
    if issue.figures:
        heading(document, "数字で見る", 2, reader)
        values = [f"{figure.value}{figure.unit}" for figure in issue.figures]
        labels = [figure.label for figure in issue.figures]
        table(document, labels, [values], [174 / len(values)] * len(values), reader)
    if issue.homework:
        heading(document, issue.homework_title or "前回の宿題、その後", 2, reader)
        for item in issue.homework:
            paragraph(document, f"{item.what}［{MARKS[item.mark]}］{item.story}", reader, style="List Bullet")
    if issue.seen:
        heading(document, "見えてきたこと", 2, reader)
        for words in issue.seen:
            paragraph(document, words, reader, style="List Bullet")
    if issue.body:
        heading(document, "話し合いから", 2, reader)
        for words in issue.body:
            paragraph(document, words, reader)
    if issue.to_city:
        heading(document, "市の広聴に届けたこと", 2, reader)
        for words, why in issue.to_city:
            paragraph(document, f"{words}（{why}）" if why else words, reader, style="List Bullet")


def _small_print(document: Document, issue: Kawaraban, reader: Reader | None) -> None:
    if issue.easy:
        heading(document, "やさしい日本語", 2, reader)
        paragraph(document, issue.easy, reader)
    if issue.term:
        paragraph(document, f"用語のひとこと　「{issue.term[0]}」　{issue.term[1]}", reader)
    if issue.note:
        paragraph(document, f"編集後記　{issue.note}", reader)


def _next(document: Document, about: Kawaraban | Minutes, reader: Reader | None) -> None:
    """The next step, the next date, telephone before FAX before the QR."""
    if about.next_step:
        heading(document, "次の一歩", 2, reader)
        paragraph(document, about.next_step, reader)
    place, qr_place = framed(document)
    heading(place, "次回", 3, reader)
    told = meeting(about.meeting)
    if told is None:
        paragraph(place, about.no_meeting, reader)
    else:
        paragraph(place, f"{told['when']}　{told['place']}", reader, bold=True)
        if told["welcome"]:
            paragraph(place, told["welcome"], reader)
    numbers = [f"電話 {about.phone}" if about.phone else "", f"FAX {about.fax}" if about.fax else ""]
    office = f"{about.office}（{about.hours}）" if about.office and about.hours else about.office
    paragraph(place, "　".join(part for part in (*numbers, office) if part), reader)
    place._tc.remove(place.paragraphs[0]._p)  # a new cell begins with an empty line
    qr_picture(qr_place.paragraphs[0], about.address, f"この会の結果のページを開くQRコード。{about.address}")


def minutes_docx(minutes: Minutes, *, reader: Reader | None = None) -> bytes:
    """The same content as `minutes_pdf`, as DOCX. Kinds of speaker, never names."""
    made = datetime.combine(minutes.made, time(9))
    document = new_document(f"{minutes.name} 議事要旨", author=minutes.writer, made=made, furigana=reader is not None)
    heading(document, f"{minutes.name}　議事要旨", 1, reader, size=20)
    people = "、".join(f"{kind} {count}人" for kind, count in minutes.headcount)
    total = f"{sum(count for _, count in minutes.headcount)}人"
    rows = [
        ("日時", session_time(minutes)),
        ("場所", minutes.place),
        ("参加した人", f"{total}（{people}）" if people else total),
        ("議題", minutes.question),
        ("配布資料", "、".join(minutes.materials)),
        ("文書番号", minutes.document),
    ]
    table(document, (), [row for row in rows if row[1]], (32, 142), reader)
    heading(document, "出た意見の要旨", 2, reader)
    for kind, said in minutes.opinions:
        heading(document, kind, 3, reader)
        for words in said:
            paragraph(document, words, reader, style="List Bullet")
    heading(document, "まとめ", 2, reader)
    for words in minutes.summary:
        paragraph(document, words, reader)
    paragraph(document, f"作成者　{minutes.writer}（{era_date(minutes.made)}）", reader)
    _next(document, minutes, reader)
    return as_bytes(document)
