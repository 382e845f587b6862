"""Lists of places as a dozen other cities and portals would write them (all invented)."""

import datetime as dt

import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.places import PlaceRow, read_places
from yoriai.engines.tables.taking import Line
from yoriai.engines.tables.tests.files import xlsx


def taken(content: bytes) -> tuple[list[tuple[Line, PlaceRow]], Report]:
    report = Report()
    table = read(content, "", [aliases_for("places")])
    return list(read_places(table, report, home="042021")), report


SHOWN = (
    "source_id", "of_city", "reading", "address", "postcode", "position", "phone", "mail", "weekdays", "opens", "closes",
    "hours_note", "capacity", "section", "url",
)  # fmt: skip


def sketch(line: Line, row: PlaceRow) -> str:
    """The name, what is known of it, and what is doubted."""
    known = {name: value for name in SHOWN if (value := getattr(row, name)) not in ("", None, ())}
    told = [
        f"{name}={'/'.join(map(str, value)) if isinstance(value, tuple) else value}" for name, value in known.items()
    ]
    doubts = [f"?{reason.code}" for reason in line.doubts]
    return " | ".join([row.name, *told, *doubts])


VARIANTS: dict[str, tuple[bytes, list[tuple[str, ...]]]] = {
    "the new national sheet": (
        """全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英語,所在地_全国地方公共団体コード,町字ID,所在地_連結表記,\
所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,高度の種別,高度の値,電話番号,内線番号,\
連絡先メールアドレス,連絡先FormURL,連絡先備考（その他、SNSなど）,郵便番号,利用可能曜日,開始時間,終了時間,\
利用可能日時特記事項,画像,画像_ライセンス,URL,備考
042021,H1,宮城県杜野市,長町集会所,ナガマチシュウカイジョ,,042021,,,宮城県,杜野市,長町一丁目,1-1,2階,38.2282,140.8853,,,\
022-000-0001,12,a@b.example,,,980-0001,月火水木金,9:00,21:00,祝日休み,,,https://a.example/,
""".encode(),
        [
            (
                "長町集会所",
                "source_id=H1",
                "of_city=042021",
                "reading=ナガマチシュウカイジョ",
                "address=宮城県杜野市長町一丁目1-1 2階",
                "postcode=980-0001",
                "position=38.2282/140.8853",
                "phone=022-000-0001 (内線12)",
                "mail=a@b.example",
                "weekdays=月火水木金",
                "opens=09:00",
                "closes=21:00",
                "hours_note=祝日休み",
                "url=https://a.example/",
            )
        ],
    ),
    "the old sheet in Shift_JIS, zeros lost, axes swapped": (
        """都道府県コ―ド又は市区町村コ―ド,NO,都道府県名,市区町村名,名称,名称_カナ,住所,緯度,経度,電話番号,説明
92011,0001,栃木県,架空市,東公民館,ﾋｶﾞｼｺｳﾐﾝｶﾝ,架空市東1,139.88,36.55,285551234,調理室あり
""".encode("cp932"),
        [
            (
                "東公民館",
                "source_id=0001",
                "of_city=092011",
                "reading=ヒガシコウミンカン",
                "address=架空市東1",
                "position=36.55/139.88",
                "phone=0285551234",
                "?code_zero_restored",
                "?position_swapped",
                "?phone_zero_restored",
            )
        ],
    ),
    "minutes and seconds": (
        """施設名,所在地,北緯,東経,緯度,経度
山の家,杜野市山1,,,38度16分06秒,140度52分12秒
海の家,杜野市海1,,,38°16.1′,140°52.2′
""".encode(),
        [
            ("山の家", "address=杜野市山1", "position=38.26833333/140.87"),
            ("海の家", "address=杜野市海1", "position=38.26833333/140.87"),
        ],
    ),
    "position and hours in one cell each": (
        """集会所名称,住所（所在地）,緯度経度,ＴＥＬ／ＦＡＸ,開館時間,休館日,収容人数（人）
加茂集会所,杜野市加茂2,"38.3241, 140.8673",022-000-0002,9:00～17:00,月曜,約50人
泉集会所,杜野市泉2,未定,なし,午前９時～午後９時,なし,80
""".encode(),
        [
            (
                "加茂集会所",
                "address=杜野市加茂2",
                "position=38.3241/140.8673",
                "phone=022-000-0002",
                "opens=09:00",
                "closes=17:00",
                "hours_note=月曜",
                "capacity=50",
                "?time_span",
                "?number_about",
            ),
            ("泉集会所", "address=杜野市泉2", "opens=09:00", "closes=21:00", "capacity=80", "?time_span"),
        ],
    ),
    "headings and a total": (
        xlsx(
            ["公共施設一覧", None, None, None],
            ["区分", "施設名", "所在地", "電話"],
            ["【スポーツ施設】"],
            ["体育館", "市民体育館", "杜野市中央1", "022-000-0003"],
            [None, "市民プール", "杜野市中央2", "022-000-0004"],
            ["【文化施設】"],
            ["図書館", "中央図書館", "杜野市中央3", None],
            ["合計", 3],
            ["※令和8年4月現在"],
            merges=["A3:D3", "A4:A5", "A6:D6"],
        ),
        [
            ("市民体育館", "address=杜野市中央1", "phone=022-000-0003", "section=スポーツ施設"),
            ("市民プール", "address=杜野市中央2", "phone=022-000-0004", "section=スポーツ施設"),
            ("中央図書館", "address=杜野市中央3", "section=文化施設"),
        ],
    ),
    "a portal's English names": (
        (
            "#property,latitude,longitude,name,address,telephoneNumber,note\n1,34.34,134.05,会館,香川県架空市1,087-000-0000,\n2,,,広場,-,-,-\n"
        ).encode(),
        [("会館", "address=香川県架空市1", "position=34.34/134.05", "phone=087-000-0000"), ("広場",)],
    ),
    "plane coordinates": (
        """公園名,公園種別,面積（㎡）,所在地,Ｙ座標,Ｘ座標
森公園,街区公園,1200,杜野市森1,38.22,140.88
谷公園,近隣公園,"12,000",杜野市谷1,-193456.12,5012.3
""".encode(),
        [
            ("森公園", "address=杜野市森1", "position=38.22/140.88"),
            ("谷公園", "address=杜野市谷1", "?position_unreadable"),
        ],
    ),
    "remarks in the names of columns, an id twice": (
        """№,避難所名,よみがな,住所,緯度（10進法）,経度（10進法）,連絡先電話番号,収容人員,備考
1,長町小学校,ながまちしょうがっこう,杜野市長町5,38.223,140.881,022-000-0005,"1,200人",
1,南小学校,みなみしょうがっこう,杜野市南5,38.213,140.871,,,
""".encode(),
        [
            (
                "長町小学校",
                "source_id=1",
                "reading=ナガマチショウガッコウ",
                "address=杜野市長町5",
                "position=38.223/140.881",
                "phone=022-000-0005",
                "capacity=1200",
            ),
            ("南小学校", "source_id=1", "reading=ミナミショウガッコウ", "address=杜野市南5", "position=38.213/140.871"),
        ],
    ),
    "two rows of names": (
        xlsx(
            ["施設名", "所在地", None, "位置", None, "利用時間", None, "問合せ先", None],
            [None, "郵便番号", "住所", "緯度", "経度", "開始", "終了", "名称", "電話番号"],
            ["会館A", "9800001", "杜野市1", 38.2, 140.8, dt.time(9, 0), dt.time(21, 30), "管理人", "022-000-0006"],
        ),
        [
            (
                "会館A",
                "address=杜野市1",
                "postcode=980-0001",
                "position=38.2/140.8",
                "phone=022-000-0006",
                "opens=09:00",
                "closes=21:30",
            )
        ],
    ),
    "tabs and UTF-16": (
        "名称\t住所\t電話番号\t利用可能曜日\n北会館\t杜野市北1\t+81-22-000-0007\t月曜日から土曜日\n西会館\t杜野市西1\t022-000-0008（内線３）\t第2・4土曜\n".encode(
            "utf-16"
        ),
        [
            ("北会館", "address=杜野市北1", "phone=022-000-0007", "weekdays=月火水木金土"),
            ("西会館", "address=杜野市西1", "phone=022-000-0008 (内線3)", "?weekdays_unreadable"),
        ],
    ),
    "half a position, 同上, zeros, blank rows, names said again": (
        (
            "名称,住所,緯度,経度,,,\n東会館,杜野市東1,38.2,,,,\n,,,,,,\n南会館,同上,0,0,,,\n名称,住所,緯度,経度,,,\n"
        ).encode(),
        [
            ("東会館", "address=杜野市東1", "?position_half"),
            ("南会館", "address=杜野市東1", "?same_as_above", "?position_outside"),
        ],
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_list_is_read_as_a_person_would_read_it(name: str) -> None:
    content, expected = VARIANTS[name]
    rows, _report = taken(content)
    assert [sketch(line, row) for line, row in rows] == [" | ".join(parts) for parts in expected]
