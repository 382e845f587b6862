import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.actions import take_organisations
from yoriai.directory.models import Organisation
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed
from yoriai.people.models import Invitation, Representation

HEAD = "法人名称,法人名称カナ,所轄庁,主たる事務所の所在地,代表者氏名,設立年月日,定款に記載された目的,活動分野1,活動分野13,法人番号,電話番号"
FIRST = "特定非営利活動法人はるかぜ,ハルカゼ,杜野市,杜野市長町区長町1丁目2-3,山田 太郎,平成17年4月1日,子どもの居場所をつくる,○,○"
SECOND = "NPO法人 みちくさ,ミチクサ,杜野市,杜野市北森区加茂5,佐藤 花子,平成20年,道を歩く,,,,022-000-0002"
LIST = f"{HEAD}\n{FIRST},8000020041009,022-000-0001\n{SECOND}\n"


def table(text=LIST):
    return read(text.encode(), "npo.csv", [aliases_for("organizations")])


def take(text=LIST, **more):
    return take_organisations(table(text), by=the_office(), **more)


def numbers(report):
    return report.taken, report.updated, report.unchanged


def test_a_row_becomes_a_body_with_its_page_not_confirmed_yet(cast, client):
    report = take(source="内閣府NPO法人ポータルサイト")
    assert (numbers(report), report.skipped) == ((2, 0, 0), [])
    page = Organisation.objects.get(title="特定非営利活動法人はるかぜ")
    assert (page.actor.kind, page.actor.reading, page.by) == ("npo", "はるかぜ", page.actor)
    assert (page.corporate_number, page.authority, page.phone) == ("8000020041009", "杜野市", "022-000-0001")
    assert set(page.areas.values_list("name", flat=True)) == {"長町一丁目", "長町区", "杜野市"}
    shown = client.get(page.get_absolute_url()).content.decode().replace("<wbr>", "")
    assert "未確認" in shown
    assert "内閣府NPO法人ポータルサイト" in shown


def test_the_representative_s_name_stays_in_the_file(cast, client):
    take()
    for page in Organisation.objects.all():
        assert "山田" not in client.get(page.get_absolute_url()).content.decode()
        values = [str(getattr(page, field.attname)) for field in page._meta.concrete_fields]
        assert not any("山田" in value or "佐藤" in value for value in values)


def test_the_same_file_twice_changes_nothing(cast):
    take()
    before = list(Organisation.objects.order_by("pk").values())
    actors = list(Actor.objects.order_by("pk").values())
    assert numbers(take()) == (0, 0, 2)
    assert list(Organisation.objects.order_by("pk").values()) == before
    assert list(Actor.objects.order_by("pk").values()) == actors
    assert Record.objects.filter(verb="organisations.imported").count() == 1


def test_a_changed_file_says_what_differs(cast):
    take()
    report = take(LIST.replace("022-000-0002", "022-000-0009"))
    assert numbers(report) == (0, 1, 1)
    ((line, changes),) = report.changes
    assert (line, [(one.field, one.before, one.after) for one in changes]) == (
        3,
        [("phone", "022-000-0002", "022-000-0009")],
    )


def test_whoever_takes_the_body_over_edits_its_page_and_no_file_changes_it_any_more(cast):
    take()
    page = Organisation.objects.get(title="NPO法人 みちくさ")
    Representation.objects.create(person=cast.resident, body=page.actor, accepted=timezone.now())
    by = cast.who(cast.resident, page.actor)
    actions.change_entry(page, by=by, phone="022-000-0003")
    report = take(LIST.replace("022-000-0002", "022-000-0009"))
    assert numbers(report) == (0, 0, 2)
    assert "keeps this page themselves" in report.flagged[0][1].code
    page.refresh_from_db()
    assert page.phone == "022-000-0003"


def test_a_page_the_organisation_made_itself_is_found_by_its_corporate_number(cast):
    by = cast.who(cast.worker, cast.npo)
    mine = actions.add_page(cast.npo, by=by, corporate_number="8000020041009")
    assert numbers(take()) == (1, 0, 1)
    mine.refresh_from_db()
    assert (mine.title, mine.state) == (cast.npo.name, "draft")


def test_two_of_one_name_stay_two_and_are_told(cast):
    ptas = "団体名,種別,住所\n子ども会,任意団体,杜野市長町1\n子ども会,任意団体,杜野市加茂2\n"
    assert numbers(take(ptas)) == (2, 0, 0)
    other = take("団体名,種別,住所\n子ども会,任意団体,杜野市浜野3\n")
    assert numbers(other) == (1, 0, 0)
    assert "another organisation of this name" in other.flagged[0][1].code
    assert Organisation.objects.filter(title="子ども会").count() == 3


def test_an_id_that_belongs_to_quite_another_body_overwrites_nothing(cast):
    take("ID,団体名,住所\nA-1,長町会,杜野市長町1\n")
    assert numbers(take("ID,団体名,住所\nA-1,加茂会,杜野市加茂2\n")) == (1, 0, 0)
    assert set(Organisation.objects.values_list("title", flat=True)) == {"長町会", "加茂会"}


def test_what_is_for_introductions_only_is_not_shown(cast, client):
    take("団体名,電話番号,連絡先の公開\nひみつ会,022-111-2222,紹介のみ\n")
    page = Organisation.objects.get(title="ひみつ会")
    assert page.contact_by == "introduction"
    take("団体名,電話番号,連絡先の公開\nひみつ会二,022-111-2222のほうへ夜に,紹介のみ\n")
    assert "022-111-2222" not in Organisation.objects.get(title="ひみつ会二").summary
    assert "022-111-2222" not in client.get(page.get_absolute_url()).content.decode()


def test_what_is_too_long_for_its_field_stands_in_the_description(cast):
    report = take(f"団体名,略称\nながい会,{'あ' * 80}\n")
    page = Organisation.objects.get()
    assert page.short_name == ""
    assert "あ" * 80 in page.summary
    assert len(report.flagged) == 1


@pytest.mark.parametrize("name", ["resident", "facilitator", "outsider"])
def test_only_the_office_takes_organisations_in(cast, name):
    with pytest.raises(NotAllowed):
        take_organisations(table(), by=cast.who(getattr(cast, name)))
    assert not Organisation.objects.exists()


def test_branches_under_one_corporate_number_stay_branches(cast):
    rows = "".join(f"{number},支部{number},杜野市長町{number},8000020041009\n" for number in (12, 15, 11))
    file = f"ID,団体名,住所,法人番号\n{rows}"
    report = take(file)
    assert numbers(report) == (3, 0, 0)
    assert [line for line, reason in report.flagged if "corporate number" in reason.code] == [3, 4]
    assert list(Organisation.objects.exclude(corporate_number="").values_list("title", flat=True)) == ["支部12"]
    assert numbers(take(file)) == (0, 0, 3)


def test_the_office_gives_a_page_that_came_from_a_list_to_the_organisation(cast, client_of):
    take()
    page = Organisation.objects.get(title="NPO法人 みちくさ")
    door = f"/desk/bodies/{page.actor_id}/"
    office = client_of(cast.officer)
    shown = office.get(page.get_absolute_url()).content.decode()
    assert "この団体にページを渡す" in shown
    assert "この団体にページを渡す" not in client_of(cast.resident).get(page.get_absolute_url()).content.decode()
    sent = office.post(door, {"checked": "規約と名簿", "email": "michi@example.jp", "role": "代表"})
    assert (sent.status_code, Invitation.objects.filter(body=page.actor).count()) == (302, 1)
    assert client_of(cast.resident).get(door).status_code == 404
