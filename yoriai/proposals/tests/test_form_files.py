"""様式 as files: blank ones for everybody, filled ones for who may read them, and back again, equal (issue 4)."""

import html
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yoriai.engines.office_files import OLD
from yoriai.engines.schemes import Field, plain
from yoriai.engines.tables.reasons import Unreadable
from yoriai.proposals import actions
from yoriai.proposals.forms.returned import ticked
from yoriai.proposals.models import Answer, Document, Proposal, Scheme
from yoriai.proposals.paper.form_reading import read_form
from yoriai.proposals.tests.forms_returned import in_excel, in_word
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, BUDGET, PRIVATE, Walk
from yoriai.ui.tests.paper_reading import pages, squeezed, tags, text_of

KINDS = {"docx": in_word, "xlsx": in_excel}
IDEA = {
    "この案の名前": "坂道の灯り",
    "だれが、何に困っていますか": "冬の夕方が暗い。\n転ぶ人が出る。",
    "どんなことをしたいですか（アイデア）": "=門の前に灯りを置く",
    "連絡先（電話・メール）": "000-111-3333",
}


def blank(client, scheme, form, kind):
    return client.get(f"/schemes/{scheme.code}/forms/{form}.{kind}")


def sent(content, name="form.docx"):
    return {"file": SimpleUploadedFile(name, content)}


def hidden_fields(page, action):
    """What the form with this address carries, as a browser would send it."""
    form = next(
        one for one in re.findall(r"<form.*?</form>", page.content.decode(), re.S) if f'action="{action}"' in one
    )
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form, re.S):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    found.pop("csrfmiddlewaretoken", None)
    return found


def answers(proposal):
    return dict(Answer.objects.filter(proposal=proposal).values_list("key", "text"))


def test_every_form_of_the_scheme_lies_there_blank_for_everybody(walk, client):
    for number, form in enumerate(walk.plan.forms):
        for kind in ("docx", "xlsx", *(["pdf"] if number % 3 == 0 else [])):
            assert blank(client, walk.scheme, form.code, kind).status_code == 200, (form.code, kind)
    for kind in ("pdf", "docx", "xlsx"):
        assert blank(client, walk.scheme, "F99", kind).status_code == 404
    draft = actions.draw_up(walk.plan, by=walk.office)
    assert blank(client, draft, "F1", "pdf").status_code == 404


@pytest.mark.parametrize("example", ["sendai", "youth", "amagasaki", "yokohama"])
def test_the_idea_sheet_is_one_tagged_a4_that_says_which_form_it_is(cast, client, example):
    walk = Walk(cast, example)
    pdf = blank(client, walk.scheme, "F1", "pdf").content
    assert pages(pdf) == 1
    assert "Table" in tags(pdf)
    read = text_of(pdf)
    for shown in (
        f"{walk.scheme.code}-F1",
        "電話",
        "FAX",
        *(walk.plan.field(k).label for k in walk.plan.form("F1").fields),
    ):
        assert squeezed(shown) in read


@pytest.mark.parametrize("code", ["F0", "F6", "F8", "F11"])
def test_a_form_of_the_platform_s_own_is_one_a4_and_asks_for_a_day_as_a_day(walk, client, code):
    pdf = blank(client, walk.scheme, code, "pdf").content
    assert pages(pdf) == 1
    read = text_of(pdf)
    assert read.count("令和○年○月○日") == {"F6": 1, "F11": 2}.get(code, 0)
    assert ("市が支払った額" in read) == (code == "F11")


def test_a_blank_table_of_the_budget_has_lines_and_the_limits_stand_under_the_questions(walk, client):
    read = text_of(blank(client, walk.scheme, "F3", "pdf").content)
    assert "市の負担金" in read and "収入と支出の合計を同じ額に" in read
    first = text_of(blank(client, walk.scheme, "F1", "pdf").content)
    assert "締切令和" in first and "400字まで" in first and "団体と事務局だけが読みます" in first


@pytest.mark.parametrize("kind", KINDS)
def test_an_idea_begins_from_a_filled_file_after_a_look_at_it(walk, client_of, cast, kind):
    worker, url = client_of(cast.resident), f"/schemes/{walk.scheme.code}/idea/"
    file = KINDS[kind](blank(worker, walk.scheme, "F1", kind).content, IDEA)
    page = worker.post(f"{url}file/", sent(file))
    assert page.status_code == 200
    assert not Proposal.objects.exists()
    for shown in ("坂道の灯り", "転ぶ人が出る。", "=門の前に灯りを置く", "まだ何も保存していません"):
        assert shown in words(page)
    assert (
        worker.post(
            url, {"title": "坂道の灯り", "type": "free", "hat": cast.resident.pk, "issue": "暗い", "idea": "灯り"}
        ).status_code
        == 302
    )
    assert Document.objects.get().content["title"] == "坂道の灯り"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["F2", "F5"])
def test_a_form_goes_out_comes_back_and_is_equal(walk, client_of, cast, kind, form):
    proposal = walk.to("drafting")
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets/{form}"
    said = {walk.plan.field(key).label: text for key, text in ANSWERS[form].items()}
    file = KINDS[kind](worker.get(f"{url}.{kind}").content, said)
    page = worker.post(f"{url}/file/", sent(file))
    assert page.status_code == 200
    assert answers(proposal).get("purpose", "") == ""
    before = Answer.objects.count()
    assert worker.post(f"{url}/", hidden_fields(page, f"{url}/")).status_code == 302
    assert {key: answers(proposal)[key] for key in ANSWERS[form]} == ANSWERS[form]
    assert Answer.objects.count() > before
    versions = list(Answer.objects.values_list("key", "version"))
    again = worker.post(f"{url}/file/", sent(KINDS[kind](worker.get(f"{url}.{kind}").content, {})))
    assert "取り込むものはありません" in words(again)
    assert list(Answer.objects.values_list("key", "version")) == versions


@pytest.mark.parametrize("kind", KINDS)
def test_budget_and_roles_go_out_and_come_back(walk, client_of, cast, kind):
    proposal = walk.to("drafting")
    walk._submit_ready(proposal)
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets"
    for form in ("F3", "F4"):
        page = worker.post(f"{url}/{form}/file/", sent(worker.get(f"{url}/{form}.{kind}").content))
        assert "取り込むものはありません" in words(page), form
    lines = {
        "xlsx": {"収入": [["市の負担金", "", "", "", 90000, ""]], "支出": [["消耗品費", "ランプ", 3000, 30, "９０，０００円", ""]]},
        "docx": [[["市の負担金", "", "", "", "90,000", ""]], [["消耗品費", "ランプ", "3,000", "30", "90000円", "", ""]]],
    }[kind]  # fmt: skip
    file = KINDS[kind](blank(worker, walk.scheme, "F3", kind).content, {}, lines)
    page = worker.post(f"{url}/F3/file/", sent(file))
    assert worker.post(f"{url}/budget/", hidden_fields(page, f"{url}/budget/")).status_code == 302
    rows = list(proposal.budget.values_list("side", "item", "unit", "quantity", "amount", "counted"))
    assert rows == [("income", "city", 0, 0, 90_000, True), ("spending", "消耗品費", 3_000, 30, 90_000, True)]
    name = cast.students.name
    duties = {
        "xlsx": {"だれが何をするか": [["灯りを置く", "令和9年12月1日", name, "◎", "20人"], ["", "", cast.npo.name, "○", ""]]},
        "docx": [[["灯りを置く", "令和9年12月1日", name, "◎", "20人"], ["", "", cast.npo.name, "○", ""]]],
    }[kind]  # fmt: skip
    file = KINDS[kind](blank(worker, walk.scheme, "F4", kind).content, {}, duties)
    page = worker.post(f"{url}/F4/file/", sent(file))
    assert worker.post(f"{url}/duties/", hidden_fields(page, f"{url}/duties/")).status_code == 302
    duty = proposal.duties.get()
    assert (duty.what, str(duty.due)) == ("灯りを置く", "2027-12-01")
    assert {(p.actor, p.mark, p.brings) for p in duty.parts.all()} == {
        (cast.students, "leads", "20人"),
        (cast.npo, "helps", ""),
    }


def test_what_cannot_be_read_is_said_at_its_line_and_not_taken(walk, client_of, cast):
    proposal = walk.to("drafting")
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets"
    file = in_excel(
        blank(worker, walk.scheme, "F3", "xlsx").content, {}, {"支出": [["消耗品費", "", "", "", "たくさん", ""]]}
    )
    page = words(worker.post(f"{url}/F3/file/", sent(file)))
    assert "1行目" in page and "この予算を取り込む" not in page
    file = in_excel(
        blank(worker, walk.scheme, "F4", "xlsx").content,
        {},
        {"だれが何をするか": [["掃除", "いつか", "知らない団体", "◎", ""]]},
    )
    page = words(worker.post(f"{url}/F4/file/", sent(file)))
    assert "知らない団体" in page and "この役割分担を取り込む" not in page
    long = in_excel(blank(worker, walk.scheme, "F2", "xlsx").content, {"事業の目的": "あ" * 450})
    assert "50字" in words(worker.post(f"{url}/F2/file/", sent(long)))


def test_what_another_changed_since_the_file_was_made_is_not_written_over(walk, client_of, cast):
    proposal = walk.to("drafting")
    actions.put_answers(proposal, "F2", {"purpose": "はじめ"}, by=walk.group)
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets/F2"
    file = in_word(worker.get(f"{url}.docx").content, {"事業の目的": "ファイルのことば"})
    actions.put_answers(proposal, "F2", {"purpose": "画面のことば"}, by=walk.group)
    page = worker.post(f"{url}/file/", sent(file))
    clash = worker.post(f"{url}/", hidden_fields(page, f"{url}/"))
    assert answers(proposal)["purpose"] == "画面のことば"
    assert "ファイルのことば" in words(clash) and "画面のことば" in words(clash)


def test_what_another_answered_first_since_the_file_was_made_is_not_written_over(walk, client_of, cast):
    """The file knows that nothing stood there when it was made."""
    proposal = walk.to("drafting")
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets/F2"
    file = in_word(worker.get(f"{url}.docx").content, {"事業の目的": "ファイルのことば"})
    actions.put_answers(proposal, "F2", {"purpose": "画面のことば"}, by=walk.group)
    page = worker.post(f"{url}/file/", sent(file))
    assert "ファイルを作ったあとに" in words(page)
    worker.post(f"{url}/", hidden_fields(page, f"{url}/"))
    assert answers(proposal)["purpose"] == "画面のことば"


def test_what_an_idea_comes_from_is_not_lost_on_the_way_through_a_file(walk, client_of, cast):
    worker, url = client_of(cast.resident), f"/schemes/{walk.scheme.code}/idea/"
    source = walk.scheme
    page = worker.get(f"{url}?from={source.code}").content.decode()
    assert f'action="{url}file/?from={source.code}"' in page
    file = in_word(blank(worker, walk.scheme, "F1", "docx").content, {"この案の名前": "坂" * 61})
    read = worker.post(f"{url}file/?from={source.code}", sent(file))
    assert f'action="{url}?from={source.code}"' in read.content.decode()
    assert "坂" * 61 in read.content.decode()  # a name that is too long is said to be when it is sent, and not cut


def with_choices(walk):
    """The form F2 asks two questions with squares besides."""
    asked = (
        Field("whom", "だれのため", "several", options=("子ども", "子ども食堂", "レクリエーション")),
        Field("size", "大きさ", "choice", options=("小さく", "大きく")),
    )
    forms = tuple(
        replace(one, fields=(*one.fields, "whom", "size")) if one.code == "F2" else one for one in walk.plan.forms
    )
    plan = replace(walk.plan, fields=(*walk.plan.fields, *asked), forms=forms)
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(plan))
    walk.scheme = Scheme.objects.get(pk=walk.scheme.pk)
    return walk.to("drafting")


def test_squares_nobody_ticked_on_a_blank_form_take_no_answer_away(walk, client_of, cast):
    proposal = with_choices(walk)
    actions.put_answers(proposal, "F2", {"whom": "子ども", "size": "小さく"}, by=walk.group)
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets/F2"
    page = worker.post(
        f"{url}/file/", sent(in_word(blank(worker, walk.scheme, "F2", "docx").content, {"事業の目的": "雪"}))
    )
    worker.post(f"{url}/", hidden_fields(page, f"{url}/"))
    kept = answers(proposal)
    assert (kept["purpose"], kept["whom"], kept["size"]) == ("雪", "子ども", "小さく")


def test_a_tick_counts_for_the_whole_word_behind_it_and_two_where_one_is_asked_for_are_refused(walk, client_of, cast):
    proposal = with_choices(walk)
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets/F2"
    said = {"だれのため": "□ 子ども　☑ 子ども食堂　□ レクリエーション", "大きさ": "☑ 小さく　☑ 大きく"}
    page = worker.post(f"{url}/file/", sent(in_word(worker.get(f"{url}.docx").content, said)))
    assert "ファイルの内容（取り込みません）" in words(page)
    worker.post(f"{url}/", hidden_fields(page, f"{url}/"))
    assert (answers(proposal)["whom"], answers(proposal).get("size", "")) == ("子ども食堂", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("□ 子ども　□ 子ども食堂", []),
        ("■子ども食堂、レ子ども", ["子ども", "子ども食堂"]),
        ("☑ 子ども食堂（日曜）", ["☑ 子ども食堂（日曜）"]),
        ("□ 子ども　レ レクリエーション", ["レクリエーション"]),
        ("レクリエーション", None),
        ("子ども、レクリエーション", None),
        ("", None),
    ],
)
def test_what_is_ticked(text, found):
    assert ticked(text, ["子ども", "子ども食堂", "レクリエーション"]) == found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", ["income", "spending"])
def test_a_budget_that_lost_one_side_leaves_that_side_as_it_is(walk, client_of, cast, kind, side):
    proposal = walk.to("drafting")
    actions.put_budget(proposal, BUDGET, by=walk.group)
    before = list(proposal.budget.filter(side=side).values_list("item", "words", "unit", "quantity", "amount"))
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets"
    lines = {
        "income": [["市の負担金", "", "", "", "90000", ""]],
        "spending": [["消耗品費", "ランプ", "", "", "90000", ""]],
    }
    lines[side] = []
    if kind == "docx":
        tables = [lines["income"], [[*row, ""] for row in lines["spending"]]]
    else:
        tables = {"収入": lines["income"], "支出": lines["spending"]}
    file = KINDS[kind](blank(worker, walk.scheme, "F3", kind).content, {}, tables)
    page = worker.post(f"{url}/F3/file/", sent(file))
    assert "いまの内容を残します" in words(page)
    worker.post(f"{url}/budget/", hidden_fields(page, f"{url}/budget/"))
    assert list(proposal.budget.filter(side=side).values_list("item", "words", "unit", "quantity", "amount")) == before
    assert [row.amount for row in proposal.budget.exclude(side=side)] == [90_000]


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_that_was_changed_since_the_file_was_made_is_said_and_shown_beside_it(walk, client_of, cast, kind):
    proposal = walk.to("drafting")
    own = [(cast.npo.pk, "leads", "")]
    actions.put_budget(proposal, BUDGET, by=walk.group)
    actions.put_duties(proposal, [{"what": "当番を組む", "parts": own}], by=walk.group)
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets"
    files = {form: worker.get(f"{url}/{form}.{kind}").content for form in ("F3", "F4")}
    actions.put_budget(proposal, [*BUDGET[:3], {**BUDGET[3], "item": "画面で直した"}], by=walk.group)
    actions.put_duties(proposal, [{"what": "画面で直した", "parts": own}], by=walk.group)
    for form, content in files.items():
        page = words(worker.post(f"{url}/{form}/file/", sent(content)))
        assert ("ファイルを作ったあとに、ここが変わりました" in page, "画面で直した" in page) == (True, True), form
        fresh = in_excel(
            blank(worker, walk.scheme, form, "xlsx").content, {}, {"支出": [["消耗品費", "", "", "", 1, ""]]}
        )
        assert "ここが変わりました" not in words(worker.post(f"{url}/{form}/file/", sent(fresh)))


def test_a_file_of_another_scheme_form_or_proposal_is_refused_in_words(walk, client_of, cast):
    proposal, other = walk.to("drafting"), walk.to("drafting")
    second = Walk(cast, "youth")
    worker, url = client_of(cast.worker), f"/proposals/{proposal.code}/sheets/F2/file/"
    for file, says in (
        (blank(worker, second.scheme, "F1", "docx").content, "別の制度"),
        (blank(worker, walk.scheme, "F5", "xlsx").content, "F5"),
        (worker.get(f"/proposals/{other.code}/sheets/F2.docx").content, "別の提案"),
    ):
        refused = worker.post(url, sent(file))
        assert (refused.status_code, says in words(refused)) == (422, True), says


def test_hostile_files_are_refused_in_words(walk, client_of, cast):
    """Macro, bomb, huge, wrong type: nothing is kept, nothing breaks."""
    worker, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/file/"
    good = blank(worker, walk.scheme, "F1", "docx").content
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as made:
        made.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    macro = io.BytesIO(good)
    with zipfile.ZipFile(macro, "a") as made:
        made.writestr("word/vbaProject.bin", b"x")
    for content, reason in (
        (b"", "empty"), (b"nonsense", "not_a_form"), (b"PK\x03\x04", "not_a_form"), (OLD + b"x" * 9, "old_excel"),
        (b"%PDF-1.7", "a_picture"), (b"x" * 5_000_001, "too_large"), (bomb.getvalue(), "unzips_too_large"),
        (entity.getvalue(), "not_a_form"), (macro.getvalue(), "macro"),
    ):  # fmt: skip
        with pytest.raises(Unreadable) as why:
            read_form(content)
        assert why.value.reason.code == reason
        assert worker.post(url, sent(content)).status_code == 422
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    assert "様式ではないか" in words(worker.post(url, sent(empty.getvalue(), "x.xlsx")))
    assert not Proposal.objects.exists()


def test_no_cell_of_a_filled_form_runs(walk, client_of, cast):
    proposal = walk.to("drafting")
    actions.put_answers(proposal, "F2", {"purpose": '=HYPERLINK("x")'}, by=walk.group)
    content = client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/F2.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cell = next(row[3] for row in sheet.iter_rows(min_row=4) if row[3].value == '=HYPERLINK("x")')
    assert (cell.data_type, cell.quotePrefix, cell.protection.locked) == ("s", True, False)
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden and sheet["B4"].protection.locked


def test_private_answers_stand_in_nobody_elses_file_and_strangers_get_none(walk, client, client_of, cast):
    proposal = walk.to("in_talks")
    for form in ("F1", "F5"):
        url = f"/proposals/{proposal.code}/sheets/{form}"
        for kind in ("pdf", "docx", "xlsx"):
            own, section = (client_of(one).get(f"{url}.{kind}") for one in (cast.worker, cast.ward_officer))
            said = [text for text in ANSWERS[form].values() if text in PRIVATE]
            assert all(squeezed(text) in read(own.content, kind) for text in said)
            assert not any(squeezed(text) in read(section.content, kind) for text in said)
        for stranger in (client, client_of(cast.outsider), client_of(cast.judge)):
            assert stranger.get(f"{url}.pdf").status_code == 404
        assert client_of(cast.outsider).post(f"{url}/file/").status_code == 404
        assert client_of(cast.worker).post(f"{url}/file/").status_code == 404  # it can no longer be written


def read(content, kind):
    if kind == "pdf":
        return text_of(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return squeezed(
            html.unescape("".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()))
        )
