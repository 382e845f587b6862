"""Who lives in 杜野市. Every name is invented."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.actions import put_area
from yoriai.kernel.city.actions import put_city
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.kernel.themes.actions import put_theme
from yoriai.people.models import Contact, Representation, User
from yoriai.people.queries import who_is

K = Actor.Kind

WARDS = [("049013", "北森区", "きたもりく"), ("049021", "長町区", "ながまちく"), ("049030", "浜野区", "はまのく")]
TOWNS = [
    ("長町区", "長町一丁目", "ながまちいっちょうめ", 38.2281, 140.8852),
    ("長町区", "長町北町", "ながまちきたまち", 38.2312, 140.8871),
    ("北森区", "加茂", "かも", 38.3241, 140.8673),
    ("北森区", "森の里", "もりのさと", 38.3302, 140.8533),
    ("浜野区", "浜野", "はまの", 38.2401, 140.9572),
]
THEMES = [
    (
        "mimamori",
        "ひとり暮らしの見守り",
        "ひとりぐらしのみまもり",
        "ひとりで暮らす人が、気づかれないまま困ることを減らしたい。",
    ),
    ("kodomo", "子どもの居場所", "こどものいばしょ", "放課後や休みの日に、子どもが安心していられる場所をふやしたい。"),
    ("sonae", "災害にそなえる", "さいがいにそなえる", "となり近所で助け合える備えを、ふだんから。"),
    ("gomi", "ごみ出し・町の美化", "ごみだし・まちのびか", "ごみ出しがむずかしい人を、町で支えたい。"),
    ("yukikaki", "雪かき", "ゆきかき", "雪の朝、だれが、どこを、どうやって。"),
    ("bunka", "祭りと文化を継ぐ", "まつりとぶんかをつぐ", "担い手が減る祭りと、町のよいところを次の人へ。"),
    (
        "tsunagari",
        "外国につながる人とくらす",
        "がいこくにつながるひととくらす",
        "ことばのちがいを、知り合うきっかけに。",
    ),
    ("ninaite", "町内会の担い手", "ちょうないかいのにないて", "むりなく続けられる町内会に。"),
]
FIELDS = [
    "障害者福祉", "高齢者福祉", "子育て支援", "地域・まちづくり", "環境", "文化・スポーツ", "国際交流",
]  # fmt: skip


@dataclass(slots=True)
class Cast:
    """The city and its people. `who(actor)` gives each with all hats."""

    city_area: Area
    ward: Area
    north: Area
    towns: list[Area]
    themes: list[Theme]
    office: Actor
    section: Actor
    ward_office: Actor
    support_centre: Actor
    team: Actor
    neighbourhood: Actor
    npo: Actor
    company: Actor
    students: Actor
    resident: Actor
    head: Actor
    worker: Actor
    salesman: Actor
    student: Actor
    officer: Actor
    ward_officer: Actor
    supporter: Actor
    facilitator: Actor
    member: Actor
    judge: Actor
    editor: Actor
    reader: Actor
    outsider: Actor

    def who(self, person: Actor, hat: Actor | None = None, *, sure: bool = True) -> Who:
        """The person as they sign in (with their second factor), in the hat given."""
        who = who_is(person, signed_in=hasattr(person, "user"), sure=sure)
        return who.wearing(hat) if hat else who


def _person(name: str, reading: str, mail: str = "", kind: str = K.PERSON) -> Actor:
    actor, _new = Actor.objects.get_or_create(kind=kind, name=name, defaults={"reading": reading})
    if mail and not User.objects.filter(email=mail).exists():
        User.objects.create_user(mail, actor=actor)
    return actor


def _seat(person: Actor, body: Actor, role: str = "", side: str = "", *, deputy: bool = False) -> None:
    Representation.objects.get_or_create(
        person=person,
        body=body,
        ended=None,
        defaults={"role": role, "side": side, "is_deputy": deputy, "accepted": timezone.now()},
    )


@transaction.atomic
def make_cast() -> Cast:
    """Make (or find again) the whole city."""
    city_area, _s = put_area(
        "049000", kind=Area.Kind.CITY, name="杜野市", reading="もりのし", latitude=38.27, longitude=140.87
    )
    wards = {
        name: put_area(code, kind=Area.Kind.WARD, name=name, reading=reading, parent=city_area)[0]
        for code, name, reading in WARDS
    }
    towns = [
        put_area(
            f"{wards[ward].code}-{number:03}",
            kind=Area.Kind.TOWN,
            name=name,
            reading=reading,
            parent=wards[ward],
            latitude=latitude,
            longitude=longitude,
        )[0]
        for number, (ward, name, reading, latitude, longitude) in enumerate(TOWNS, 1)
    ]
    problem = Theme.Vocabulary.PROBLEM
    themes = [
        put_theme(code, vocabulary=problem, name=name, reading=reading, about=about, place=place)
        for place, (code, name, reading, about) in enumerate(THEMES)
    ]
    for place, name in enumerate(FIELDS):
        put_theme(f"field-{place + 1}", vocabulary=Theme.Vocabulary.FIELD, name=name, place=place)

    section = _person("市民協働課", "しみんきょうどうか", kind=K.SECTION)
    ward_office = _person("長町区役所 まちづくり推進課", "ながまちくやくしょ まちづくりすいしんか", kind=K.SECTION)
    support_centre = _person("杜野市市民活動サポートセンター", "もりのししみんかつどうサポートセンター", kind=K.NPO)
    team = _person("長町のこれから会議 運営チーム", "ながまちのこれからかいぎ うんえいチーム", kind=K.TEAM)
    neighbourhood = _person("長町北町内会", "ながまちきたちょうないかい", kind=K.NEIGHBOURHOOD)
    npo = _person("NPO法人 そらのま", "エヌピーオーほうじん そらのま", kind=K.NPO)
    company = _person("杜野新聞販売店", "もりのしんぶんはんばいてん", kind=K.COMPANY)
    students = _person("加茂高校 生徒会", "かもこうこう せいとかい", kind=K.STUDENTS)
    put_city(
        name="杜野市",
        reading="もりのし",
        area=city_area,
        assembly_name="市民会議",
        committee_name="杜野市市民協働推進委員会",
        paper_name="よりあい かわら版",
        office=section,
        phone="000-000-0000",
        fax="000-000-0001",
        mail="kyodo@morino.example",
        hours="午前9時～午後5時",
        is_demo=True,
    )
    cast = Cast(
        city_area=city_area,
        ward=wards["長町区"],
        north=wards["北森区"],
        towns=towns,
        themes=themes,
        office=section,
        section=section,
        ward_office=ward_office,
        support_centre=support_centre,
        team=team,
        neighbourhood=neighbourhood,
        npo=npo,
        company=company,
        students=students,
        resident=_person("大友 さくら", "おおとも さくら", "sakura@morino.example"),
        head=_person("髙橋 勇", "たかはし いさむ"),
        worker=_person("沢田 みどり", "さわだ みどり", "midori@morino.example"),
        salesman=_person("森 健一", "もり けんいち", "mori@morino.example"),
        student=_person("リン・ハー", "りん はー", "lin@morino.example"),
        officer=_person("石﨑 葵", "いしざき あおい", "ishizaki@morino.example"),
        ward_officer=_person("千葉 直人", "ちば なおと", "chiba@morino.example"),
        supporter=_person("及川 はるか", "おいかわ はるか", "oikawa@morino.example"),
        facilitator=_person("佐々木 道", "ささき みち", "michi@morino.example"),
        member=_person("伊達 文子", "だて ふみこ", "fumiko@morino.example"),
        judge=_person("菊地 学", "きくち まなぶ", "kikuchi@morino.example"),
        editor=_person("𠮷田 恵", "よしだ めぐみ", "megumi@morino.example"),
        reader=_person("グエン・ティ・ラン", "ぐえん てぃ らん", "lan@morino.example"),
        outsider=_person("外山 そと", "とやま そと", "toyama@morino.example"),
    )
    citizen, staff = Representation.Side.CITIZEN, Representation.Side.STAFF
    _seat(cast.officer, section, "主査")
    _seat(cast.ward_officer, ward_office, "主事")
    _seat(cast.supporter, support_centre, "相談員")
    _seat(cast.worker, npo, "事務局")
    _seat(cast.salesman, company, "店長")
    _seat(cast.student, students, "会長")
    _seat(cast.head, neighbourhood, "会長")
    _seat(cast.facilitator, team, "進行", citizen)
    _seat(cast.editor, team, "編集", citizen, deputy=True)
    _seat(cast.worker, team, "共同代表", citizen)
    _seat(cast.officer, team, "共同代表", staff)
    _seat(cast.ward_officer, team, "区の担当", staff, deputy=True)
    Contact.objects.get_or_create(
        actor=cast.head,
        way=Contact.Way.PHONE,
        purpose="notices",
        item=None,
        defaults={
            "value": "000-000-0002",
            "ends": timezone.localdate().replace(year=timezone.localdate().year + 1, day=1),
        },
    )
    return cast
