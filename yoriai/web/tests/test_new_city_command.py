"""`yoriai new-city`, by options and by being asked."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from yoriai.kernel.city.models import City
from yoriai.kernel.models import Area
from yoriai.people.models import Representation, User
from yoriai.web.tests.founding import GROUND, OPTIONS, nothing_was_written, run

pytestmark = pytest.mark.django_db


def test_all_that_is_missing_is_said_at_once_and_nothing_is_written():
    with translation.override("en"), pytest.raises(CommandError) as wrong:
        run(name="仙台市", areas=GROUND, officer=["no-mail,葵"])
    assert wrong.value.returncode == 2
    said = str(wrong.value).splitlines()
    assert [line.split(":")[0] for line in said] == [
        "Section that runs the platform",
        "Telephone of the office",
        "Mail address",
    ]
    assert nothing_was_written()


def test_several_officers_have_a_seat_each():
    run(areas=GROUND, **{**OPTIONS, "officer": ["a@city.example,葵,あおい,主査", "b@city.example、直人"]})
    seats = Representation.objects.select_related("person").order_by("pk")
    assert [(seat.person.name, seat.role) for seat in seats] == [("葵", "主査"), ("直人", "")]
    assert all(seat.accepted for seat in seats)


def test_said_twice_it_changes_nothing_and_says_so():
    run(areas=GROUND, **OPTIONS)
    assert "何も変えていません" in run(areas=GROUND, **{**OPTIONS, "phone": "111-111-1111"})
    assert City.objects.get().phone == "000-000-0000"
    with pytest.raises(CommandError, match="もう始まっています"):
        call_command("new_city", stdin=Terminal(""), stdout=io.StringIO())
    with pytest.raises(CommandError, match="別の市"):
        run(areas="042021,石巻市", **{**OPTIONS, "name": "石巻市"})


def test_a_file_that_is_not_there_is_said_so():
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        run(codes="/tmp/nowhere.csv", **OPTIONS)


def test_without_a_terminal_and_without_options_it_says_what_it_wants():
    with pytest.raises(CommandError, match="--officer"):
        call_command("new_city", stdin=io.StringIO(""), stdout=io.StringIO())


class Terminal(io.StringIO):
    """Somebody typing."""

    def isatty(self):
        return True


def test_it_asks_in_japanese_and_asks_again_for_what_is_wrong(tmp_path):
    codes = tmp_path / "codes.csv"
    codes.write_text(
        "団体コード,市区町村名,市区町村名_カナ\n041009,仙台市,センダイシ\n041017,仙台市青葉区,センダイシアオバク\n"
    )
    typed = ["仙台市", str(codes), "", "", "", "かわら版", "市民協働推進課", ""]
    typed += ["", "000-000-0000", "", "", ""]  # the telephone must be given: asked for again at once
    typed += ["aoi@city", "石﨑 葵", "", ""]
    typed += ["aoi@city.example"]  # no mail address: asked for again at the end
    out = io.StringIO()
    call_command("new_city", stdin=Terminal("\n".join(typed) + "\n"), stdout=out)
    city = City.objects.get()
    assert (city.assembly_name, city.paper_name, city.phone) == ("市民会議", "かわら版", "000-000-0000")
    assert Area.objects.get(kind="ward").name == "青葉区"
    assert User.objects.get().email == "aoi@city.example"
    said = out.getvalue()
    assert "ここに書いてください" in said and "仙台市、青葉区" in said
    assert "市の名前" in said and "事務局の電話" in said and "仙台市" in said


def test_a_terminal_that_is_closed_in_the_middle_writes_nothing():
    with pytest.raises(CommandError):
        call_command("new_city", stdin=Terminal("仙台市\n"), stdout=io.StringIO())
    assert nothing_was_written()
