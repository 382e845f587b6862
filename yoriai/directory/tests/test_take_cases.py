import pytest

from yoriai.directory.actions import take_cases
from yoriai.directory.models import Case, Party
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.policy import NotAllowed

SHEET = (
    "ID,題名,一言,課題テーマ,期間,主体と役割,成果,失敗の型,公開範囲,同意\n"
    "C1,見守りの地図,地図をつくった,見守り,令和5年4月～令和6年3月,長町北町内会：声かけ；杜野新聞販売店：配達,40人,役割不明,公開,長町北町内会\n"
    "C2,うちの事例,内輪,,,,,,庁内,\n"
)


def take(text=SHEET, by=None):
    return take_cases(read(text.encode(), "cases.csv", [aliases_for("cases")]), by=by or the_office())


def numbers(report):
    return report.taken, report.updated, report.unchanged


def test_a_row_becomes_a_case_with_its_parties(cast, client):
    assert numbers(take()) == (2, 0, 0)
    case = Case.objects.get(title="見守りの地図")
    assert (case.state, case.results, case.causes) == ("shown", "40人", ["roles"])
    assert [(p.name, p.kind, p.role) for p in case.parties.all()] == [
        ("長町北町内会", "neighbourhood", "声かけ"),
        ("杜野新聞販売店", "", "配達"),
    ]


def test_only_a_party_that_agreed_is_named(cast):
    take()
    assert list(Party.objects.exclude(agreed=None).values_list("name", flat=True)) == ["長町北町内会"]


def test_what_is_for_the_city_hall_is_a_draft_nobody_else_sees(cast, client):
    report = take()
    case = Case.objects.get(title="うちの事例")
    assert (case.state, case.visibility) == ("draft", "audience")
    assert "went in as a draft" in report.flagged[-1][1].code


def test_a_text_that_names_somebody_who_has_not_agreed_is_a_draft(cast):
    take(SHEET.replace("地図をつくった", "杜野新聞販売店とつくった"))
    assert Case.objects.get(title="見守りの地図").state == "draft"


def test_the_same_file_twice_changes_nothing_and_a_consent_that_came_later_is_kept(cast):
    take()
    before = list(Case.objects.values())
    assert numbers(take()) == (0, 0, 2)
    assert list(Case.objects.values()) == before
    assert numbers(take(SHEET.replace("公開,長町北町内会", "公開,長町北町内会;杜野新聞販売店"))) == (0, 1, 1)
    assert Party.objects.filter(agreed=None).count() == 0


@pytest.mark.parametrize("name", ["resident", "facilitator", "outsider"])
def test_only_the_office_takes_cases_in(cast, name):
    with pytest.raises(NotAllowed):
        take(by=cast.who(getattr(cast, name)))
    assert not Case.objects.exists()
