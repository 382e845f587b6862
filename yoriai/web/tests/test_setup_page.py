"""/setup/: there before there is a city, and then never again."""

import io

import pytest
from django.utils import timezone

from yoriai.kernel.city.models import City
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.web.actions import make_setup_code
from yoriai.web.models import SetupCode
from yoriai.web.tests.founding import FACTS, GROUND, found, nothing_was_written, run, sign_in

pytestmark = pytest.mark.django_db


def opened(client):
    """The page behind the code."""
    client.post("/setup/", {"secret": make_setup_code().lower()})
    return client


PAGE = {**FACTS, "areas": GROUND, "officer_mail": "aoi@city.example", "officer_name": "石﨑 葵"}
PAGE |= {"thread_colour": "#c1351f", "link_colour": "#1f3f8f"}


def test_the_code_of_the_console_opens_the_page_and_the_page_founds_the_city(client):
    said = run(code=True)
    code = said.split()[-1]
    response = client.post("/setup/", {"secret": code})
    assert response.headers["Location"] == "/setup/city/"
    assert client.get("/setup/city/").status_code == 200
    response = client.post("/setup/city/", PAGE)
    assert response.headers["Location"] == "/accounts/login/"
    assert City.objects.get().name == "仙台市"
    assert not SetupCode.objects.exists()
    assert sign_in(client, "aoi@city.example").headers["Location"] == "/my/"


def test_once_the_city_is_there_the_page_is_not(client):
    code = make_setup_code()
    opened(client)
    found()
    for address in ("/setup/", "/setup/city/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"secret": code, **PAGE}).status_code == 404
    with pytest.raises(NotPossible):
        make_setup_code()


def test_without_the_code_nobody_reaches_the_page(client):
    assert client.get("/setup/city/").headers["Location"] == "/setup/"
    assert client.post("/setup/city/", PAGE).headers["Location"] == "/setup/"
    assert nothing_was_written()


@pytest.mark.parametrize("secret", ["", "ABCD-EFGH-JKLM", "' or 1=1", "\0", "あ" * 40])
def test_a_wrong_code_opens_nothing(client, secret):
    make_setup_code()
    response = client.post("/setup/", {"secret": secret})
    assert response.status_code == 422
    assert client.get("/setup/city/").status_code == 302


def test_guessing_the_code_is_slowed(client):
    make_setup_code()
    for number in range(10):
        client.post("/setup/", {"secret": f"AAAA-AAAA-AA{number:02}"})
    assert "待って" in client.post("/setup/", {"secret": make_setup_code()}).content.decode().replace("<wbr>", "")
    assert client.get("/setup/city/").status_code == 302


def test_a_code_of_yesterday_opens_nothing(client):
    code = make_setup_code()
    SetupCode.objects.update(ends=timezone.now())
    assert client.post("/setup/", {"secret": code}).status_code == 422


def test_a_session_that_outlived_its_code_founds_nothing(client):
    opened(client)
    SetupCode.objects.all().delete()
    assert client.post("/setup/city/", PAGE).headers["Location"] == "/setup/"
    with pytest.raises(NotAllowed):
        found(secret="ABCDEFGHJKLM")
    assert nothing_was_written()


def test_the_list_fills_the_lines_and_keeps_what_was_typed(client, shared):
    opened(client)
    with (shared / "ja/localgov-codes-cc0.csv").open("rb") as codes:
        response = client.post("/setup/city/", {"name": "仙台市", "phone": "000", "codes": codes, "read": "1"})
    assert response.status_code == 200
    assert not response.context["form"].errors
    assert "6行" in response.content.decode()
    page = response.content.decode()
    assert "041050,泉区,いずみく" in page and 'value="000"' in page and 'value="せんだいし"' in page
    assert nothing_was_written()


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"name": ""}, "市の名前"), ({"name": "仙台市", "city_code": "999999"}, "仙台市"), ({"name": "杜野市"}, "杜野市")],
)
def test_a_list_that_does_not_help_says_why(client, facts, said):
    opened(client)
    codes = io.BytesIO("団体コード,市区町村名\n041009,仙台市\n".encode())
    codes.name = "codes.csv"
    response = client.post("/setup/city/", {**facts, "codes": codes, "read": "1"})
    assert response.status_code == 422
    assert said in str(response.context["form"].errors["codes"])


def test_a_picture_instead_of_a_list_is_refused_in_words(client):
    opened(client)
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    picture.name = "codes.csv"
    response = client.post("/setup/city/", {**PAGE, "areas": "", "codes": picture})
    assert response.status_code == 422
    assert "表" in str(response.context["form"].errors["codes"])
    assert nothing_was_written()


def test_bad_input_keeps_what_was_typed(client):
    opened(client)
    wrong = {**PAGE, "officer_mail": "aoi", "thread_colour": "#ffe066", "mark": "<svg onload=alert(1)>"}
    response = client.post("/setup/city/", wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"officer_mail", "thread_colour", "mark"}
    page = response.content.decode()
    assert 'value="aoi"' in page and 'value="#ffe066"' in page and "041017,青葉区" in page
    assert "<svg onload" not in page and "&lt;svg onload" in page
    assert nothing_was_written()
