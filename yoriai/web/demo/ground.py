"""The ground of 杜野市: outlines of its wards and a few places to go, all invented."""

from yoriai.directory.actions import put_place
from yoriai.kernel.areas.actions import put_area
from yoriai.kernel.models import Area
from yoriai.web.demo.cast import Cast

# Corners as (longitude, latitude). Neighbours share theirs.
HILL, MEET, COAST = (140.8450, 38.2650), (140.9050, 38.2700), (140.9900, 38.2850)
OUTLINES = {
    "北森区": [
        (140.8200, 38.2900), (140.8120, 38.3250), (140.8250, 38.3520), (140.8600, 38.3650), (140.9000, 38.3560),
        (140.9400, 38.3380), (140.9700, 38.3120), COAST, (140.9500, 38.2780), MEET, (140.8750, 38.2620), HILL,
    ],
    "長町区": [
        HILL, (140.8750, 38.2620), MEET, (140.9120, 38.2480), (140.9100, 38.2250), (140.9180, 38.2050), (140.8950, 38.1930),
        (140.8620, 38.1990), (140.8400, 38.2160), (140.8310, 38.2420),
    ],
    "浜野区": [
        MEET, (140.9500, 38.2780), COAST, (141.0080, 38.2600), (141.0010, 38.2350), (140.9880, 38.2120), (140.9560, 38.2000),
        (140.9180, 38.2050), (140.9100, 38.2250), (140.9120, 38.2480),
    ],
}  # fmt: skip
PLACES = [
    ("長町北町集会所", "ながまちきたまちしゅうかいじょ", "長町区", 38.2314, 140.8876, "入口に段差が1段。手すりあり。"),
    ("長町一丁目公園", "ながまちいっちょうめこうえん", "長町区", 38.2276, 140.8839, "多目的トイレあり。"),
    ("そらのま", "そらのま", "長町区", 38.2291, 140.8861, "段差なし。ベビーカーのまま入れます。"),
    ("長町図書館", "ながまちとしょかん", "長町区", 38.2249, 140.8907, "エレベーター、対面朗読室、筆談できます。"),
    ("市民活動サポートセンター", "しみんかつどうサポートセンター", "北森区", 38.3306, 140.8541, "エレベーター、貸出用の車いす。"),
    ("加茂市民センター", "かもしみんセンター", "北森区", 38.3243, 140.8668, "スロープあり。和室は段差があります。"),
    ("森の里老人福祉センター", "もりのさとろうじんふくしセンター", "北森区", 38.3311, 140.8502, "段差なし。送迎の車があります。"),
    ("浜野コミュニティセンター", "はまのコミュニティセンター", "浜野区", 38.2406, 140.9580, "二階の会議室へは階段だけです。"),
    ("浜野児童館", "はまのじどうかん", "浜野区", 38.2389, 140.9544, "授乳室あり。"),
    ("潮風公園", "しおかぜこうえん", "浜野区", 38.2330, 140.9811, "広い駐車場。高台へは坂道です。"),
]  # fmt: skip


def ground(cast: Cast) -> None:
    """Wards with outlines, and places in them, put in by the office."""
    office = cast.who(cast.officer, cast.section)
    wards = {ward.name: ward for ward in Area.objects.filter(kind=Area.Kind.WARD)}
    for name, corners in OUTLINES.items():
        ward = wards[name]
        ring = [list(corner) for corner in [*corners, corners[0]]]
        outline = {"type": "Polygon", "coordinates": [ring]}
        put_area(ward.code, kind=ward.kind, name=name, parent=cast.city_area, outline=outline)
    for title, reading, name, latitude, longitude, accessibility in PLACES:
        facts = {"title": title, "reading": reading, "latitude": latitude, "longitude": longitude}
        put_place(None, by=office, areas=[wards[name]], accessibility=accessibility, **facts)
