"""公の名簿: the state's lists are kept to look up, and fill the empty fields of a page that begins (R45)."""

import pytest

from yoriai.directory.actions import take_register
from yoriai.directory.models import Organisation, Registered
from yoriai.engines.tables.official_codes import corporate_number
from yoriai.engines.tables.official_lists import COLUMNS, bare_name, with_columns
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.web.imports import KINDS, open_file

HEAD = "法人名称,法人名称カナ,所轄庁,主たる事務所の所在地,代表者氏名,設立年月日,定款に記載された目的,活動分野1,活動分野13,法人番号"
NPO = f"""{HEAD}
特定非営利活動法人そらのま,ソラノマ,杜野市,杜野市長町区長町1丁目2-3,山田 太郎,平成17年4月1日,子どもの居場所をつくる,○,○,8000020041009
特定非営利活動法人はるかぜ,ハルカゼ,杜野市,杜野市北森区加茂5,佐藤 花子,平成20年5月2日,道を歩く,,,
"""
SOURCE = "内閣府NPO法人ポータルサイト（公共データ利用規約 第1.0版）"


def number(base):
    """The corporate number with these last twelve digits."""
    return next(f"{check}{base}" for check in range(1, 10) if corporate_number(f"{check}{base}").value)


def corporate(*names, code="utf-8"):
    """A file as 国税庁 publishes it: no row of names, thirty columns."""
    lines = []
    for place, name in enumerate(names, 1):
        row = [""] * len(COLUMNS)
        row[:7] = [str(place), number(f"37000500{place:04}"), "01", "0", "2026-10-01", "2026-10-01", name]
        row[8:12], row[15], row[28] = ["301", "杜野県", "杜野市長町区", f"長町{place}丁目1番"], "9820011", "モリノ"
        lines.append(",".join(f'"{cell}"' for cell in row))
    return "\n".join(lines).encode(code)


def take(text=NPO, source=SOURCE, by=None):
    data = text if isinstance(text, bytes) else text.encode()
    opened = open_file(KINDS["register"], data, "list.csv")
    return take_register(opened.table, by=by or the_office(), source=source)


def numbers(report):
    return report.taken, report.updated, report.unchanged


@pytest.fixture
def body(cast):
    """An NPO whose worker has a seat and which has no page yet."""
    cast.npo.name = "NPO法人 そらのま"
    cast.npo.save()
    Organisation.objects.filter(actor=cast.npo).delete()
    return cast.npo


def ask(client, body, **typed):
    return client.post(f"/organisations/new/{body.pk}/", {"contact_by": "shown", "register": "name", **typed})


def test_a_list_becomes_a_register_and_no_entries(cast):
    bodies = Actor.objects.count()
    assert numbers(take()) == (2, 0, 0)
    row = Registered.objects.get(number="8000020041009")
    assert (row.name, row.bare, row.reading, row.address) == (
        "特定非営利活動法人そらのま", "そらのま", "そらのま", "杜野市長町区長町1丁目2-3",
    )  # fmt: skip
    assert (row.purpose, row.fields, row.authority, row.source) == ("子どもの居場所をつくる", [1, 13], "杜野市", SOURCE)
    assert (Organisation.objects.count(), Actor.objects.count()) == (0, bodies)


def test_the_names_of_representatives_stay_in_the_file(cast):
    take()
    assert not any(
        "山田" in str(value) or "佐藤" in str(value) for row in Registered.objects.values() for value in row.values()
    )


def test_the_same_list_twice_changes_nothing_and_a_newer_one_what_differs(cast):
    take()
    assert numbers(take()) == (0, 0, 2)
    assert Record.objects.filter(verb="register.imported").count() == 1
    assert numbers(take(NPO.replace("道を歩く", "道を歩いて、直す"), source="2027年版")) == (0, 1, 1)
    assert set(Registered.objects.values_list("source", flat=True)) == {"2027年版"}


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp932"])
def test_the_list_of_corporate_numbers_is_read_without_names_of_columns(cast, code):
    assert numbers(take(corporate("株式会社杜の木工", "一般社団法人まちの手", code=code))) == (2, 0, 0)
    row = Registered.objects.get(bare="杜の木工")
    assert (row.sort, row.name, row.address, row.postcode) == (
        "corporate", "株式会社杜の木工", "杜野県杜野市長町区長町1丁目1番", "982-0011",
    )  # fmt: skip


def test_only_that_list_is_given_names_of_columns():
    assert with_columns(NPO.encode()) == NPO.encode()
    assert with_columns(b"") == b""


def test_a_source_must_be_named_and_only_the_office_takes_it_in(cast):
    with pytest.raises(NotPossible):
        take(source=" ")
    with pytest.raises(NotAllowed):
        take(by=cast.who(cast.worker, cast.npo))
    assert not Registered.objects.exists()


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("特定非営利活動法人そらのま", "そらのま"),
        ("npo法人そらのま", "そらのま"),
        ("(株)杜の木工", "杜の木工"),
        ("株式会社", "株式会社"),
    ],
)
def test_a_name_is_compared_without_its_legal_form(name, bare):
    assert bare_name(name) == bare


def test_what_the_register_says_fills_the_empty_fields_each_with_its_source(cast, body, client_of):
    take()
    answer = ask(client_of(cast.worker), body, title="NPO法人 そらのま", phone="022-000-0001", founded="平成16年")
    form = answer.context["form"]
    values = {
        name: form[name].value() for name in ("title", "address", "summary", "phone", "founded", "corporate_number")
    }
    assert values == {
        "title": "特定非営利活動法人そらのま", "address": "杜野市長町区長町1丁目2-3", "summary": "子どもの居場所をつくる",
        "phone": "022-000-0001", "founded": "平成16年", "corporate_number": "8000020041009",
    }  # fmt: skip
    told = {name for name in form.fields if SOURCE in str(form.fields[name].help_text)}
    assert told == {"title", "address", "summary", "corporate_number", "authority"}
    assert (answer.status_code, SOURCE in answer.content.decode()) == (200, True)


def test_nothing_is_kept_before_its_people_have_looked(cast, body, client_of):
    take()
    ask(client_of(cast.worker), body, title="そらのま")
    assert not Organisation.objects.exists()


def test_by_its_number_it_is_found_whatever_its_name(cast, body, client_of):
    take()
    answer = ask(client_of(cast.worker), body, title="空の間", corporate_number="8000020041009")
    assert (answer.context["form"]["title"].value(), answer.context["form"]["address"].value()) == (
        "空の間", "杜野市長町区長町1丁目2-3",
    )  # fmt: skip


def test_both_lists_speak_of_one_organisation_and_each_is_named(cast, body, client_of):
    take()
    both = corporate("特定非営利活動法人そらのま").replace(number("370005000001").encode(), b"8000020041009")
    take(both, source="国税庁法人番号公表サイト")
    form = ask(client_of(cast.worker), body, title="そらのま").context["form"]
    assert (form["summary"].value(), form["postcode"].value()) == ("子どもの居場所をつくる", "982-0011")
    assert "国税庁" in str(form.fields["postcode"].help_text)


def test_of_several_of_one_name_its_people_choose(cast, body, client_of):
    take(corporate("株式会社そらのま", "そらのま合同会社"))
    client = client_of(cast.worker)
    answer = ask(client, body, title="そらのま")
    assert (len(answer.context["found"]), answer.context["form"]["address"].value()) == (2, None)
    second = ask(client, body, title="そらのま", register=answer.context["found"][1][0].pk)
    assert second.context["form"]["address"].value() == "杜野県杜野市長町区長町2丁目1番"


def test_whoever_stands_in_no_list_reads_that_nothing_is_missing(cast, body, client_of):
    take()
    page = ask(client_of(cast.worker), body, title="長町おやじの会").content.decode().replace("<wbr>", "")
    assert "この番号や名前の団体は、名簿にありませんでした" in page


def test_without_a_register_there_is_no_button(cast, body, client_of):
    assert 'name="register"' not in client_of(cast.worker).get(f"/organisations/new/{body.pk}/").content.decode()


def test_script_in_a_list_stays_text(cast, body, client_of):
    take(NPO.replace("子どもの居場所をつくる", "<script>alert(1)</script>"))
    assert "<script>alert" not in ask(client_of(cast.worker), body, title="そらのま").content.decode()


def test_the_real_lists_are_read_whole(cast, shared):
    """Real files of 内閣府 and 国税庁, where there are any."""
    files = [*shared.rglob("*npo*.csv"), *shared.rglob("*houjin*.csv")]
    if not files:
        pytest.skip(f"REAL DATA ABSENT: no list of NPOs or of corporate numbers in {shared}")
    for file in files:
        report = take(file.read_bytes(), source=file.name)
        assert report.taken > 0.9 * report.rows
